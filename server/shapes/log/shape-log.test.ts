import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RowChange, Transaction } from '../../replication/transaction.ts'
import { temporaryHome } from '../../../tests/support/home.ts'
import { refusingStorage } from '../../../tests/support/refusing-storage.ts'
import { ShapeLog } from './shape-log.ts'
import { openStorage, type Storage } from './storage.ts'

const A = 'a-property'
const B = 'b-property'
const SOURCE = { systemId: '1', timeline: 1, databaseOid: 1, slotLsn: 1n, walEnd: 1n } as never
const relation = {
  ...{ id: 7, schema: 's', table: 't', replicaIdentity: 'f' },
  columns: ['id', 'property_id', 'body'].map((name) => ({ name, typeOid: 25, typeModifier: -1, isKey: name === 'id' })),
} as unknown as RowChange['relation']

let home: ReturnType<typeof temporaryHome>
let storage: Storage
let log: ShapeLog

beforeEach(() => {
  home = temporaryHome('shape-log')
  storage = openStorage(home.path, () => undefined)
  log = openLog()
  log.beginEpoch(SOURCE, 1n, 1n, 'a test')
})
afterEach(async () => {
  await storage.close()
  home.remove()
})

const openLog = (from = storage) => {
  const ignored = {
    onEpoch: () => undefined,
    onRotate: () => undefined,
    onAppend: () => undefined,
    isCurrent: () => true,
  }
  return new ShapeLog(from, { maxBytes: 1e9, maxAgeMs: 1e9 }, ignored)
}
const insert = (position: number, property: string, body: string) => ({
  ...{ relation, position, old: null },
  new: [`row ${position}`, property, body],
})
const move = (position: number, from: string, to: string) => ({
  ...{ relation, position },
  ...{ old: ['row', from, 'x'], new: ['row', to, 'x'] },
})
const commit = (lsn: bigint, ...changes: RowChange[]): Transaction => ({
  ...{ commitLsn: lsn, endLsn: lsn + 1n, xid: Number(lsn), rotations: new Map() },
  changesByTable: new Map([['s.t', changes]]),
})
const rowsOf = (from: ShapeLog, property: string) =>
  [...from.changes(`s.t|${property}`, 0n, 100n)].map(({ lsn, changes }) => [lsn, changes.map((each) => each.new?.[2])])

it('R2, L1 what was appended is on disk when store returns, by table, property and LSN', async () => {
  log.append([commit(5n, insert(0, A, 'one'), insert(2, B, 'other')), commit(9n, insert(0, A, 'two'))])
  await log.store()
  expect(log.position).toBe(9n)
  // Another one reads from the storage alone.
  const again = openLog()
  expect(again.position).toBe(9n)
  expect(rowsOf(again, A)).toEqual([
    [5n, ['one']],
    [9n, ['two']],
  ])
  expect(rowsOf(again, B)).toEqual([[5n, ['other']]])
})

it('L2 a change of property stands in both partitions, with the old row and the new one', async () => {
  log.append([commit(5n, move(0, A, B))])
  await log.store()
  for (const property of [A, B]) {
    expect(log.change(`s.t|${property}`, 5n)?.changes).toEqual([
      { position: 0, old: ['row', A, 'x'], new: ['row', B, 'x'] },
    ])
  }
})

it('L7, R3 what was appended is shown before it is stored, after what is, and acknowledged only then', async () => {
  log.append([commit(5n, insert(0, A, 'stored'))])
  await log.store()
  log.append([commit(9n, insert(0, A, 'shown'), insert(2, B, 'shown too'))])
  const seen = () => ({
    ...{ position: log.position, rows: [rowsOf(log, A), rowsOf(log, B)] },
    ...{ one: log.change(`s.t|${A}`, 9n)?.lsn, commits: [...log.commitsBackwards(100n)].map(({ lsn }) => lsn) },
  })
  const shown = seen()
  expect(shown).toEqual({
    ...{
      position: 9n,
      rows: [
        [
          [5n, ['stored']],
          [9n, ['shown']],
        ],
        [[9n, ['shown too']]],
      ],
    },
    ...{ one: 9n, commits: [9n, 5n] },
  })
  expect([...log.commitsBackwards(8n)].map(({ lsn }) => lsn)).toEqual([5n])
  expect(log.known()?.acknowledged).toBe(6n)
  expect(openLog().position).toBe(5n)
  await log.store()
  expect(seen()).toEqual(shown)
  expect(log.known()?.acknowledged).toBe(10n)
  expect(openLog().position).toBe(9n)
})

it('L7 whoever reads while the tail is stored misses nothing, and gets nothing twice', async () => {
  log.append([commit(5n, insert(0, A, 'one'))])
  await log.store()
  log.append([commit(9n, insert(0, A, 'two'))])
  const reader = log.changes(`s.t|${A}`, 0n, 100n)
  const backwards = log.commitsBackwards(100n)
  const lsns = [reader.next().value?.lsn, backwards.next().value?.lsn]
  await log.store()
  lsns.push(...[...reader, ...backwards].map(({ lsn }) => lsn))
  expect(lsns).toEqual([5n, 9n, 9n, 5n])
})

it('L7 any write stores the tail first', async () => {
  log.append([commit(5n, insert(0, A, 'one'))])
  log.rotate(['s.other'], 'a test')
  expect(rowsOf(openLog(), A)).toEqual([[5n, ['one']]])
})

it('L4, L6 a write that fails keeps the tail for the next one', async () => {
  let full = true
  log = openLog(refusingStorage(storage, () => full))
  log.append([commit(5n, insert(0, A, 'one'))])
  await expect(log.store()).rejects.toThrow('No space')
  expect(() => log.acknowledge(20n)).toThrow('No space')
  expect(log.known()?.acknowledged).toBe(1n)
  expect(rowsOf(log, A)).toEqual([[5n, ['one']]])
  full = false
  await log.store()
  expect(rowsOf(openLog(), A)).toEqual([[5n, ['one']]])
  expect(log.known()?.acknowledged).toBe(6n)
})

it('L7 what is shown while the tail is stored is stored too, and a state that changed meanwhile is not put over', async () => {
  log.append([commit(5n, insert(0, A, 'one'))])
  const stored = log.store()
  log.append([commit(9n, insert(0, A, 'two'))])
  log.rotate(['s.other'], 'a test')
  log.append([commit(12n, insert(0, A, 'three'))])
  expect(log.store()).toBe(stored)
  await stored
  const again = openLog()
  expect(again.position).toBe(12n)
  expect(rowsOf(again, A).map(([lsn]) => lsn)).toEqual([5n, 9n, 12n])
  expect(again.rotationMark('s.other')).toBe(log.rotationMark('s.other'))
  expect(log.rotationMark('s.other')).toBeGreaterThan(0)
})

it('L7, R6 a tail that is being stored does not outlive its epoch', async () => {
  log.append([commit(5n, insert(0, A, 'old'))])
  const stored = log.store()
  log.beginEpoch(SOURCE, 3n, 1n, 'a test')
  log.append([commit(5n, insert(0, A, 'new'))])
  await stored
  await log.store()
  const again = openLog()
  expect(again.epoch).toBe(log.epoch)
  expect(rowsOf(again, A)).toEqual([[5n, ['new']]])
  expect(again.known()?.acknowledged).toBe(6n)
})

it('R2, L7 a tail that grows too large is stored at once', () => {
  log.append([commit(5n, insert(0, A, 'x'.repeat(9_000_000)))])
  void log.store()
  expect(openLog().position).toBe(5n)
})
