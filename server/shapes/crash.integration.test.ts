import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { type CrashPoint, MOMENTS, WRITES } from '../../tests/support/crash-points.ts'
import { scopeHeaders, temporaryFolder } from '../../tests/support/engine.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { PollingTerminal } from '../../tests/support/shape-reader.ts'
import { addShapeTable } from '../../tests/support/shape-table.ts'

/*
 * L5: an engine that kills itself at a named point of a write, and the next one over the same log. Each is the restart of the one before it: the
 * terminal that polls all of them must never be told to load again, and ends with every row once.
 */

let central: CentralDatabase
let notes: ShapeDefinition
const folder = temporaryFolder()
const property = newId()
const headers = scopeHeaders([property])
let running: ChildProcess | undefined
let terminal: PollingTerminal
let written = 0

beforeAll(async () => {
  central = await freshCentral()
  notes = await addShapeTable(central, 'test_crash', 'body text')
  await central.query('CREATE TABLE test_elsewhere (n integer)')
  terminal = new PollingTerminal([notes.table], headers)
  // A third of it is how often an idle stream acknowledges.
  await central.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET wal_sender_timeout = 3000', current_database()); END $$`,
  )
})

afterAll(async () => {
  running?.kill('SIGKILL')
  await central?.drop()
  folder.remove()
})

const addNote = () =>
  central.query(
    `WITH durable AS MATERIALIZED (SELECT set_config('synchronous_commit', 'on', true))
     INSERT INTO ${notes.table} (property_id, body) SELECT $1, $2 FROM durable`,
    [property, String(written++).padStart(6, '0')],
  )

interface Engine {
  readonly url: string
  /** False once it has died. */
  isAlive(): boolean
  kill(): Promise<void>
}
interface Crash {
  readonly point: CrashPoint
  /** It dies when it comes there for the nth time. */
  readonly times: number
}

/** Undefined where it died before it served. */
async function start(crash?: Crash, dataDir = folder.path): Promise<Engine | undefined> {
  // So small a log is compacted while the test runs; it still reaches back further than any terminal stands.
  const options = { databaseUrl: central.url, dataDir, shapes: [notes], logBytes: 6_000, crash }
  const args = ['--import', 'tsx', 'tests/support/engine-process.ts', JSON.stringify(options)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  running = child
  const exit = once(child, 'exit')
  const first = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>
  const line = await Promise.race([first, exit.then(() => undefined)])
  if (!line) return undefined
  return {
    url: (JSON.parse(line[0]) as { url: string }).url,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
  }
}

const held = () => terminal.rowsByTable.get(notes.table) ?? new Map<string, Record<string, string | null>>()

/** What an engine that dies answers last is cut, and one that is slow says so: neither counts. Everything else must be right. */
async function pollPatiently(engine: Engine, reader: PollingTerminal, wait: number): Promise<void> {
  await reader.poll(engine.url, wait).catch((error: unknown) => {
    if (!/fetch failed|terminated|the answer was cut|status 503/.test(String(error))) throw error
  })
}

/** Until the engine has died: somebody writes, the terminal polls, and others begin, whose handles are numbered on disk. */
async function workUntilDead(engine: Engine): Promise<void> {
  while (engine.isAlive()) {
    await addNote()
    await pollPatiently(engine, terminal, 300)
    await pollPatiently(engine, new PollingTerminal([notes.table], headers), 0)
  }
}

/** Until the engine has died: nothing happens but elsewhere, so that it acknowledges positions without commits of its own. */
async function idleUntilDead(engine: Engine): Promise<void> {
  while (engine.isAlive()) {
    await central.query('INSERT INTO test_elsewhere VALUES (1)')
    await pollPatiently(engine, terminal, 200)
  }
}

/** Applies strictly: a row that comes twice, or a change of one that never came, throws. */
async function catchUp(engine: Engine): Promise<void> {
  for (const end = Date.now() + 120_000; held().size < written;) {
    if (Date.now() > end) throw new Error(`still ${held().size} of ${written} rows`)
    await pollPatiently(engine, terminal, 500)
  }
  const bodies = [...held().values()].map((row) => row.body).sort()
  expect(bodies).toEqual(Array.from({ length: written }, (_, i) => String(i).padStart(6, '0')))
  expect(terminal.refetches).toBe(0)
}

const APPENDS = 'append compaction numbers acknowledge'.split(' ')
const POINTS = WRITES.filter((write) => APPENDS.includes(write)).flatMap((write) =>
  MOMENTS.map((moment): Crash => ({ point: `${write} ${moment}`, times: write === 'numbers' ? 1 : 2 })),
)

it.each(POINTS)(
  'L5 after a death at $point nothing is lost, doubled or loaded again',
  { timeout: 300_000 },
  async (crash) => {
    const engine = await start(crash)
    if (engine) await (crash.point.startsWith('acknowledge') ? idleUntilDead(engine) : workUntilDead(engine))
    expect(terminal.refetches).toBe(0)
  },
)

it('L5 what all of those left behind is whole', { timeout: 300_000 }, async () => {
  const engine = await start()
  if (!engine) throw new Error('the engine did not start')
  await addNote()
  await catchUp(engine)
  await engine.kill()
})

it('L5 a death while a new history begins leaves one that serves', { timeout: 300_000 }, async () => {
  const fresh = temporaryFolder()
  for (const moment of MOMENTS) expect(await start({ point: `epoch ${moment}`, times: 1 }, fresh.path)).toBeUndefined()
  const engine = await start(undefined, fresh.path)
  if (!engine) throw new Error('the engine did not start')
  const newcomer = new PollingTerminal([notes.table], headers)
  await newcomer.poll(engine.url)
  expect(newcomer.rowsByTable.get(notes.table)?.size).toBe(written)
  await engine.kill()
  fresh.remove()
})
