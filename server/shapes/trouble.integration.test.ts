import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { newId } from '../../shared/kernel/ids.ts'
import {
  type EngineTestOptions,
  type EngineUnderTest,
  scopeHeaders,
  startEngine,
  temporaryFolder,
} from '../../tests/support/engine.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { refusingStorage } from '../../tests/support/refusing-storage.ts'
import { getShape, PollingTerminal, readShape } from '../../tests/support/shape-reader.ts'
import { addShapeTable } from '../../tests/support/shape-table.ts'
import { openStorage, type Storage } from './log/storage.ts'

let central: CentralDatabase
let notes: ShapeDefinition
let cleanups: (() => unknown)[] = []
const property = newId()
const headers = scopeHeaders([property])

beforeEach(async () => {
  central = await freshCentral()
  notes = await addShapeTable(central, 'test_notes', 'body text')
  cleanups = [() => central.drop()]
})
afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

async function start(more: Partial<EngineTestOptions> = {}): Promise<EngineUnderTest> {
  const folder = temporaryFolder()
  const served = await startEngine({ databaseUrl: central.url, dataDir: folder.path, shapes: [notes], ...more })
  cleanups.push(
    () => folder.remove(),
    () => served.stop(),
  )
  return served
}

const addNote = (body: string, owner = property) =>
  central.query(
    `WITH durable AS MATERIALIZED (SELECT set_config('synchronous_commit', 'on', true))
     INSERT INTO ${notes.table} (property_id, body) SELECT $1, $2 FROM durable`,
    [owner, body],
  )
const bodiesOf = (terminal: PollingTerminal) =>
  [...(terminal.rowsByTable.get(notes.table)?.values() ?? [])].map((row) => row.body ?? '').sort()

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await check()); await sleep(20))
    if (Date.now() > end) throw new Error('it never came')
}

it('L6, L7 a full disk stops the log and nothing else; with room again everything arrives', async () => {
  let full = false
  let storage: Storage | undefined
  const served = await start({
    openStorage(dataDir, onAlarm) {
      storage = openStorage(dataDir, onAlarm)
      return refusingStorage(storage, () => full)
    },
  })
  const isStored = () => storage?.state.get('state')?.includes(`"last":"${served.engine.status().g}"`) ?? false
  await addNote('before')
  const terminal = new PollingTerminal([notes.table], headers)
  await terminal.poll(served.url)
  await until(isStored)
  full = true
  await addNote('while full')
  await until(() => served.alarms.some(({ code }) => code === 'log_write_failed'))
  await addNote('later')
  await terminal.poll(served.url, 500)
  // PostgreSQL keeps it until it is stored here too; what comes after it waits.
  expect(bodiesOf(terminal)).toEqual(['before', 'while full'])
  full = false
  await until(async () => {
    await terminal.poll(served.url, 500)
    return bodiesOf(terminal).length === 3
  })
  expect(terminal.refetches).toBe(0)
})

it('L6 a disk that fills while nothing is said ends neither the centre nor its stop', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  cleanups.push(() => vi.useRealTimers())
  let full = false
  const served = await start({
    openStorage: (dataDir, onAlarm) => refusingStorage(openStorage(dataDir, onAlarm), () => full),
  })
  /** WAL that is nothing to us, which PostgreSQL tells when it is asked at the tick of the silence. */
  const idle = async () => {
    await central.query('SELECT pg_switch_wal()')
    vi.advanceTimersByTime(30_000)
    await sleep(200)
  }
  await idle()
  full = true
  await until(async () => {
    await idle()
    return served.alarms.some(({ code }) => code === 'log_write_failed')
  })
  served.alarms.length = 0
  vi.advanceTimersByTime(600_000)
  expect(served.alarms).toContainEqual(
    expect.objectContaining({ code: 'log_write_failed', message: expect.stringContaining('compacted') as string }),
  )
  full = false
  await until(() => served.engine.status().connected)
  await idle()
  full = true
  await served.stop()
})

it('R1, R17 a publication that is dropped while the server runs is told, and its return makes every terminal load again', async () => {
  const served = await start({ watchMs: 100 })
  await addNote('before')
  const terminal = new PollingTerminal([notes.table], headers)
  await terminal.poll(served.url)
  await central.query('DROP PUBLICATION stayos')
  await until(() => served.alarms.some(({ code }) => code === 'publication_missing'))
  await addNote('in no stream')
  await terminal.poll(served.url, 100)
  expect(bodiesOf(terminal)).toEqual(['before'])
  await central.query(`CREATE PUBLICATION stayos FOR TABLE ${notes.table}`)
  await until(async () => {
    await terminal.poll(served.url, 500).catch(() => undefined)
    return bodiesOf(terminal).length === 2
  })
  expect(terminal.refetches).toBe(1)
  await addNote('after')
  await until(async () => {
    await terminal.poll(served.url, 500)
    return bodiesOf(terminal).length === 3
  })
})

it('R17 a table that is added while the server runs is served from then on, and nobody else loads again', async () => {
  const added: ShapeDefinition = { table: 'property_mgmt.test_added', scope: 'property_id', hot: false }
  const served = await start({ watchMs: 100, shapes: [notes, added] })
  await addNote('stays')
  const terminal = new PollingTerminal([notes.table], headers)
  await terminal.poll(served.url)
  expect((await getShape(served.url, { table: added.table, offset: '-1' }, headers)).status).toBe(400)
  await addShapeTable(central, 'test_added', 'body text')
  await until(async () => (await getShape(served.url, { table: added.table, offset: '-1' }, headers)).status === 200)
  const position = await readShape(served.url, added.table, headers)
  await central.query(`INSERT INTO ${added.table} (property_id, body) VALUES ($1, 'new')`, [property])
  await until(async () => {
    const { messages } = await readShape(served.url, added.table, headers, position)
    return messages.some((message) => message.value?.body === 'new')
  })
  await terminal.poll(served.url, 100)
  expect(terminal.refetches).toBe(0)
})

it('R18 says how much WAL its slot holds back', async () => {
  const served = await start({ watchMs: 50 })
  await until(() => served.engine.status().slotKeptBytes !== undefined)
  expect(served.engine.status().slotKeptBytes).toBeGreaterThanOrEqual(0)
})

it('P6 an idle terminal is one held request, which the work of others does not wake', async () => {
  const served = await start({ longPollMs: 10_000 })
  const terminal = new PollingTerminal([notes.table, 'property_mgmt.properties'], headers)
  await terminal.poll(served.url)
  const held = terminal.poll(served.url, 10_000)
  await until(() => served.engine.status().held === 1)
  const { wakeups, g } = served.engine.status()
  for (let i = 0; i < 20; i++) await addNote('somebody else’s', newId())
  await until(() => BigInt(served.engine.status().g) > BigInt(g))
  expect(served.engine.status()).toMatchObject({ held: 1, wakeups })
  await addNote('mine')
  await held
  expect(bodiesOf(terminal)).toEqual(['mine'])
  expect(served.engine.status().wakeups).toBe(wakeups + 1)
})
