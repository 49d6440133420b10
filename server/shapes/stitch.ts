import type { ShapeLog } from './log/shape-log.ts'
import type { ChangeRecord } from './log/records.ts'
import { type PlacedMessage, type ServedShape, shapeMessages } from './messages.ts'
import { isVisible, type Visibility } from './visibility.ts'

/** Messages of one transaction for one shape. */
export interface ShapeTransaction {
  readonly lsn: bigint
  readonly messages: readonly PlacedMessage[]
  readonly bytes: number
}

/** The log no longer holds all that the snapshot does not see: its rows cannot be completed. */
export class SnapshotOverrun extends Error {}

export type ReadableLog = Pick<ShapeLog, 'partitionsOf' | 'hasChanges' | 'changes'>

/** Transactions of a shape in (after, upTo], in order; those that mean nothing to it are left out. */
export function* shapeTransactions(
  log: ReadableLog,
  served: ServedShape,
  after: bigint,
  upTo: bigint,
): Generator<ShapeTransaction> {
  const { table, properties } = served.shape
  const partitions = log.partitionsOf(table, properties).filter((partition) => log.hasChanges(partition, after))
  for (const records of byTransaction(partitions.map((partition) => log.changes(partition, after, upTo)))) {
    const transaction = transactionOf(served, records)
    if (transaction) yield transaction
  }
}

function transactionOf(served: ServedShape, records: readonly ChangeRecord[]): ShapeTransaction | undefined {
  const [first] = records
  const messages = shapeMessages(served, records)
  if (!first || messages.length === 0) return undefined
  return { lsn: first.lsn, messages, bytes: messages.reduce((sum, { text }) => sum + text.length, 0) }
}

/** Merges sources that are each in order of LSN; records of one transaction come together. */
function* byTransaction(sources: readonly Iterator<ChangeRecord>[]): Generator<ChangeRecord[]> {
  const heads = sources.map((source) => ({ source, record: next(source) }))
  for (;;) {
    const waiting = heads.flatMap((head) => (head.record ? [head.record.lsn] : []))
    if (waiting.length === 0) return
    const lsn = waiting.reduce((least, each) => (each < least ? each : least))
    const records: ChangeRecord[] = []
    for (const head of heads) {
      if (head.record?.lsn !== lsn) continue
      records.push(head.record)
      head.record = next(head.source)
    }
    yield records
  }
}

function next(source: Iterator<ChangeRecord>): ChangeRecord | undefined {
  const result = source.next()
  return result.done ? undefined : result.value
}

/** Commits up to `upTo` that a snapshot does not see, oldest first. */
export function unseenCommits(
  log: ShapeLog,
  visibility: Visibility,
  upTo: bigint,
): { lsns: bigint[]; rotated: Set<string> } {
  const lsns: bigint[] = []
  const rotated = new Set<string>()
  for (const commit of log.commitsBackwards(upTo)) {
    if (commit.maxXid < visibility.xmin) return { lsns, rotated }
    if (isVisible(commit.xid, visibility)) continue
    lsns.unshift(commit.lsn)
    for (const table of commit.rotated) rotated.add(table)
  }
  if (log.horizonXid >= visibility.xmin) throw new SnapshotOverrun('the log was compacted')
  return { lsns, rotated }
}

/** What completes a snapshot of the shape: everything committed up to `upTo` that it does not see. */
export function snapshotTail(log: ShapeLog, served: ServedShape, visibility: Visibility, upTo: bigint): string[] {
  const { table, properties } = served.shape
  const { lsns, rotated } = unseenCommits(log, visibility, upTo)
  if (rotated.has(table)) throw new SnapshotOverrun(table)
  const partitions = log.partitionsOf(table, properties)
  return lsns.flatMap((lsn) => {
    const records = partitions.flatMap((partition) => log.change(partition, lsn) ?? [])
    return shapeMessages(served, records).map(({ text }) => text)
  })
}
