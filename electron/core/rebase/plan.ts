import type { ConflictKey, Refusal } from '../../../shared/command/command.ts'

/** What a plan needs to know of a pending command. */
export interface Pending {
  readonly id: string
  readonly position: number
  readonly keys: readonly ConflictKey[]
  /** Rows that it has written here, by name (row-change.ts). */
  readonly rows: readonly string[]
  readonly predicted: Refusal | null
}

/** What a batch of the centre changes. */
export interface Touched {
  /** How many changes each row gets. */
  readonly rows: ReadonlyMap<string, number>
  /** The conflict keys behind a row; what has no name is under ''. */
  readonly keysByRow: ReadonlyMap<string, readonly ConflictKey[]>
  /** Commands whose results are in it, or are here already: true where it simply applied. */
  readonly judged: ReadonlyMap<string, boolean>
}

/**
 * The commands that give way to a batch, in outbox order: those that it judges, those that wrote a row which it changes, those whose
 * keys it touches; and whatever came after one of these on its rows, or on its keys where it runs again. What came before is in nobody's
 * way: taking back the later one leaves its effect.
 *
 * What the centre did just as it was predicted is no news to those that came after it on other rows, so that a long queue drains
 * without running again and again.
 */
export function planRebase<P extends Pending>(pending: readonly P[], touched: Touched | 'everything'): readonly P[] {
  return touched === 'everything' ? inOrder(pending) : spread(pending, touched).plan
}

/** The plan, and how far it reaches: rows and keys that a command must have nothing to do with in order to stay. */
export function spread<P extends Pending>(
  pending: readonly P[],
  touched: Touched,
): { readonly plan: readonly P[]; readonly rows: ReadonlySet<string>; readonly keys: ReadonlySet<string> } {
  const ordered = inOrder(pending)
  const foretold = foretoldRows(ordered, touched)
  const rows = new Set(touched.rows.keys())
  const keys = new Set<string>([...touched.keysByRow].flatMap(([row, its]) => (foretold.has(row) ? [] : its)))
  const plan = ordered.filter((command) => {
    const meets = command.rows.some((row) => rows.has(row)) || command.keys.some((key) => keys.has(key))
    if (!meets && !touched.judged.has(command.id)) return false
    for (const row of command.rows) rows.add(row)
    if (!wasForetold(command, touched)) for (const key of command.keys) keys.add(key)
    return true
  })
  return { plan, rows, keys }
}

const inOrder = <P extends Pending>(pending: readonly P[]) => [...pending].sort((a, b) => a.position - b.position)

/** After the batch: what it confirmed is gone for good, the rest runs again. */
export function withoutConfirmed<P extends { readonly id: string }>(
  plan: readonly P[],
  confirmed: readonly string[],
): readonly P[] {
  const gone = new Set(confirmed)
  return plan.filter((command) => !gone.has(command.id))
}

const wasForetold = ({ id, predicted }: Pending, { judged }: Touched) => judged.get(id) === true && predicted === null

/** Rows that came out as a command left them here. One that the batch changes twice may hold somebody else's change too. */
function foretoldRows(pending: readonly Pending[], touched: Touched): ReadonlySet<string> {
  const rows = pending.filter((command) => wasForetold(command, touched)).flatMap((command) => command.rows)
  return new Set(rows.filter((row) => (touched.rows.get(row) ?? 0) <= 1))
}
