/** A position in a shape: before everything, the end of what is there now, a snapshot chunk, or the end of a transaction. */
export type Offset =
  | { readonly kind: 'start' }
  | { readonly kind: 'now' }
  | { readonly kind: 'snapshot'; readonly chunk: number }
  | { readonly kind: 'log'; readonly lsn: bigint }

const PATTERN = /^(\d{1,20})_(\d{1,15}|inf)$/

export function parseOffset(text: string): Offset | undefined {
  if (text === '-1') return { kind: 'start' }
  if (text === 'now') return { kind: 'now' }
  const [, transaction, operation] = PATTERN.exec(text) ?? []
  if (transaction === undefined) return undefined
  const lsn = BigInt(transaction)
  if (lsn === 0n) return { kind: 'snapshot', chunk: operation === 'inf' ? Number.POSITIVE_INFINITY : Number(operation) }
  // An answer never ends inside a transaction, so every operation of one stands for its end.
  return { kind: 'log', lsn }
}

export function formatOffset(lsn: bigint): string {
  return `${lsn}_inf`
}
