import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RowChange, Transaction } from '../../replication/transaction.ts'
import { temporaryHome } from '../../../tests/support/home.ts'
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

const openLog = () => {
  const ignored = {
    onEpoch: () => undefined,
    onRotate: () => undefined,
    onAppend: () => undefined,
    isCurrent: () => true,
  }
  return new ShapeLog(storage, { maxBytes: 1e9, maxAgeMs: 1e9 }, ignored)
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

it('R2, L1 what was appended is stored when append returns, by table, property and LSN', () => {
  const returned: unknown = log.append([
    commit(5n, insert(0, A, 'one'), insert(2, B, 'other')),
    commit(9n, insert(0, A, 'two')),
  ])
  expect(returned).toBeUndefined()
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

it('L2 a change of property stands in both partitions, with the old row and the new one', () => {
  log.append([commit(5n, move(0, A, B))])
  for (const property of [A, B]) {
    expect(log.change(`s.t|${property}`, 5n)?.changes).toEqual([
      { position: 0, old: ['row', A, 'x'], new: ['row', B, 'x'] },
    ])
  }
})
