/** What a snapshot sees: `pg_current_snapshot()`. */
export interface Visibility {
  /** Everything below has ended. */
  readonly xmin: bigint
  /** Everything from here on had not begun. */
  readonly xmax: bigint
  readonly running: ReadonlySet<bigint>
}

export function parseVisibility(text: string): Visibility {
  const [xmin, xmax, running] = text.split(':')
  if (!xmin || !xmax) throw new Error(`not a snapshot: ${text}`)
  return { xmin: BigInt(xmin), xmax: BigInt(xmax), running: new Set(running ? running.split(',').map(BigInt) : []) }
}

export function isVisible(xid: bigint, visibility: Visibility): boolean {
  return xid < visibility.xmin || (xid < visibility.xmax && !visibility.running.has(xid))
}
