import type { ServedShape } from './messages.ts'
import { delivered, type LogOffset } from './offset.ts'
import { type ReadableLog, type ShapeTransaction, shapeTransactions } from './stitch.ts'

/** What one answer takes from the log. */
export interface LogPage {
  readonly lsn: bigint
  /** Where it ends inside the transaction: what stands below was delivered. */
  readonly op: number
  readonly messages: readonly string[]
  /** All up to the log's position is here. */
  readonly isWhole: boolean
}

export interface PagedLog extends ReadableLog {
  readonly epoch: string
  readonly position: bigint
}

/** Changes after the position, cut at the end of a transaction where they are too many for one answer, or inside one that is too large by itself. */
export function readLogPage(
  log: PagedLog,
  served: ServedShape,
  from: LogOffset,
  budgetBytes: number,
  divided: DividedTransaction,
): LogPage {
  const { position } = log
  const messages: string[] = []
  let bytes = 0
  for (const transaction of transactionsFrom(log, served, from, divided)) {
    const { lsn } = transaction
    const start = lsn === from.lsn ? (from.op ?? 0) : 0
    const divisible = transaction.bytes > budgetBytes
    for (const { op, text } of transaction.messages) {
      if (op < start) continue
      if (divisible && bytes > budgetBytes) {
        divided.keep(log.epoch, served, transaction)
        return { lsn, op, messages, isWhole: false }
      }
      messages.push(text)
      bytes += text.length
    }
    if (bytes > budgetBytes) return { lsn, op: 0, messages, isWhole: false }
  }
  return { lsn: position > from.lsn ? position : from.lsn, op: 0, messages, isWhole: true }
}

function* transactionsFrom(
  log: PagedLog,
  served: ServedShape,
  from: LogOffset,
  divided: DividedTransaction,
): Generator<ShapeTransaction> {
  const begun = from.op === undefined ? undefined : divided.find(log.epoch, served, from.lsn)
  if (begun) yield begun
  yield* shapeTransactions(log, served, begun ? begun.lsn : delivered(from), log.position)
}

const KEPT_MS = 10_000

/**
 * The transaction that was cut last. A hundred answers of one large transaction read it once: to read it for each of them would take
 * the square of its length. Forgotten when nobody has asked for a while, since it may be large.
 */
export class DividedTransaction {
  #held: { readonly epoch: string; readonly served: ServedShape; readonly transaction: ShapeTransaction } | undefined
  #timer: NodeJS.Timeout | undefined

  keep(epoch: string, served: ServedShape, transaction: ShapeTransaction): void {
    this.#held = { epoch, served, transaction }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (this.#held = undefined), KEPT_MS).unref()
  }

  find(epoch: string, { shape, table }: ServedShape, lsn: bigint): ShapeTransaction | undefined {
    const held = this.#held
    if (held?.epoch !== epoch || held.transaction.lsn !== lsn) return undefined
    // A table that was read anew may have another key.
    const isSame = held.served.table === table && held.served.shape.identity === shape.identity
    return isSame ? held.transaction : undefined
  }
}
