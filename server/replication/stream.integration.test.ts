import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { addShapeTable } from '../../tests/support/shape-table.ts'
import type { KnownSource } from './epoch.ts'
import { openStream, type ReplicationStream, type StreamSink } from './stream.ts'

let central: CentralDatabase
let stream: ReplicationStream
let table: string
/** How many transactions each call brought. */
let appended: number[]
let answered: Promise<void>

beforeEach(async () => {
  central = await freshCentral()
  table = (await addShapeTable(central, 'test_notes', 'body text')).table
  appended = []
  answered = Promise.resolve()
  let known: KnownSource | undefined
  const sink: StreamSink = {
    known: () => known,
    beginEpoch: ({ systemId, timeline, databaseOid }, start) =>
      void (known = { systemId, timeline, databaseOid, acknowledged: start }),
    setPublication: () => undefined,
    acknowledge: () => undefined,
    store: () => Promise.resolve(),
    append(transactions) {
      appended.push(transactions.length)
      const last = transactions.at(-1)
      if (known && last) known = { ...known, acknowledged: last.endLsn }
    },
  }
  stream = await openStream({
    ...{ databaseUrl: central.url, slotName: `test_${Date.now()}`, publication: 'stayos', sink },
    ...{ watchMs: 60_000, tableBytes: 1 << 20, onAlarm: () => undefined, beforeShown: () => answered },
  })
})
afterEach(async () => {
  await stream.stop()
  await central.drop()
})

/** One commit each, on the disk at once: what is not flushed is not streamed. */
const commit = (count: number) =>
  central.query(
    `DO $$ BEGIN FOR i IN 1..${count} LOOP
       INSERT INTO ${table} (property_id, body) VALUES (gen_random_uuid(), i::text); SET LOCAL synchronous_commit = on; COMMIT;
     END LOOP; END $$`,
  )
const arrived = () => appended.reduce((sum, count) => sum + count, 0)
async function untilArrived(count: number): Promise<void> {
  while (arrived() < count) await sleep(1)
}

it('R19 commits that follow each other closely are stored together, one after a quiet moment by itself', async () => {
  await sleep(50)
  await commit(1)
  await untilArrived(1)
  for (let n = 1; n <= 40; n++) {
    await commit(1)
    await sleep(1)
  }
  await untilArrived(41)
  const [first, ...others] = appended
  expect(first).toBe(1)
  expect(others.length).toBeLessThan(20)
  await sleep(50)
  await commit(1)
  await untilArrived(42)
  expect(appended.at(-1)).toBe(1)
})

it('R20 what was committed is not told before those who gave it were answered', async () => {
  await sleep(50)
  let answer = (): void => undefined
  answered = new Promise((resolve) => (answer = resolve))
  await commit(2)
  await sleep(50)
  expect(appended).toEqual([])
  answer()
  await untilArrived(2)
  expect(appended).toEqual([2])
})
