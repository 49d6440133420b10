import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../shared/kernel/ids.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { createSnapshots } from './snapshot.ts'

let central: CentralDatabase
beforeAll(async () => {
  central = await freshCentral()
})
afterAll(() => central.drop())

it('outlives a PostgreSQL that ends the session of an open snapshot, and gives the connection up', async () => {
  const snapshots = createSnapshots(central.url)
  const scope = { terminalId: newId(), role: 'desk', properties: [newId()] } as const
  const snapshot = await snapshots.open(scope)
  const ended = await central.query(
    `SELECT pg_terminate_backend(pid, 5000) AS ended FROM pg_stat_activity
     WHERE application_name = 'stayos snapshots' AND datname = current_database()`,
  )
  expect(ended).toEqual([{ ended: true }])
  // The event of the dead connection comes on its own; unheard it would end the process.
  await new Promise((resolve) => setTimeout(resolve, 50))
  await snapshot.release()
  const next = await snapshots.open(scope)
  await next.release()
  await snapshots.close()
})
