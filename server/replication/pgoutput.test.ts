import { describe, expect, it } from 'vitest'
import { decodePgOutput } from './pgoutput.ts'
import { type ReadColumn, TransactionAssembler } from './transaction.ts'

/** Captured from PostgreSQL 18 by pg_logical_slot_get_binary_changes; table t is REPLICA IDENTITY FULL, k is not. */
const CAPTURED = {
  begin: '420000000001b8d138000303f5d479dd05000002f4',
  relation:
    '52000040017075626c69630074006600030169640000000017ffffffff016e616d650000000019ffffffff016269670000000019ffffffff',
  insert: '49000040014e00037400000001317400000006416e612fc3a9740000000478787878',
  // name becomes NULL; big is TOASTed and unchanged
  update: '55000040014f00037400000001317400000006416e612fc3a97400000004787878784e00037400000001316e75',
  delete: '44000040014f00037400000001316e740000000478787878',
  commit: '43000000000001b8d1380000000001b8d168000303f5d479dd05',
  keyRelation: '52000040097075626c6963006b006400020169640000000017ffffffff00760000000019ffffffff',
  updateWithoutOld: '55000040094e0002740000000131740000000162',
  updateOfKey: '55000040094b00027400000001316e4e0002740000000132740000000162',
  truncate: '5400000002000000400100004009',
  message: '4d010000000001b8fa90737461796f7300000000026869',
}

const decode = (name: keyof typeof CAPTURED) => decodePgOutput(Buffer.from(CAPTURED[name], 'hex'))

describe('decodePgOutput', () => {
  it('D1 reads the frame of a transaction', () => {
    expect(decode('begin')).toEqual({ tag: 'begin', commitLsn: 0x1b8d138n, xid: 0x2f4 })
    expect(decode('commit')).toEqual({ tag: 'commit', commitLsn: 0x1b8d138n, endLsn: 0x1b8d168n })
    expect(decode('message')).toEqual({ tag: 'message', transactional: true, lsn: 0x1b8fa90n, prefix: 'stayos' })
  })

  it('D2 reads a relation', () => {
    expect(decode('relation')).toMatchObject({ id: 0x4001, schema: 'public', table: 't', replicaIdentity: 'f' })
    expect(decode('relation')).toMatchObject({
      columns: [
        { name: 'id', typeOid: 23 },
        { name: 'name', typeOid: 25 },
        { name: 'big', typeOid: 25 },
      ],
    })
  })

  it('D3 reads rows, and takes an unchanged TOAST value from the old row', () => {
    expect(decode('insert')).toEqual({ tag: 'insert', relation: 0x4001, new: ['1', 'Ana/é', 'xxxx'] })
    expect(decode('update')).toEqual({
      tag: 'update',
      relation: 0x4001,
      old: { whole: true, values: ['1', 'Ana/é', 'xxxx'] },
      new: ['1', null, 'xxxx'],
    })
    expect(decode('delete')).toMatchObject({ tag: 'delete', old: { whole: true, values: ['1', null, 'xxxx'] } })
  })

  it('D4 tells whole old rows from keys', () => {
    expect(decode('updateWithoutOld')).toMatchObject({ old: undefined, new: ['1', 'b'] })
    expect(decode('updateOfKey')).toMatchObject({ old: { whole: false }, new: ['2', 'b'] })
  })

  it('D5 reads the tables of a TRUNCATE', () => {
    expect(decode('truncate')).toEqual({ tag: 'truncate', relations: [0x4001, 0x4009] })
  })

  it('D6 throws on what is cut or unknown', () => {
    expect(() => decodePgOutput(Buffer.from(CAPTURED.insert.slice(0, -4), 'hex'))).toThrow(/cut/)
    expect(() => decodePgOutput(Buffer.from('5a', 'hex'))).toThrow(/unknown/)
  })
})

describe('TransactionAssembler', () => {
  const assemble = (
    names: (keyof typeof CAPTURED)[],
    rules: Partial<ConstructorParameters<typeof TransactionAssembler>[0]> = {},
  ) => {
    const assembler = new TransactionAssembler({ tableBytes: 10_000, ...rules })
    const results = names.map((name) => assembler.push(decode(name), CAPTURED[name].length / 2))
    return { transaction: results.at(-1), assembler }
  }

  it('D7 hands out a transaction at its commit, positions in steps of two', () => {
    const { transaction, assembler } = assemble(['begin', 'relation', 'insert', 'update', 'delete', 'commit'])
    expect(transaction).toMatchObject({ commitLsn: 0x1b8d138n, endLsn: 0x1b8d168n, xid: 0x2f4 })
    const changes = transaction?.changesByTable.get('public.t') ?? []
    expect(changes.map(({ position, old, new: fresh }) => [position, old?.[1], fresh?.[1]])).toEqual([
      [0, undefined, 'Ana/é'],
      [2, 'Ana/é', null],
      [4, null, undefined],
    ])
    expect(assembler.isOpen).toBe(false)
  })

  it('D8 rotates a table whose old rows do not arrive, and one that was truncated', () => {
    const keyed = assemble(['begin', 'relation', 'keyRelation', 'insert', 'updateWithoutOld', 'commit']).transaction
    expect([...(keyed?.rotations ?? [])]).toEqual([['public.k', 'old_row_missing']])
    expect([...(keyed?.changesByTable.keys() ?? [])]).toEqual(['public.t'])
    const truncated = assemble(['begin', 'relation', 'keyRelation', 'insert', 'truncate', 'commit']).transaction
    expect([...(truncated?.rotations.keys() ?? [])]).toEqual(['public.t', 'public.k'])
    expect(truncated?.changesByTable.size).toBe(0)
  })

  it('D9 rotates a table instead of holding a transaction that is too large', () => {
    const { transaction } = assemble(['begin', 'relation', 'insert', 'insert', 'insert', 'commit'], { tableBytes: 80 })
    expect([...(transaction?.rotations ?? [])]).toEqual([['public.t', 'too_large']])
    expect(transaction?.changesByTable.size).toBe(0)
  })

  it('D10 leaves out what no shape can hold, judged by the old row and the new one', () => {
    const named = (_table: string, read: ReadColumn) => read('name') !== null
    const { transaction } = assemble(['begin', 'relation', 'insert', 'update', 'delete', 'commit'], { keep: named })
    expect(transaction?.changesByTable.get('public.t')?.map((change) => change.position)).toEqual([0, 2])
  })
})
