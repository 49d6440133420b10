import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Terminal } from '../../electron/core/open-terminal.ts'
import { Journal } from '../../electron/core/outbox/journal.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { eventually, judgedAt } from './support/night.ts'
import { type DeskProcess, startDeskProcess } from './support/processes.ts'
import { NOWHERE, setStage } from './support/stage.ts'

/** What the machine of one desk does to it; the centre is well. */
const stage = setStage()

const clean = (unit: keyof SmallHotel['units'], status = 'dirty') =>
  ['v1.unit.setHousekeepingStatus', { unitId: stage.hotel.units[unit], status }] as const
const idOf = (outcome: { kind: string; commandId?: string }) =>
  outcome.commandId ?? expect.fail(JSON.stringify(outcome))

describe('the disk', () => {
  it('that is full refuses a command with a sentence and holds the rows of the centre back; with room all goes on', async () => {
    let free = Infinity
    const desk = await stage.loadDesk('full', { freeBytes: () => free })
    free = 1 << 20
    await expect(desk.run(...clean('102'))).rejects.toThrow(/disk of this computer is full.*Make room/)
    await stage.central.query(`UPDATE property_mgmt.inventory_units SET floor = '9' WHERE id = $1`, [
      stage.hotel.units['103'],
    ])
    await eventually(() =>
      expect(desk.sync.status()).toMatchObject({ state: 'stopped', problems: [{ code: 'disk_full' }] }),
    )
    expect(await floorOf(desk)).not.toBe('9')
    free = Infinity
    const id = idOf(await desk.run(...clean('102')))
    await eventually(async () => expect(await floorOf(desk)).toBe('9'))
    await desk.sync.caughtUp()
    expect(await judgedAt(stage.central)).toContain(id)
    expect(desk.sync.status()).toMatchObject({ state: 'online', problems: [] })
  })

  async function floorOf(desk: Terminal): Promise<unknown> {
    const sql = 'SELECT floor FROM property_mgmt.inventory_units WHERE id = $1'
    return (await desk.readOnlySql(sql, [stage.hotel.units['103']]))[0]?.floor
  }

  it('that takes the folder away ends the program: nothing is called saved that nobody will find again', async () => {
    const desk = await stage.loadDesk('taken')
    await desk.run(...clean('104'))
    await desk.sync.caughtUp()
    rmSync(stage.folder('taken'), { recursive: true })
    await expect(desk.run(...clean('104', 'clean'))).rejects.toThrow(/was removed.*Put it back/)
    expect((await desk.died).message).toContain('its folder was removed')
    expect(desk.sync.status()).toMatchObject({
      state: 'stopped',
      problems: [{ code: 'database_died' }],
    })
  })

  it('that does not take the safety copy of the queue is named until it does; nothing is lost', async () => {
    const desk = await stage.loadDesk('no-copy')
    await desk.sync.pause()
    const append = vi.spyOn(Journal.prototype, 'catchUp').mockImplementation(() => {
      throw new Error('ENOSPC: no space left on device, write')
    })
    const id = idOf(await desk.run(...clean('102')))
    expect(desk.sync.status()).toMatchObject({ state: 'paused', problems: [], queued: 1 })
    desk.sync.resume()
    await eventually(() =>
      expect(desk.sync.status().problems).toEqual([
        { code: 'no_safety_copy', reason: expect.stringContaining('ENOSPC') },
      ]),
    )
    append.mockRestore()
    await eventually(() => expect(desk.sync.status()).toMatchObject({ state: 'online', problems: [] }))
    await desk.sync.caughtUp()
    expect((await judgedAt(stage.central)).filter((each) => each === id)).toHaveLength(1)
  })

  it('that fails a flush ends the program, which is whole when it is started again', async () => {
    const trigger = stage.folder('disk-is-bad')
    const place = { dataDir: stage.folder('bad-disk'), serverUrl: stage.server.url }
    const code = await stage.codeFor('bad-disk')
    const desk = stage.keep(await startDeskProcess({ ...place, code }, { HARM_DISK: trigger }))
    await desk.call({ do: 'caughtUp' })
    const kept = idOf(await desk.run(...clean('201')))
    writeFileSync(trigger, '')
    await expect(desk.run(...clean('202'))).rejects.toThrow(/has stopped|has ended/)
    expect(await desk.ended).toEqual([70, null])
    expect(desk.statuses.at(-1)).toMatchObject({
      state: 'stopped',
      problems: [{ code: 'database_died' }],
    })
    rmSync(trigger)
    const again = await stage.openDesk('bad-disk')
    expect(again.rebuilt).toBeNull()
    await again.sync.caughtUp()
    const judged = await judgedAt(stage.central)
    expect(judged.filter((id) => id === kept)).toHaveLength(1)
    expect(judged).toHaveLength(new Set(judged).size)
  })
})

describe('a database that is destroyed', () => {
  it('T5, D3: on a desk without a line keeps its three pending commands, says so, and has all of them confirmed', async () => {
    const first = await stage.loadDesk('destroyed')
    await first.sync.pause()
    const given: string[] = []
    for (const unit of ['101', '104', '301'] as const) given.push(idOf(await first.run(...clean(unit))))
    await first.close()
    const database = join(stage.folder('destroyed'), 'database')
    for (const name of readdirSync(join(database, 'pg_wal')))
      rmSync(join(database, 'pg_wal', name), { recursive: true })
    rmSync(join(database, 'global'), { recursive: true })

    const offline = await stage.openDesk('destroyed', { serverUrl: NOWHERE })
    expect(offline.rebuilt).toMatchObject({ restored: 3 })
    expect(existsSync(offline.rebuilt?.folder ?? '')).toBe(true)
    await eventually(() => expect(offline.sync.status()).toMatchObject({ state: 'offline', queued: 3 }))
    expect(offline.sync.status().problems).toContainEqual({ code: 'rebuilt', restored: 3 })
    await expect(offline.run(...clean('102'))).rejects.toThrow('Wait until the first load is done')
    expect(await offline.query('unit.list', {})).toEqual([])
    await offline.close()

    const online = await stage.openDesk('destroyed')
    await online.sync.caughtUp()
    const judged = await judgedAt(stage.central)
    for (const id of given) expect(judged.filter((each) => each === id)).toHaveLength(1)
    expect(await online.query('unit.list', {})).toHaveLength(8)
    expect(online.sync.status()).toMatchObject({ state: 'online', queued: 0, problems: [] })
    expect(await online.run(...clean('102'))).toMatchObject({ kind: 'done' })
  })
})

describe('a desk that is killed', () => {
  it('while it loads, while rows of the centre come in and while it sends loses and doubles nothing', async () => {
    const place = { dataDir: stage.folder('killed'), serverUrl: stage.server.url }
    const loading = await startDeskProcess({ ...place, code: await stage.codeFor('killed') })
    await eventually(() => expect(loading.statuses.some(({ state }) => state === 'loading')).toBe(true))
    await loading.kill()

    const given: string[] = []
    let desk: DeskProcess = await startDeskProcess(place)
    for (let round = 0; round < 2; round++) {
      await desk.call({ do: 'caughtUp' })
      for (let n = 0; n < 10; n++) given.push(idOf(await desk.run(...clean('203', n % 2 === 0 ? 'dirty' : 'clean'))))
      // Batches of the centre over pending commands: each is a rebase.
      await stage.central.query(`UPDATE property_mgmt.inventory_units SET floor = floor || '+' WHERE id = $1`, [
        stage.hotel.units['203'],
      ])
      await desk.kill()
      desk = await startDeskProcess(place)
    }
    stage.keep(desk)
    await desk.call({ do: 'caughtUp' })
    const judged = await judgedAt(stage.central)
    expect(judged.filter((id) => given.includes(id))).toEqual(given)
    expect(await desk.call({ do: 'sql', name: 'SELECT count(*) AS n FROM sync.undo' })).toEqual([{ n: 0 }])
  })
})
