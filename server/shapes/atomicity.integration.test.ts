import { setTimeout as sleep } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bootstrapFrame, type BootstrapFrame } from '../../shared/protocol/shapes.ts'
import { type EngineUnderTest, scopeHeaders, startEngine, temporaryFolder } from '../../tests/support/engine.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import {
  applyChanges,
  getShape,
  PollingTerminal,
  pollShapes,
  type ShapeMessage,
} from '../../tests/support/shape-reader.ts'
import { addShapeTable } from '../../tests/support/shape-table.ts'

let central: CentralDatabase
let served: EngineUnderTest
let shapes: ShapeDefinition[]
let tables: string[]
const folder = temporaryFolder()

beforeAll(async () => {
  central = await freshCentral()
  shapes = []
  for (let i = 1; i <= 5; i++) shapes.push(await addShapeTable(central, `test_leg_${i}`, 'grp bigint, body text'))
  tables = shapes.map((shape) => shape.table)
  served = await startEngine({
    databaseUrl: central.url,
    dataDir: folder.path,
    shapes,
    budgetBytes: 250_000,
    chunkBytes: 4_000,
  })
})

afterAll(async () => {
  await served?.stop()
  await central?.drop()
  folder.remove()
})

interface Writer {
  readonly written: number
  stop(): Promise<void>
}

/** Each transaction writes one row of its group into every table, moves on an older one and removes a still older one. */
function write(property: string, body = '', from = 0, pauseSeconds = 0): Writer {
  let written = 0
  let running = true
  const legs = tables
    .map(
      (table) => `
        INSERT INTO ${table} (property_id, grp, body) VALUES ('${property}', n, '${body}');
        UPDATE ${table} SET body = '${body}!' WHERE property_id = '${property}' AND grp = n - 3;
        DELETE FROM ${table} WHERE property_id = '${property}' AND grp = n - 40;`,
    )
    .join('')
  const done = (async () => {
    while (running) {
      await central.query(
        `DO $$ DECLARE n bigint := ${from + written}; BEGIN ${legs} PERFORM pg_sleep(${pauseSeconds}); END $$`,
      )
      written++
    }
  })()
  return {
    get written() {
      return written
    },
    async stop() {
      running = false
      await done
    },
  }
}

/** Whole transactions only: at every moment all tables hold the same groups in the same state. */
function stateOf(rowsByTable: ReadonlyMap<string, ReadonlyMap<string, Record<string, string | null>>>): string[] {
  const states = tables.map((table) =>
    [...(rowsByTable.get(table)?.values() ?? [])]
      .map((row) => `${row.grp}${row.body}`)
      .sort()
      .join(),
  )
  expect(new Set(states).size).toBe(1)
  return states[0] === '' ? [] : (states[0] ?? '').split(',')
}

async function rowsAtCentre(property: string): Promise<Map<string, Map<string, Record<string, string | null>>>> {
  const result = new Map<string, Map<string, Record<string, string | null>>>()
  for (const table of tables) {
    const rows = await central.query<{ id: string; grp: string; body: string }>(
      `SELECT id::text, grp::text, body FROM ${table} WHERE property_id = $1`,
      [property],
    )
    result.set(table, new Map(rows.map((row) => [row.id, { ...row }])))
  }
  return result
}

it('P1 every poll answers whole transactions: five tables never differ, from the first answer on', async () => {
  const property = newId()
  const writer = write(property)
  while (writer.written < 5) await sleep(5)
  const terminal = new PollingTerminal(tables, scopeHeaders([property]))
  let changed = 0
  for (const end = Date.now() + 3_000; Date.now() < end;) {
    const { head } = await terminal.poll(served.url)
    if (head.parts.length > 0) changed++
    stateOf(terminal.rowsByTable)
  }
  await writer.stop()
  expect(changed).toBeGreaterThan(5)
  const final = stateOf(await rowsAtCentre(property))
  for (const end = Date.now() + 5_000; stateOf(terminal.rowsByTable).join() !== final.join();) {
    if (Date.now() > end) throw new Error('the terminal never came level')
    await terminal.poll(served.url, 300)
  }
  expect(terminal.refetches).toBe(0)
})

it('P2 a backlog over the budget is cut at the end of a transaction, and goes on from there', async () => {
  const property = newId()
  const terminal = new PollingTerminal(tables, scopeHeaders([property]))
  await terminal.poll(served.url)
  const writer = write(property, 'x'.repeat(4_000))
  while (writer.written < 60) await sleep(10)
  await writer.stop()
  const final = stateOf(await rowsAtCentre(property)).join()
  let answers = 0
  for (; stateOf(terminal.rowsByTable).join() !== final; answers++) {
    if (answers > 200) throw new Error('the terminal never came level')
    await terminal.poll(served.url, 300)
  }
  expect(answers).toBeGreaterThan(3)
})

it('P3 a shape too large for one answer is left to plain requests, the others are answered', async () => {
  const property = newId()
  const [large = '', small = ''] = tables
  await central.query(
    `INSERT INTO ${large} (property_id, body) SELECT '${property}', repeat('x', 1000) FROM generate_series(1, 400)`,
  )
  await central.query(`INSERT INTO ${small} (property_id, body) VALUES ('${property}', 'small')`)
  const entries = [large, small].map((table) => ({ table, offset: '-1', live: false }))
  const { head, messagesByIndex } = await pollShapes(served.url, entries, scopeHeaders([property]))
  expect(head.parts).toMatchObject([
    { i: 0, plain: true },
    { i: 1, status: 200, offset: `${head.g}_inf` },
  ])
  expect(messagesByIndex.get(1)?.some((message) => message.value?.body === 'small')).toBe(true)
})

it('P4 an idle poll is held and answers nothing but the position; an aborted one is let go', async () => {
  const property = newId()
  const terminal = new PollingTerminal(tables, scopeHeaders([property]))
  await terminal.poll(served.url)
  const started = Date.now()
  const aborter = new AbortController()
  const aborted = terminal.poll(served.url, 10_000, aborter.signal).catch(() => 'aborted')
  const idle = await pollShapes(served.url, terminal.positions, scopeHeaders([property]), 300)
  expect(idle.head.parts).toEqual([])
  expect(Date.now() - started).toBeGreaterThan(250)
  expect(served.engine.status().held).toBe(1)
  aborter.abort()
  expect(await aborted).toBe('aborted')
  for (const end = Date.now() + 2_000; served.engine.status().held > 0; await sleep(10)) {
    if (Date.now() > end) throw new Error('the request is still held')
  }
})

it('P5 an offset never goes back, also where the request is ahead of the centre', async () => {
  const property = newId()
  const terminal = new PollingTerminal(tables.slice(0, 1), scopeHeaders([property]))
  await terminal.poll(served.url)
  const [entry] = terminal.positions
  const ahead = `${BigInt(terminal.g) + 1_000_000_000n}_inf`
  const answer = await pollShapes(
    served.url,
    [{ table: entry?.table ?? '', handle: entry?.handle ?? '', offset: ahead, live: false }],
    scopeHeaders([property]),
  )
  expect(answer.head.parts[0]?.offset).toBe(ahead)
})

interface Bootstrap {
  readonly end: Extract<BootstrapFrame, { end: true }>
  readonly rowsByTable: Map<string, Map<string, Record<string, string | null>>>
  readonly frames: number
}

/** COPY text of simple values: ids, numbers and words have nothing to unescape. */
async function bootstrap(property: string): Promise<Bootstrap> {
  const response = await fetch(`${served.url}/v1/bootstrap`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...scopeHeaders([property]) },
    body: JSON.stringify({ tables }),
  })
  expect(response.status).toBe(200)
  const bytes = Buffer.from(await response.arrayBuffer())
  const rowsByTable = new Map<string, Map<string, Record<string, string | null>>>(
    tables.map((table) => [table, new Map()]),
  )
  let announced: Record<string, number> = {}
  const seen: Record<string, number> = {}
  for (let at = 0, frames = 0; ; frames++) {
    const line = bytes.indexOf(0x0a, at)
    const head = bootstrapFrame.parse(JSON.parse(bytes.toString('utf8', at, line)))
    const body = bytes.toString('utf8', line + 1, line + 1 + head.n)
    at = line + 1 + head.n
    if ('end' in head) {
      expect(at).toBe(bytes.length)
      expect(announced).toEqual(seen)
      const tail = JSON.parse(body) as Record<string, ShapeMessage[]>
      for (const [table, messages] of Object.entries(tail)) applyChanges(rowsByTable.get(table) ?? new Map(), messages)
      return { end: head, rowsByTable, frames }
    }
    if ('begin' in head) {
      announced = head.rows
      continue
    }
    const lines = body.split('\n').slice(0, -1)
    expect(crc32(body)).toBe(head.crc)
    seen[head.table] = (seen[head.table] ?? 0) + head.rows
    expect(lines).toHaveLength(head.rows)
    for (const text of lines) {
      const values = text.split('\t')
      const row = Object.fromEntries(head.columns.map((column, i) => [column, values[i] ?? '']))
      rowsByTable.get(head.table)?.set(`${key(head.table)}/"${row.id}"`, row)
    }
  }
}

const key = (table: string) =>
  table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')

it('B1 a bootstrap equals the centre at g, under writers, and polls go on from it', async () => {
  const property = newId()
  await central.query(
    tables
      .map(
        (table) =>
          `INSERT INTO ${table} (property_id, grp, body) SELECT '${property}', -g, '' FROM generate_series(1000, 1500) g`,
      )
      .join(';'),
  )
  const writer = write(property)
  // Its transactions are open while others begin and end: snapshots see those around it and not it.
  const slow = [1, 2].map((n) => write(property, '', n * 1_000_000, 0.03 * n))
  while (writer.written < 5) await sleep(5)
  const loads = await Promise.all([bootstrap(property), bootstrap(property), bootstrap(property), bootstrap(property)])
  for (const { rowsByTable, frames } of loads) {
    expect(stateOf(rowsByTable).length).toBeGreaterThan(500)
    expect(frames).toBeGreaterThan(10)
  }
  await Promise.all([writer, ...slow].map((each) => each.stop()))
  const final = stateOf(await rowsAtCentre(property)).join()
  const [load] = loads
  if (!load) throw new Error('nothing was loaded')
  let entries = tables.map((table) => ({
    table,
    handle: load.end.shapes[table]?.handle ?? '',
    offset: `${load.end.g}_inf`,
    live: false,
  }))
  for (const end = Date.now() + 10_000; stateOf(load.rowsByTable).join() !== final;) {
    if (Date.now() > end) throw new Error('the terminal never came level')
    const { head, messagesByIndex } = await pollShapes(served.url, entries, scopeHeaders([property]), 500)
    expect(head.parts.map((part) => part.status).filter((status) => status !== 200)).toEqual([])
    for (const [i, messages] of messagesByIndex)
      applyChanges(load.rowsByTable.get(tables[i] ?? '') ?? new Map(), messages)
    entries = entries.map((entry) => ({ ...entry, offset: `${head.g}_inf`, live: true }))
  }
})

it('B2, S11 snapshots by GET and by poll are stitched right under writers', async () => {
  const property = newId()
  const headers = scopeHeaders([property])
  const writer = write(property)
  // Its transactions are open while others begin and end: snapshots see those around it and not it.
  const slow = [1, 2].map((n) => write(property, '', n * 1_000_000, 0.03 * n))
  while (writer.written < 5) await sleep(5)
  for (let round = 0; round < 8; round++) {
    const terminal = new PollingTerminal(tables, headers)
    await terminal.poll(served.url)
    await terminal.poll(served.url)
    stateOf(terminal.rowsByTable)
    const rows = new Map<string, Record<string, string | null>>()
    let position: Record<string, string> = { offset: '-1' }
    for (let live = 0; live < 3;) {
      const page = await getShape(served.url, { table: tables[0] ?? '', ...position }, headers)
      applyChanges(rows, page.messages) // throws on a gap and on a repetition
      position = { handle: page.handle, offset: page.offset, ...(page.upToDate && { live: 'true' }) }
      if (page.upToDate) live++
    }
  }
  await Promise.all([writer, ...slow].map((each) => each.stop()))
})

it('B5 the engine stops while a load is under way, and the load is cut', async () => {
  const property = newId()
  await central.query(
    `INSERT INTO ${tables[0]} (property_id, body) SELECT '${property}', repeat('x', 1000) FROM generate_series(1, 20000)`,
  )
  const other = temporaryFolder()
  // Streams under a slot of its own: the other engine goes on.
  const engine = await startEngine({
    databaseUrl: central.url,
    dataDir: other.path,
    shapes,
    slotName: `stayos_b5_${Date.now()}`,
  })
  const response = await fetch(`${engine.url}/v1/bootstrap`, {
    method: 'POST',
    headers: { ...scopeHeaders([property]), 'accept-encoding': 'identity' },
    body: JSON.stringify({ tables }),
  })
  const reader = response.body?.getReader()
  await reader?.read()
  await engine.engine.stop()
  await engine.stop()
  await expect(
    (async () => {
      while ((await reader?.read())?.done === false);
    })(),
  ).rejects.toThrow()
  other.remove()
})

it('B6 a table that is truncated while others are read cuts the load', async () => {
  const property = newId()
  const [large = '', other = ''] = tables
  await central.query(
    `INSERT INTO ${large} (property_id, body) SELECT '${property}', repeat('x', 1000) FROM generate_series(1, 20000)`,
  )
  await central.query(`INSERT INTO ${other} (property_id, body) VALUES ('${property}', 'there')`)
  const response = await fetch(`${served.url}/v1/bootstrap`, {
    method: 'POST',
    headers: { ...scopeHeaders([property]), 'accept-encoding': 'identity' },
    body: JSON.stringify({ tables: [large, other] }),
  })
  const reader = response.body?.getReader()
  await reader?.read()
  await central.query(`TRUNCATE ${other}`)
  await expect(
    (async () => {
      while ((await reader?.read())?.done === false);
    })(),
  ).rejects.toThrow()
})

it('B3 an unknown table and a malformed body are refused before anything is sent', async () => {
  const post = (body: string) =>
    fetch(`${served.url}/v1/bootstrap`, { method: 'POST', headers: scopeHeaders([newId()]), body })
  expect((await post(JSON.stringify({ tables: ['sync.terminals'] }))).status).toBe(400)
  expect((await post('{')).status).toBe(400)
})

it('B7 a load that was cut goes on where it stood, for its own terminal, until it cannot be completed any more', async () => {
  const property = newId()
  const table = tables[0] ?? ''
  await central.query(
    `INSERT INTO ${table} (property_id, body) SELECT '${property}', repeat('x', 1000) || n FROM generate_series(1, 8000) n`,
  )
  const headers = (terminalId: string) => ({
    ...scopeHeaders([property], 'desk', terminalId),
    'accept-encoding': 'identity',
  })
  const post = (terminalId: string, resume?: object) =>
    fetch(`${served.url}/v1/bootstrap`, {
      method: 'POST',
      headers: headers(terminalId),
      body: JSON.stringify({ tables: [table], resume }),
    })
  const [mine, other] = [newId(), newId()]
  const whole = Buffer.from(await (await post(mine)).arrayBuffer())
  const begin = bootstrapFrame.parse(JSON.parse(whole.toString('utf8', 0, whole.indexOf(0x0a))))
  const load = 'begin' in begin ? begin.begin : ''
  const resumeAt = (from: number, terminal = mine) => post(terminal, { load, from })
  await central.query(`INSERT INTO ${table} (property_id, body) VALUES ('${property}', 'written after the cut')`)
  await vi.waitFor(async () => expect(await (await resumeAt(0)).text()).toContain('written after the cut'), 10_000)
  for (const from of [0, 5_000_000]) {
    const rest = Buffer.from(await (await resumeAt(from)).arrayBuffer())
    const tailless = whole.lastIndexOf('{"end"')
    expect(rest.subarray(0, tailless - from).equals(whole.subarray(from, tailless))).toBe(true)
    expect(rest.toString('utf8', tailless - from)).toContain('written after the cut')
  }
  expect((await resumeAt(0, other)).status).toBe(409)
  expect(await (await post(mine, { load: 'unknown', from: 0 })).json()).toMatchObject({ code: 'load_gone' })
  await central.query(`TRUNCATE ${table}`)
  await vi.waitFor(async () => expect((await resumeAt(0)).status).toBe(409), 10_000)
})

it('B4 a snapshot is read to its end and freed, though its reader leaves midway', async () => {
  const property = newId()
  await central.query(
    `INSERT INTO ${tables[0]} (property_id, body) SELECT '${property}', repeat('x', 1000) FROM generate_series(1, 20000)`,
  )
  for (let i = 0; i < 6; i++) {
    const aborter = new AbortController()
    const response = await fetch(`${served.url}/v1/bootstrap`, {
      method: 'POST',
      headers: { ...scopeHeaders([property]), 'accept-encoding': 'identity' },
      body: JSON.stringify({ tables }),
      signal: aborter.signal,
    })
    await response.body?.getReader().read()
    aborter.abort()
  }
  const open = async () => {
    const [row] = await central.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'stayos snapshots' AND state <> 'idle' AND datname = current_database()`,
    )
    return row?.n ?? 0
  }
  for (const end = Date.now() + 50_000; (await open()) > 0; await sleep(50)) {
    if (Date.now() > end) throw new Error('a snapshot is still open')
  }
})
