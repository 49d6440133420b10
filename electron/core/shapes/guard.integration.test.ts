import type { PGlite, Transaction } from '@electric-sql/pglite'
import { electricSync, type InitialInsertMethod } from '@electric-sql/pglite-sync'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { freshTerminalDatabase } from '../../../tests/support/pglite.ts'
import { newId, type Uuid } from '../../../shared/kernel/ids.ts'
import { eventually } from '../testing/eventually.ts'
import { Guard } from './guard.ts'
import { statementsOf } from './change-statement.ts'
import { createMetadataTable, readStored, type Stored, SUBSCRIPTION, writeMoved } from './stored-positions.ts'
import { startShapeSync } from './shape-sync.ts'
import { hushRefreshes } from './subscription.ts'
import { describeTables } from './tables.ts'
import {
  addRoom,
  give,
  labCommand,
  labReplay,
  labRowKeys,
  labShapes,
  LAB_TABLES,
  openLab,
  type Lab,
  resetDesk,
} from './testing/lab.ts'

/**
 * The four defects of pglite-sync 0.6.1, each with the guard (it must not show) and without (it must, or the test proves nothing).
 * Streams go by plain GET /v1/shape here, so that the centre can let one run ahead of another.
 */
let lab: Lab
let desk: PGlite
let room: Uuid

beforeAll(async () => {
  lab = await openLab(freshTerminalDatabase)
  desk = await lab.newDesk()
})
afterAll(() => lab.close())

beforeEach(async () => {
  await resetDesk(desk)
  lab.centre.before = () => undefined
  room = newId()
  await lab.centre.commit(async (tx) => {
    await tx.exec('DELETE FROM lab.rooms')
    await addRoom(tx, '101', room)
    await tx.query('INSERT INTO lab.room_keys VALUES ($1, $2, $3)', [newId(), room, 'first'])
  })
})

interface Running {
  readonly faults: unknown[]
  stop(): Promise<void>
}

/** pglite-sync over plain streams: behind a guard, or on the database itself with its unhandled rejections collected. */
async function startSync(guarded: boolean, method: InitialInsertMethod = 'insert'): Promise<Running> {
  const faults: unknown[] = []
  await createMetadataTable(desk)
  const tables = await describeTables(desk, labShapes)
  const guard = guarded
    ? await Guard.open({
        pg: desk,
        tables,
        replay: labReplay,
        rowKeys: labRowKeys,
        onFault: (error) => faults.push(error),
      })
    : null
  const { namespaceObj } = await electricSync().setup(guard?.database ?? collectFaults(desk, faults))
  const sync = await namespaceObj.syncShapesToTables({
    key: SUBSCRIPTION,
    initialInsertMethod: method,
    shapes: Object.fromEntries(
      tables.map(({ name, schema, table, primaryKey }) => [
        name,
        {
          schema,
          table,
          primaryKey: [...primaryKey],
          ...(guard ? { onMustRefetch: guard.onMustRefetch(name) } : {}),
          shape: {
            url: `${lab.centre.url}/v1/shape`,
            params: { table: name },
            backoffOptions: { initialDelay: 20, maxDelay: 50, multiplier: 2 },
          },
        },
      ]),
    ),
  })
  hushRefreshes(sync.streams)
  guard?.watch(sync.streams)
  return {
    faults,
    stop: async () => {
      sync.unsubscribe()
      await guard?.close()
      await desk.query('SELECT 1')
    },
  }
}

/** pglite-sync awaits no commit: what it throws would be an unhandled rejection of the process. */
function collectFaults(pg: PGlite, faults: unknown[]): PGlite {
  return new Proxy(pg, {
    get(target, key) {
      if (key === 'transaction') {
        return (work: (tx: Transaction) => Promise<unknown>) =>
          pg.transaction(work).catch((error: unknown) => faults.push(error))
      }
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

async function numbers(): Promise<string[]> {
  const { rows } = await desk.query<{ number: string }>('SELECT number FROM lab.rooms ORDER BY 1')
  return rows.map((row) => row.number)
}

async function count(table: string): Promise<number> {
  const { rows } = await desk.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
  return rows[0]?.n ?? -1
}

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 })

describe.each([{ guarded: true }, { guarded: false }])('guarded: $guarded', ({ guarded }) => {
  test('G1 a batch that cannot be applied is not lost', async () => {
    const sync = await startSync(guarded)
    await until(async () => expect(await numbers()).toEqual(['101']))
    await desk.exec(`ALTER TABLE lab.rooms ADD CONSTRAINT not_now CHECK (number <> '102')`)
    await lab.centre.commit((tx) => addRoom(tx, '102'))
    await until(async () => expect(sync.faults).toHaveLength(1))
    await desk.exec('ALTER TABLE lab.rooms DROP CONSTRAINT not_now')
    await lab.centre.commit((tx) => addRoom(tx, '103'))
    if (!guarded) await until(async () => expect(await numbers()).toEqual(['101', '103']))
    await sync.stop()

    const again = await startSync(guarded)
    await lab.centre.commit((tx) => addRoom(tx, '104'))
    await until(async () => expect(await numbers()).toContain('104'))
    expect(await numbers()).toEqual(guarded ? ['101', '102', '103', '104'] : ['101', '103', '104'])
    await again.stop()
  })

  test('G2 a position is never stored ahead of what was applied', async () => {
    const sync = await startSync(guarded)
    await until(async () => expect(await numbers()).toEqual(['101']))
    await lab.centre.commit((tx) => addRoom(tx, '102'))
    await until(async () => expect(await numbers()).toEqual(['101', '102']))
    // The keys stay behind from here on: what lies beyond may not be applied, nor counted as applied.
    let hold = true
    lab.centre.before = async ({ table }) => {
      while (hold && table === 'lab.room_keys') await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await lab.centre.commit((tx) => addRoom(tx, '103'))
    await lab.centre.commit((tx) => tx.query(`UPDATE lab.rooms SET note = 'x' WHERE number = '101'`))
    await new Promise((resolve) => setTimeout(resolve, 400))
    await sync.stop() // as a crash would: nothing that is only in memory survives
    hold = false

    const again = await startSync(guarded)
    await lab.centre.commit((tx) => addRoom(tx, '104'))
    await until(async () => expect(await numbers()).toContain('104'))
    expect(await numbers()).toEqual(guarded ? ['101', '102', '103', '104'] : ['101', '102', '104'])
    await again.stop()
  })

  test('G3 a must-refetch leaves the old rows, and those that hang on them, until the new ones are here', async () => {
    const sync = await startSync(guarded)
    await until(async () => expect(await numbers()).toEqual(['101']))
    let hold = true
    lab.centre.before = async ({ table, params }) => {
      const fresh = table === 'lab.rooms' && /^(-1|0_)/.test(params.get('offset') ?? '')
      while (hold && fresh) await new Promise((resolve) => setTimeout(resolve, 10))
    }
    lab.centre.rotate('lab.rooms')
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect({ rooms: await numbers(), keys: await count('lab.room_keys') }).toEqual(
      guarded ? { rooms: ['101'], keys: 1 } : { rooms: [], keys: 0 },
    )
    await lab.centre.commit((tx) => addRoom(tx, '102'))
    hold = false
    await until(async () => expect(await numbers()).toEqual(['101', '102']))
    expect(await count('lab.room_keys')).toBe(guarded ? 1 : 0)
    await sync.stop()
  })

  test('G4 jsonb and arrays come in whole by the bulk load, whichever shape comes first', async () => {
    await lab.centre.commit((tx) => addRoom(tx, '102'))
    await lab.centre.commit((tx) =>
      tx.query(`UPDATE lab.rooms SET facts = '{"beds": [1, 2]}', tags = '{"a,b","c\\"d"}', note = '\\N'`),
    )
    // What the terminal does in its place is the first load by COPY.
    const sync = guarded ? startShapeSync(lab.options(desk)) : await startSync(false, 'csv')
    if ('caughtUp' in sync) await sync.caughtUp()
    else await until(async () => expect(sync.faults.length + (await count('lab.rooms'))).toBeGreaterThan(0))
    const { rows } = await desk.query('SELECT facts, tags, note FROM lab.rooms')
    const whole = [1, 2].map(() => ({ facts: { beds: [1, 2] }, tags: ['a,b', 'c"d'], note: '\\N' }))
    if (guarded) expect(rows).toEqual(whole)
    else expect(rows).not.toEqual(whole)
    await sync.stop()
  })
})

test('G5 a refetch that brings no rows empties the table', async () => {
  const sync = await startSync(true)
  await until(async () => expect(await numbers()).toEqual(['101']))
  await lab.centre.pg.exec('DELETE FROM lab.rooms; DELETE FROM lab_log.changes')
  lab.centre.rotate('lab.rooms')
  await until(async () => expect(await numbers()).toEqual([]))
  await sync.stop()
})

test('G6 a shape that waited for its new rows starts over after a crash, and keeps the old ones until then', async () => {
  const sync = await startSync(true)
  await until(async () => expect(await numbers()).toEqual(['101']))
  lab.centre.before = async ({ table, params }) => {
    if (table === 'lab.rooms' && params.get('offset') === '-1') await new Promise(() => undefined)
  }
  lab.centre.rotate('lab.rooms')
  await until(async () => {
    const { rows } = await desk.query(`SELECT value FROM sync.state WHERE key = 'shapes.refetch'`)
    expect(rows).toEqual([{ value: ['lab.rooms'] }])
  })
  await sync.stop()
  expect(await numbers()).toEqual(['101'])

  lab.centre.before = () => undefined
  await lab.centre.commit((tx) => addRoom(tx, '102'))
  const again = await startSync(true)
  await until(async () => expect(await numbers()).toEqual(['101', '102']))
  expect((await desk.query(`SELECT value FROM sync.state WHERE key = 'shapes.refetch'`)).rows).toEqual([{ value: [] }])
  await again.stop()
})

test('G7 where nothing is stored, rows of another life go when the new ones come', async () => {
  await desk.query('INSERT INTO lab.rooms (id, number) VALUES ($1, $2)', [newId(), '999'])
  const sync = await startSync(true)
  await until(async () => expect(await numbers()).toEqual(['101']))
  await sync.stop()
})

test('G8 positions without rows are kept in memory, and stored on closing', async () => {
  const sync = await startSync(true)
  await until(async () => expect(await numbers()).toEqual(['101']))
  const stored = async () => (await readStored(desk))?.lsn ?? 0n
  const before = await stored()
  // A row that is in no shape moves the LSN alone; each shape's long poll is ended by a row of the last table that changes nothing here.
  for (const table of LAB_TABLES)
    lab.centre.append([{ table, operation: 'update', key: 'none', value: { id: newId() } }])
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(await stored()).toBe(before)
  await sync.stop()
  expect(await stored()).toBeGreaterThan(before)
})

test('G8 where all shapes move on together only the LSN is written; a shape that waits, or a start, writes all of it', async () => {
  const names = ['lab.rooms', 'lab.guests', 'lab.notes']
  const at = (lsn: bigint, waiting: readonly string[] = []) => ({
    lsn,
    positions: Object.fromEntries(
      names.map((name) => [name, { handle: 'h-1', offset: waiting.includes(name) ? '110_inf' : `${lsn}_inf` }]),
    ),
  })
  const written = async () =>
    (await desk.query<{ lsn: string }>('SELECT last_lsn AS lsn FROM electric.subscriptions_metadata')).rows[0]?.lsn
  await createMetadataTable(desk)
  const steps = [
    { after: at(100n), full: '100' },
    { after: at(110n), full: '100' },
    { after: at(120n, ['lab.notes']), full: '120' },
    { after: at(130n, ['lab.notes']), full: '120' },
    { after: at(140n), full: '140' },
    // A centre that was brought back from a backup.
    { after: { ...at(90n), positions: { 'lab.rooms': { handle: 'h-2', offset: '90_inf' } } }, full: '90' },
  ]
  let before: Stored | null = null
  for (const { after, full } of steps) {
    await writeMoved(desk, after, before)
    expect(await readStored(desk)).toEqual(after)
    expect(await written()).toBe(full)
    before = after
  }
})

test('G14 changes past the streams wait until these have brought what they were told, and until nothing is fetched anew', async () => {
  const tables = await describeTables(desk, labShapes)
  await createMetadataTable(desk)
  const rooms = tables.find(({ name }) => name === 'lab.rooms')
  if (!rooms) throw new Error('the lab has no rooms')
  const start = (known: string) =>
    desk.query(`INSERT INTO electric.subscriptions_metadata VALUES ($1, $2::jsonb, '100') `, [SUBSCRIPTION, known])
  await start(
    JSON.stringify(Object.fromEntries(tables.map(({ name }) => [name, { handle: 'h-1', offset: '100_inf' }]))),
  )
  const faults: unknown[] = []
  const options = {
    pg: desk,
    tables,
    replay: labReplay,
    rowKeys: labRowKeys,
    onFault: (error: unknown) => faults.push(error),
  }
  const guard = await Guard.open(options)
  const streams = Object.fromEntries(tables.map(({ name }) => [name, { shapeHandle: 'h-1', lastOffset: '100_inf' }]))
  guard.watch(streams)
  const value = { id: newId(), number: '201', status: 'clean', note: '', version: '1' }
  const changes = (lsn: bigint) => ({
    lsn,
    statements: statementsOf(rooms, [{ value, headers: { operation: 'insert' } }]),
  })
  expect(guard.take(changes(130n), 120n)).toBeNull()
  // A stream has heard that its shape is fetched anew, at the LSN that stands here already.
  const told = (handle: string) => ({ ...streams, 'lab.rooms': { shapeHandle: handle, lastOffset: '100_inf' } })
  guard.watch(told('h-2'))
  expect(guard.take(changes(130n), 100n)).toBeNull()
  guard.watch(told('h-1'))
  await guard.take(changes(130n), 100n)
  expect(faults).toEqual([])
  expect(await numbers()).toContain('201')
  await guard.reached(130n)
  await guard.close()
  const stored = await readStored(desk)
  expect(stored?.lsn).toBe(130n)
  expect(stored?.positions['lab.rooms']).toEqual({ handle: 'h-1', offset: '130_inf' })
  // What pglite-sync reads at its start.
  const next = await Guard.open(options)
  await next.close()
  const { rows } = await desk.query<{ lsn: string }>('SELECT last_lsn AS lsn FROM electric.subscriptions_metadata')
  expect(rows).toEqual([{ lsn: '130' }])

  await desk.exec(`INSERT INTO sync.state VALUES ('shapes.refetch', '["lab.rooms"]')`)
  const flagged = await Guard.open(options)
  expect(flagged.take(changes(140n), -1n)).toBeNull()
  await flagged.close()
})

test('G13 what comes in while a transaction runs goes in the next one together', async () => {
  const sync = await startSync(true)
  await until(async () => expect(await numbers()).toEqual(['101']))
  const late = ['102', '103', '104', '105', '106']
  let asked: string[] = []
  lab.centre.before = ({ table, params }) => void asked.push(`${table} ${params.get('offset')?.split('_')[0]}`)
  await desk.transaction(async () => {
    for (const number of late) {
      asked = []
      await lab.centre.commit((tx) => addRoom(tx, number))
      // Each is an answer of its own: whoever asks for what comes after it has it.
      const next = LAB_TABLES.map((table) => `${table} ${lab.centre.g}`)
      await until(() => Promise.resolve(expect(asked).toEqual(expect.arrayContaining(next))))
    }
  })
  await until(async () => expect(await numbers()).toEqual(['101', ...late]))
  const { rows } = await desk.query('SELECT DISTINCT xmin::text FROM lab.rooms WHERE number > $1', ['101'])
  expect(rows.length).toBeLessThan(3)
  await sync.stop()
})

/** All shapes of the desk stand at the LSN 100. */
async function standAtHundred() {
  const tables = await describeTables(desk, labShapes)
  await createMetadataTable(desk)
  const rooms = tables.find(({ name }) => name === 'lab.rooms')
  if (!rooms) throw new Error('the lab has no rooms')
  const known = Object.fromEntries(tables.map(({ name }) => [name, { handle: 'h-1', offset: '100_inf' }]))
  await desk.query(`INSERT INTO electric.subscriptions_metadata VALUES ($1, $2::jsonb, '100')`, [
    SUBSCRIPTION,
    JSON.stringify(known),
  ])
  return { tables, rooms }
}

test('G17 rows are told before the disk has them, and it has them within the second, with nothing else to write', async () => {
  const { tables, rooms } = await standAtHundred()
  const onFault = (error: unknown) => expect.unreachable(String(error))
  const guard = await Guard.open({ pg: desk, tables, replay: labReplay, rowKeys: labRowKeys, onFault })
  guard.watch(Object.fromEntries(tables.map(({ name }) => [name, { shapeHandle: 'h-1', lastOffset: '100_inf' }])))
  const isOnDisk = async () =>
    (
      await desk.query<{ is: boolean }>('SELECT pg_current_wal_flush_lsn() >= $1::pg_lsn AS is', [
        (await desk.query<{ at: string }>('SELECT pg_current_wal_insert_lsn() AS at')).rows[0]?.at,
      ])
    ).rows[0]?.is
  const value = { id: newId(), number: '301', status: 'clean', note: '', version: '1' }
  await guard.take({ lsn: 130n, statements: statementsOf(rooms, [{ value, headers: { operation: 'insert' } }]) }, 100n)
  expect(await isOnDisk()).toBe(false)
  await eventually(async () => expect(await isOnDisk()).toBe(true))
  await guard.close()
  expect((await readStored(desk))?.lsn).toBe(130n)
})

test('G19 names the rows of a batch by its transaction, and none where a pending command gave way to it', async () => {
  const { tables, rooms } = await standAtHundred()
  await desk.transaction((tx) => addRoom(tx, '101', room))
  await give(desk, labCommand('lab.note', room, 'mine'))
  const named: { transaction: string; rows: [string, string[]][] }[] = []
  const guard = await Guard.open({
    ...{ pg: desk, tables, replay: labReplay, rowKeys: labRowKeys },
    onFault: (error) => expect.unreachable(String(error)),
    onRows: (transaction, rows) => {
      named.push({ transaction, rows: [...rows].map(([table, ids]) => [table, [...ids]]) })
    },
  })
  guard.watch(Object.fromEntries(tables.map(({ name }) => [name, { shapeHandle: 'h-1', lastOffset: '100_inf' }])))
  const take = (lsn: bigint, operation: 'insert' | 'update', value: Record<string, string>) =>
    guard.take({ lsn, statements: statementsOf(rooms, [{ value, headers: { operation } }]) }, 100n)
  const other = newId()
  await take(130n, 'insert', { id: other, number: '401', status: 'clean', note: '', version: '1' })
  const written = await desk.query<{ by: string }>('SELECT xmin::text AS by FROM lab.rooms WHERE id = $1', [other])
  expect(named).toEqual([{ transaction: written.rows[0]?.by, rows: [['lab.rooms', [other]]] }])
  await take(140n, 'update', { id: room, status: 'clean' })
  expect(named).toHaveLength(1)
  await guard.close()
})
