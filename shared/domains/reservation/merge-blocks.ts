import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Block, BlockRecord } from '../property_mgmt/blocks.ts'

/** A block that somebody asks for. */
export type WantedBlock = Omit<Block, 'id'>

interface Merged {
  readonly block: Block
  /** The block that goes on under its own id. */
  readonly own: BlockRecord | undefined
  /** Blocks that it takes in. */
  readonly absorbed: readonly BlockRecord[]
}

/** A unit that is blocked without any dates, as units come in by an import. */
interface Undated {
  readonly block: string
  readonly blockUntil: IsoDate | null
}

/** A block goes on under its own id, and what has begun has begun. */
export const asBlock = (wanted: WantedBlock, own: BlockRecord | undefined, blockId: Uuid): Block => ({
  ...wanted,
  id: own?.id ?? blockId,
  from: own?.status === 'active' ? own.from : wanted.from,
})

/** What two desks said of one unit, as one: the days of both, both reasons, and out of order if either says so. */
export function mergeBlocks(
  wanted: WantedBlock,
  ids: { readonly blockId: Uuid; readonly changes: Uuid | null },
  unit: Undated,
  blocks: readonly BlockRecord[],
): Merged {
  const met = blocks.filter((each) => each.id === ids.changes || touches(each, wanted))
  const own = met.find(({ status }) => status === 'active') ?? met[0]
  const undated = unit.block !== 'none' && !blocks.some(({ status }) => status === 'active')
  const others = met.filter(({ id }) => id !== ids.changes)
  const block = others.reduce(joinTwo, asBlock(wanted, own, ids.blockId))
  return {
    block: undated ? { ...block, to: later(block.to, unit.blockUntil) } : block,
    own,
    absorbed: met.filter((each) => each !== own),
  }
}

const touches = (block: BlockRecord, wanted: WantedBlock): boolean =>
  (wanted.to === null || block.from < wanted.to) && (block.to === null || wanted.from < block.to)

const joinTwo = (block: Block, other: BlockRecord): Block => ({
  ...block,
  kind: block.kind === 'out_of_order' || other.kind !== 'out_of_service' ? 'out_of_order' : 'out_of_service',
  from: block.from < other.from ? block.from : other.from,
  to: later(block.to, other.to),
  reason: joinReasons(other.reason, block.reason),
  maintenanceRequestId: block.maintenanceRequestId ?? other.maintenanceRequestId,
})

/** Null is later than any day. */
const later = (a: IsoDate | null, b: IsoDate | null): IsoDate | null =>
  a === null || b === null ? null : a > b ? a : b

const joinReasons = (first: string, second: string): string =>
  first.toLowerCase().includes(second.toLowerCase()) ? first : `${first}; ${second}`
