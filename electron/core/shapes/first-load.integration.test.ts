import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshTerminalDatabase } from '../../../tests/support/pglite.ts'
import { newId } from '../../../shared/kernel/ids.ts'
import type { ReplayPending } from '../commands/replay.ts'
import { firstLoad } from './first-load.ts'
import { Line } from './line.ts'
import { type ShapeSyncStatus, startShapeSync } from './shape-sync.ts'
import { createMetadataTable, readStored } from './stored-positions.ts'
import { describeTables } from './tables.ts'
import {
  addRoom,
  contents,
  give,
  judge,
  type Lab,
  labCommand,
  labReplay,
  labShapes,
  openLab,
  resetDesk,
} from './testing/lab.ts'

let lab: Lab
let desk: PGlite

beforeAll(async () => {
  lab = await openLab(freshTerminalDatabase)
  desk = await lab.newDesk()
})
afterAll(() => lab.close())

beforeEach(async () => {
  await resetDesk(desk)
  await createMetadataTable(desk)
  lab.centre.afterSnapshot = () => undefined
  rmSync(join(lab.folder, 'first-load.part'), { force: true })
  lab.centre.cutBootstrapAfter = Number.POSITIVE_INFINITY
  await lab.centre.commit(async (tx) => {
    await tx.exec('DELETE FROM lab.rooms; DELETE FROM sync.command_results')
    for (let room = 101; room < 111; room += 1) await addRoom(tx, String(room))
    await tx.query(`INSERT INTO lab.room_keys SELECT gen_random_uuid(), id, number || ',"key"' FROM lab.rooms`)
  })
})

async function load(
  replay: ReplayPending = labReplay,
): Promise<{ result: Awaited<ReturnType<typeof firstLoad>>; progress: string[] }> {
  const progress: string[] = []
  const result = await firstLoad({
    pg: desk,
    line: new Line({ serverUrl: lab.centre.url, token: () => Promise.resolve('t') }),
    tables: await describeTables(desk, labShapes),
    replay,
    folder: lab.folder,
    signal: new AbortController().signal,
    onProgress: ({ done, of, rows, ofRows }) => progress.push(`${done}/${of} ${rows} of ${ofRows}`),
  })
  return { result, progress }
}

const same = async () => expect(await contents(desk)).toEqual(await contents(lab.centre.pg))

test('L1 every shape is loaded from one snapshot, with the position from which pglite-sync goes on', async () => {
  const { result, progress } = await load()
  await same()
  expect(result).toMatchObject({ rows: 20, g: lab.centre.g, confirmed: [] })
  expect(progress).toEqual(['0/3 0 of 20', '0/3 10 of 20', '1/3 20 of 20', '3/3 20 of 20'])
  const stored = await readStored(desk)
  expect(stored?.lsn).toBe(lab.centre.g)
  expect(Object.values(stored?.positions ?? {}).map((position) => position.offset)).toEqual(
    Array(3).fill(`${lab.centre.g}_inf`),
  )
})

test('L2 what is committed while rows are sent comes as the tail', async () => {
  const added = newId()
  lab.centre.afterSnapshot = () =>
    lab.centre.commit(async (tx) => {
      await addRoom(tx, '201', added)
      await tx.query(
        `UPDATE lab.rooms SET facts = '{"a": [true, null]}', open = true, bytes = '\\x00ff', bed = 'twin, big' WHERE number = '101'`,
      )
      await tx.query(`DELETE FROM lab.room_keys WHERE label LIKE '102%'`)
      await tx.query(`DELETE FROM lab.rooms WHERE number = '102'`)
      await tx.query(`UPDATE lab.rooms SET note = 'later' WHERE id = $1`, [added])
    })
  await load()
  await same()
})

test('L3 a cut anywhere leaves every row as it was, and the next try goes on from the whole frames that are here', async () => {
  await desk.query('INSERT INTO lab.rooms (id, number) VALUES ($1, $2)', [newId(), 'old'])
  const before = await contents(desk)
  const snapshots = lab.centre.loads.size
  // The first 1,300 bytes or so are the name of the load and the rooms; a checksum may have a digit more or less.
  for (const bytes of [0, 40, 400, 1700]) {
    lab.centre.cutBootstrapAfter = bytes
    await expect(load()).rejects.toMatchObject({ name: 'LineFault', kind: 'unreachable' })
    expect(await contents(desk)).toEqual(before)
    expect(await readStored(desk)).toBeNull()
  }
  expect(lab.centre.loads.size).toBe(snapshots + 3) // of the first two not even the name of the load was here
  await lab.centre.commit((tx) => addRoom(tx, 'written after the cut'))
  lab.centre.cutBootstrapAfter = Number.POSITIVE_INFINITY
  await load()
  await same()
  expect(lab.centre.loads.size).toBe(snapshots + 3)
  const [first = 0, second = 0] = lab.centre.continuedAt.slice(-2)
  expect(first).toBeGreaterThan(0)
  expect(second).toBeGreaterThan(first)
  expect(readdirSync(lab.folder)).toEqual([])
})

test('L3 a desk that is empty takes rows in while they come, one that has rows works on until all are here', async () => {
  const during: unknown[] = []
  lab.centre.afterSnapshot = async () => {
    during.push(await Promise.race([desk.query('SELECT 1').then(() => 'free'), sleep(300).then(() => 'busy')]))
  }
  await load()
  await lab.centre.commit((tx) => addRoom(tx, 'new'))
  await load()
  await same()
  expect(during).toEqual(['busy', 'free'])
})

test.each([
  ['a load that the centre has forgotten', () => lab.centre.loads.clear()],
  ['a file with a torn frame', () => tear(join(lab.folder, 'first-load.part'))],
  ['a file with other bytes in it', () => spoil(join(lab.folder, 'first-load.part'))],
])('L11 %s is begun anew, as far as need be', async (_, harm) => {
  lab.centre.cutBootstrapAfter = 1700
  await expect(load()).rejects.toMatchObject({ kind: 'unreachable' })
  harm()
  lab.centre.cutBootstrapAfter = Number.POSITIVE_INFINITY
  await load()
  await same()
})

function tear(path: string): void {
  truncateSync(path, readFileSync(path).length - 20)
}

function spoil(path: string): void {
  const bytes = readFileSync(path)
  bytes.fill(0, bytes.length - 100, bytes.length - 50)
  writeFileSync(path, bytes)
}

test('L4 pending commands stay on top; those that the centre has judged leave', async () => {
  const room = newId()
  await lab.centre.commit((tx) => addRoom(tx, '301', room))
  await load()
  const [judged, pending] = [labCommand('lab.note', room, 'one '), labCommand('lab.note', room, 'two')]
  await give(desk, judged)
  await give(desk, pending)
  await lab.centre.commit((tx) => judge(tx, judged))
  const { result } = await load()
  expect(result.confirmed).toEqual([judged.id])
  expect((await desk.query('SELECT id FROM sync.outbox')).rows).toEqual([{ id: pending.id }])
  expect((await desk.query('SELECT note FROM lab.rooms WHERE id = $1', [room])).rows).toEqual([{ note: 'one two' }])
})

test('L5 a column or table that is not known here stops the load with a word on what to do', async () => {
  await lab.centre.pg.exec('ALTER TABLE lab.room_keys ADD COLUMN colour text')
  try {
    await expect(load()).rejects.toMatchObject({ kind: 'refused', message: /lab.room_keys.colour.*Update this desk/ })
    expect((await contents(desk))['lab.rooms']).toEqual([])
  } finally {
    await lab.centre.pg.exec('ALTER TABLE lab.room_keys DROP COLUMN colour')
  }
})

test('L6 indexes of a big table are built again after its rows', async () => {
  await lab.centre.pg.exec(
    `INSERT INTO lab.rooms (id, number) SELECT gen_random_uuid(), 'big' || n FROM generate_series(1, 6000) n; DELETE FROM lab_log.changes`,
  )
  const indexes = async () =>
    (await desk.query(`SELECT indexdef FROM pg_indexes WHERE schemaname = 'lab' ORDER BY 1`)).rows
  const numbers = async () =>
    (await desk.query(`SELECT indexrelid FROM pg_index WHERE indexrelid = 'lab.rooms_status_idx'::regclass`)).rows
  const before = { indexes: await indexes(), numbers: await numbers() }
  await load()
  expect(await indexes()).toEqual(before.indexes)
  expect(await numbers()).not.toEqual(before.numbers)
  await same()
})

test('L6 every table has fresh statistics, however small it is and in however many frames it came', async () => {
  const counts = async () =>
    (
      await desk.query(
        `SELECT reltuples AS n FROM pg_class WHERE oid IN ('lab.rooms'::regclass, 'lab.room_keys'::regclass)`,
      )
    ).rows
  await load()
  expect(await counts()).toEqual([{ n: 10 }, { n: 10 }])
  await lab.centre.pg.exec(
    `INSERT INTO lab.rooms (id, number) SELECT gen_random_uuid(), 'big' || n FROM generate_series(1, 6000) n; DELETE FROM lab_log.changes`,
  )
  await resetDesk(desk)
  await createMetadataTable(desk)
  await load()
  expect(await counts()).toContainEqual({ n: 6010 })
})

test('L7 a centre that is down at the first start is tried again; then the status tells loading, then online', async () => {
  lab.centre.goDown()
  const seen: ShapeSyncStatus[] = []
  await resetDesk(desk)
  const sync = startShapeSync({ ...lab.options(desk), onStatus: (status) => seen.push(status) })
  while (sync.status().state !== 'offline' || seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  lab.centre.comeBack()
  await sync.caughtUp()
  await same()
  const states = seen.map((status) => status.state).filter((state, index, all) => state !== all[index - 1])
  expect(states).toEqual(['loading', 'offline', 'loading', 'online'])
  expect(sync.status()).toMatchObject({ state: 'online', progress: null, problem: null, g: String(lab.centre.g) })
  await sync.stop()
})
