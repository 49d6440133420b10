import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
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
import { getShape, PollingTerminal, readShape } from '../../tests/support/shape-reader.ts'
import { addShapeTable } from '../../tests/support/shape-table.ts'

let central: CentralDatabase
let notes: ShapeDefinition
let cleanups: (() => unknown)[] = []
let folder: string
const property = newId()
const headers = scopeHeaders([property])

beforeEach(async () => {
  central = await freshCentral()
  notes = await addShapeTable(central, 'test_notes', 'body text')
  const made = temporaryFolder()
  folder = made.path
  cleanups = [() => made.remove(), () => central.drop()]
})

afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

async function start(more: Partial<EngineTestOptions> = {}): Promise<EngineUnderTest> {
  const served = await startEngine({ databaseUrl: central.url, dataDir: folder, shapes: [notes], ...more })
  cleanups.push(() => served.stop())
  return served
}

// The test cluster commits asynchronously; what is waited for should not wait for its WAL writer.
const addNote = (body: string) =>
  central.query(
    `WITH durable AS MATERIALIZED (SELECT set_config('synchronous_commit', 'on', true))
     INSERT INTO ${notes.table} (property_id, body) SELECT $1, $2 FROM durable`,
    [property, body],
  )

const bodiesOf = (terminal: PollingTerminal) =>
  [...(terminal.rowsByTable.get(notes.table)?.values() ?? [])].map((row) => row.body ?? '').sort()

async function pollUntil(terminal: PollingTerminal, url: string, count: number): Promise<void> {
  for (const end = Date.now() + 15_000; bodiesOf(terminal).length < count;) {
    if (Date.now() > end) throw new Error(`still ${bodiesOf(terminal).length} of ${count}`)
    await terminal.poll(url, 500)
  }
}

it('R7 a restart goes on under the same handles: nothing is loaded again, lost or doubled', async () => {
  const first = await start()
  await addNote('a')
  const terminal = new PollingTerminal([notes.table], headers)
  await terminal.poll(first.url)
  const [before] = terminal.positions
  await first.stop()
  await addNote('b') // while nobody listens
  const second = await start({ port: first.port })
  await addNote('c')
  await pollUntil(terminal, second.url, 3)
  expect(bodiesOf(terminal)).toEqual(['a', 'b', 'c'])
  expect(terminal.positions[0]?.handle).toBe(before?.handle)
  expect(terminal.refetches).toBe(0)
  expect(second.engine.status().epoch).toBe(first.engine.status().epoch)
  expect(second.alarms).toEqual([])
})

it('R7 what was logged before a restart is still read after it', async () => {
  const first = await start()
  const started = await readShape(first.url, notes.table, headers)
  await addNote('logged')
  await readUntil(first, started, 1)
  await first.stop()
  const second = await start()
  const page = await getShape(
    second.url,
    { table: notes.table, handle: started.handle, offset: started.offset },
    headers,
  )
  expect(page.messages.map((message) => message.value?.body)).toContain('logged')
})

it('R3 acknowledges exactly: a transaction that directly follows a keepalive survives restarts', async () => {
  const terminal = new PollingTerminal([notes.table], headers)
  let served = await start()
  await terminal.poll(served.url)
  for (let round = 0; round < 6; round++) {
    // Stopping acknowledges the idle position; the next commit may begin exactly there.
    await central.query('SELECT pg_switch_wal()')
    await sleep(round % 2 === 0 ? 60 : 0)
    await served.stop()
    await addNote(`round ${round}`)
    served = await start()
  }
  await pollUntil(terminal, served.url, 6)
  expect(bodiesOf(terminal)).toEqual([0, 1, 2, 3, 4, 5].map((round) => `round ${round}`))
  expect(terminal.refetches).toBe(0)
})

it('R3 never acknowledges beyond what PostgreSQL has written', async () => {
  const served = await start()
  await addNote('x')
  await readUntil(served, await readShape(served.url, notes.table, headers), 0)
  await served.stop()
  const [slot] = await central.query<{ exact: boolean }>(
    `SELECT confirmed_flush_lsn <= pg_current_wal_flush_lsn() AS exact FROM pg_replication_slots WHERE slot_name = $1`,
    [served.engine.status().slot],
  )
  expect(slot?.exact).toBe(true)
})

it('R4, R5 an idle stream answers PostgreSQL and acknowledges its WAL; G stays at the last commit', async () => {
  await central.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET wal_sender_timeout = 600', current_database()); END $$`,
  )
  const served = await start()
  await addNote('x')
  await readUntil(served, await readShape(served.url, notes.table, headers), 0)
  const { g } = served.engine.status()
  const [idle] = await central.query<{ lsn: string }>('SELECT pg_switch_wal()::text AS lsn')
  const isAcknowledged = async () => {
    const [slot] = await central.query<{ past: boolean }>(
      'SELECT confirmed_flush_lsn >= $2::pg_lsn AS past FROM pg_replication_slots WHERE slot_name = $1',
      [served.engine.status().slot, idle?.lsn ?? ''],
    )
    return slot?.past
  }
  await expect.poll(isAcknowledged, { timeout: 30_000 }).toBe(true)
  await sleep(1500) // PostgreSQL ends a stream that says nothing for 600 ms.
  expect(served.engine.status()).toMatchObject({ g, connected: true })
  expect(served.alarms.map(({ code }) => code)).not.toContain('stream_lost')
})

it('R6 a lost slot begins a new epoch: every handle is refetched, and nothing is missing afterwards', async () => {
  const first = await start()
  await addNote('a')
  const terminal = new PollingTerminal([notes.table], headers)
  await terminal.poll(first.url)
  await first.stop()
  await central.query('SELECT pg_drop_replication_slot($1)', [first.engine.status().slot])
  await addNote('b') // in no stream
  const second = await start()
  expect(second.engine.status().epoch).not.toBe(first.engine.status().epoch)
  expect(second.alarms.map((alarm) => alarm.code)).toEqual(['new_epoch'])
  await terminal.poll(second.url)
  expect(terminal.refetches).toBe(1)
  await pollUntil(terminal, second.url, 2)
  expect(bodiesOf(terminal)).toEqual(['a', 'b'])
})

it('R7 a lost log begins a new epoch', async () => {
  const first = await start()
  const { handle, offset } = await readShape(first.url, notes.table, headers)
  await first.stop()
  const other = temporaryFolder()
  cleanups.push(() => other.remove())
  const second = await start({ dataDir: other.path })
  expect((await getShape(second.url, { table: notes.table, handle, offset }, headers)).status).toBe(409)
})

it('R9 a table that was migrated while the server stood still is loaded again once', async () => {
  const first = await start()
  await addNote('a')
  const terminal = new PollingTerminal([notes.table], headers)
  await terminal.poll(first.url)
  await addNote('b')
  await pollUntil(terminal, first.url, 2)
  await first.stop()
  await addNote('c')
  await central.query(`ALTER TABLE ${notes.table} ADD colour text DEFAULT 'red'`)
  const second = await start()
  await terminal.poll(second.url)
  expect(terminal.refetches).toBe(1)
  await pollUntil(terminal, second.url, 3)
  await addNote('d')
  await pollUntil(terminal, second.url, 4)
  expect(bodiesOf(terminal)).toEqual(['a', 'b', 'c', 'd'])
  expect(terminal.refetches).toBe(1)
})

it('R15 a second server is refused while the first one streams, and takes over when it is gone', async () => {
  const first = await start()
  const other = temporaryFolder()
  cleanups.push(() => other.remove())
  const second = start({ dataDir: other.path })
  await sleep(500)
  await first.stop()
  expect((await second).engine.status().connected).toBe(true)
})

it('R16 outlives its connection to PostgreSQL: polls go on, and nothing is lost', async () => {
  const served = await start()
  await addNote('a')
  const terminal = new PollingTerminal([notes.table], headers)
  await terminal.poll(served.url)
  const held = terminal.poll(served.url, 5_000)
  await sleep(50)
  await central.query('SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = $1', [
    served.engine.status().slot,
  ])
  await addNote('b')
  await held
  await pollUntil(terminal, served.url, 2)
  expect(bodiesOf(terminal)).toEqual(['a', 'b'])
  expect(terminal.refetches).toBe(0)
  expect(served.alarms.map((alarm) => alarm.code)).toContain('stream_lost')
})

it('L3 a compacted log refetches who stands before its horizon, and nobody else', async () => {
  const served = await start({ logBytes: 20_000 })
  const early = await readShape(served.url, notes.table, headers)
  const terminal = new PollingTerminal([notes.table], headers)
  await terminal.poll(served.url)
  for (let i = 0; i < 30; i++) {
    await addNote('x'.repeat(1_000) + i)
    await pollUntil(terminal, served.url, i + 1)
  }
  expect(terminal.refetches).toBe(0)
  // What was shown last is stored, and the log made smaller for it, right after.
  await expect.poll(() => served.engine.status().logBytes).toBeLessThanOrEqual(20_000)
  const page = await getShape(served.url, { table: notes.table, handle: early.handle, offset: early.offset }, headers)
  expect(page.status).toBe(409)
})

it('L4 a killed process loses and doubles nothing', async () => {
  const terminal = new PollingTerminal([notes.table], headers)
  let writing = true
  let written = 0
  let child = await spawnEngine()
  const writer = (async () => {
    while (writing) await addNote(String(written++).padStart(6, '0'))
  })()
  try {
    for (let kill = 0; kill < 2; kill++) {
      for (let poll = 0; poll < 3 + kill; poll++) await terminal.poll(child.url, 500)
      const dying = terminal.poll(child.url, 500).catch(() => undefined)
      child.process.kill('SIGKILL')
      await Promise.all([once(child.process, 'exit'), dying])
      child = await spawnEngine()
    }
    writing = false
    await writer
    await pollUntil(terminal, child.url, written)
    expect(bodiesOf(terminal)).toEqual(Array.from({ length: written }, (_, i) => String(i).padStart(6, '0')))
    expect(terminal.refetches).toBe(0)
  } finally {
    writing = false
    await writer
    child.process.kill('SIGKILL')
  }
})

async function spawnEngine(): Promise<{ process: ChildProcess; url: string }> {
  const options = JSON.stringify({ databaseUrl: central.url, dataDir: folder, shapes: [notes] })
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/engine-process.ts', options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  cleanups.push(() => child.kill('SIGKILL'))
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the engine did not start'))),
  ])) as [Buffer]
  return { process: child, url: (JSON.parse(line.toString()) as { url: string }).url }
}

async function readUntil(
  served: EngineUnderTest,
  from: { handle: string; offset: string },
  changes: number,
): Promise<void> {
  for (;;) {
    const { messages } = await readShape(served.url, notes.table, headers, from)
    if (messages.filter((message) => message.key).length >= changes) return
    await sleep(20)
  }
}
