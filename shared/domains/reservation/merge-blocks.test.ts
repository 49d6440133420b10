import { describe, expect, it } from 'vitest'
import { asIsoDate } from '../../kernel/dates.ts'
import { asUuid } from '../../kernel/ids.ts'
import type { BlockRecord } from '../property_mgmt/blocks.ts'
import { mergeBlocks, type WantedBlock } from './merge-blocks.ts'

const id = (n: number) => asUuid(`00000000-0000-7000-8000-00000000000${n}`)
const day = (n: number) => asIsoDate(`2026-11-0${n}`)
const wanted: WantedBlock = {
  kind: 'out_of_order',
  from: day(3),
  to: day(5),
  reason: 'Leak',
  returnStatus: 'dirty',
  maintenanceRequestId: null,
}
const record = (n: number, more: Partial<BlockRecord>): BlockRecord => ({
  ...wanted,
  id: id(n),
  status: 'planned',
  ...more,
})
const ids = { blockId: id(9), changes: null }
const free = { block: 'none', blockUntil: null }

describe('G24: blocks of one unit from two desks', () => {
  it('are one, from the first day to the last, with both reasons; the one that has begun goes on', () => {
    const blocks = [
      record(1, { status: 'active', from: day(1), to: day(4), reason: 'No hot water', kind: 'out_of_service' }),
      record(2, { from: day(4), to: day(7), reason: 'Paint' }),
    ]
    expect(mergeBlocks(wanted, ids, { block: 'out_of_service', blockUntil: day(4) }, blocks)).toEqual({
      block: {
        ...wanted,
        id: id(1),
        kind: 'out_of_order',
        from: day(1),
        to: day(7),
        reason: 'Paint; No hot water; Leak',
      },
      own: blocks[0],
      absorbed: [blocks[1]],
    })
  })
  it('leave alone what touches no day of theirs', () => {
    const blocks = [record(1, { from: day(5), to: day(7) })]
    expect(mergeBlocks(wanted, ids, free, blocks)).toEqual({
      block: { ...wanted, id: id(9) },
      own: undefined,
      absorbed: [],
    })
  })
  it('say a reason once, and last as long as the one without an end', () => {
    const same = [record(1, { reason: 'Big leak, ceiling' })]
    expect(mergeBlocks(wanted, ids, free, same).block.reason).toBe('Big leak, ceiling')
    expect(mergeBlocks(wanted, ids, free, [record(1, { to: null })]).block.to).toBeNull()
    expect(mergeBlocks(wanted, ids, { block: 'out_of_order', blockUntil: null }, []).block.to).toBeNull()
  })
  it('a changed block takes the new days and the new reason, and keeps the day on which it began', () => {
    const blocks = [record(1, { status: 'active', from: day(1), to: day(9), reason: 'Old' })]
    const { block } = mergeBlocks(
      wanted,
      { ...ids, changes: id(1) },
      { block: 'out_of_order', blockUntil: day(9) },
      blocks,
    )
    expect(block).toMatchObject({ id: id(1), from: day(1), to: day(5), reason: 'Leak' })
  })
})
