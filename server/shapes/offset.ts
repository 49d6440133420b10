/**
 * A position in a shape: before everything, the end of what is there now, a snapshot chunk, or a place in the log. There `op` counts within the
 * transaction: what stands below it was delivered. Without it all of the transaction was; 'lsn_0' and 'lsn_inf' both say so.
 */
export type Offset =
  | { readonly kind: 'start' }
  | { readonly kind: 'now' }
  | { readonly kind: 'snapshot'; readonly chunk: number }
  | { readonly kind: 'log'; readonly lsn: bigint; readonly op?: number }

export type LogOffset = Extract<Offset, { kind: 'log' }>

/** The last transaction that was delivered whole. */
export const delivered = ({ lsn, op }: LogOffset) => (op === undefined ? lsn : lsn - 1n)

const PATTERN = /^(\d{1,20})_(\d{1,15}|inf)$/

export function parseOffset(text: string): Offset | undefined {
  if (text === '-1') return { kind: 'start' }
  if (text === 'now') return { kind: 'now' }
  const [, transaction, operation] = PATTERN.exec(text) ?? []
  if (transaction === undefined) return undefined
  const lsn = BigInt(transaction)
  if (lsn === 0n) return { kind: 'snapshot', chunk: operation === 'inf' ? Number.POSITIVE_INFINITY : Number(operation) }
  const op = operation === 'inf' ? 0 : Number(operation)
  return op > 0 ? { kind: 'log', lsn, op } : { kind: 'log', lsn }
}

/** The end of a transaction as polls write it: terminals compare and store it in this form. */
export function formatOffset(lsn: bigint): string {
  return `${lsn}_inf`
}

/** Numbers only: the official clients calculate with it. */
export function formatNumericOffset(lsn: bigint, op = 0): string {
  return `${lsn}_${op}`
}
