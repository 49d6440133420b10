import { existsSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openLine } from '../support/line.ts'
import { eventually, judgedAt, Worker } from './support/night.ts'
import { setStage } from './support/stage.ts'

/** A desk is stolen while its line is down, and comes back to it after it was locked out. */
const stage = setStage()

it('O8 a desk that was locked out hands over what it had, once, and holds nothing any more', async () => {
  const { central, hotel, server } = stage
  const line = await openLine(server.url)
  const desk = await stage.loadDesk('desk', { serverUrl: line.url })
  const worker = new Worker(desk, hotel.units['101'])
  await worker.work(2)
  await desk.sync.caughtUp()
  line.cut()
  await worker.work(130)
  await central.query('UPDATE sync.terminals SET revoked_at = now()')
  line.mend()

  const error = await desk.died
  expect(error.message).toMatch(/locked out by head office/)
  await expect(worker.work(1)).rejects.toThrow(/locked out by head office/)
  const quarantined = await central.query<{ id: string }>(
    `SELECT id FROM sync.quarantined_commands ORDER BY (body ->> 'seq')::bigint`,
  )
  expect(quarantined.map(({ id }) => id)).toEqual(worker.done.slice(2))
  expect(await judgedAt(central)).toEqual(worker.done.slice(0, 2))
  await eventually(() => expect(readdirSync(stage.folder('desk'))).toEqual([]))
  await desk.close()

  const again = await stage.openDesk('desk', { serverUrl: line.url })
  expect(existsSync(`${stage.folder('desk')}/identity.json`)).toBe(false)
  expect(again.sync.status()).toMatchObject({ queued: 0, problems: [{ code: 'not_enrolled' }] })
  await line.close()
})
