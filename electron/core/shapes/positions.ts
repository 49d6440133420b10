import type { RowChange } from '../rebase/row-change.ts'

/**
 * What may be stored of where each shape stands (SPEC-SYNC.md, G3-G9). Pure.
 *
 * Offsets of the protocol: '-1' nothing yet, '0_k' within the snapshot, '<lsn>_<op>' or '<lsn>_inf' in the log.
 */
export interface Position {
  readonly handle: string
  readonly offset: string
}
export type Positions = Readonly<Record<string, Position>>

/** Where a stream stood when a batch was collected. */
export interface Captured {
  readonly handle: string | undefined
  readonly offset: string
}

/** One call of pglite-sync: what it wants to write. */
export interface Batch {
  readonly statements: readonly Statement[]
  /** Shapes that met a must-refetch since the last call. */
  readonly refetched: readonly string[]
  /** Every shape is complete up to here; -1 while one of them is being fetched anew. */
  readonly lsn: bigint
}
export interface Statement {
  readonly sql: string
  readonly params: readonly unknown[]
  /** The rows of a COPY, in PostgreSQL's text format. */
  readonly lines?: string
  /** The rows that it changes, where whoever made it has told. */
  readonly changes?: readonly RowChange[]
}

export interface Step {
  /** Shapes to mark: their old rows stay until the new ones are here. */
  readonly flag: readonly string[]
  /** Marked shapes whose new rows are in this batch: empty the table, then apply. */
  readonly swap: readonly string[]
  readonly statements: readonly Statement[]
  /** Null: store nothing. */
  readonly positions: Positions | null
}

export function isLogOffset(offset: string): boolean {
  return /^[1-9]\d*_(\d+|inf)$/.test(offset)
}

/** `known` is what is stored, `flagged` the shapes whose rows are of an older handle. */
export function planStep(
  batch: Batch,
  captured: Readonly<Record<string, Captured>>,
  known: Positions | null,
  flagged: ReadonlySet<string>,
): Step {
  const waiting = new Set([...flagged, ...batch.refetched])
  const swap = batch.lsn < 0n ? [] : [...waiting].filter((shape) => isFresh(captured[shape], known?.[shape]))
  for (const shape of swap) waiting.delete(shape)
  return {
    flag: [...waiting].filter((shape) => !flagged.has(shape)),
    swap,
    statements: batch.statements,
    positions: batch.lsn < 0n ? null : exactPositions(batch.lsn, captured, known, { waiting, swap }),
  }
}

/**
 * Handles are never used twice, so another handle than the stored one says that the batch holds the new rows. It cannot be told from the
 * call alone: a must-refetch that comes in while a batch is on its way shows up in that batch too.
 */
function isFresh(now: Captured | undefined, stored: Position | undefined): boolean {
  return now !== undefined && isLogOffset(now.offset) && now.handle !== undefined && now.handle !== stored?.handle
}

export interface Collected {
  readonly batch: Batch
  readonly captured: Readonly<Record<string, Captured>>
}

/** Several batches as one. */
export interface Steps {
  /** In order. */
  readonly steps: readonly Step[]
  /** What is flagged when they are done. */
  readonly flagged: ReadonlySet<string>
  /** What is to be stored when they are done; null: nothing new. */
  readonly stored: { readonly positions: Positions; readonly lsn: bigint } | null
}

/** Each step is planned on what the ones before it leave. */
export function planSteps(
  collected: readonly Collected[],
  known: Positions | null,
  flagged: ReadonlySet<string>,
): Steps {
  const steps: Step[] = []
  const marks = new Set(flagged)
  let stored: Steps['stored'] = null
  for (const { batch, captured } of collected) {
    const step = planStep(batch, captured, stored?.positions ?? known, marks)
    steps.push(step)
    for (const shape of step.flag) marks.add(shape)
    for (const shape of step.swap) marks.delete(shape)
    if (step.positions) stored = { positions: step.positions, lsn: batch.lsn }
  }
  return { steps, flagged: marks, stored }
}

/**
 * A stream's own offset may be ahead of what was applied: the batch's LSN is what holds for every shape. So may its handle be: it has heard of
 * a new one, and the call that brings the rows of that is still to come. Stored before them, it would never be known as new again.
 */
function exactPositions(
  lsn: bigint,
  captured: Readonly<Record<string, Captured>>,
  known: Positions | null,
  { waiting, swap }: { readonly waiting: ReadonlySet<string>; readonly swap: readonly string[] },
): Positions | null {
  const exact: Record<string, Position> = {}
  const here = `${lsn}_inf`
  for (const [shape, { handle, offset }] of Object.entries(captured)) {
    const stored = known?.[shape]
    const isOurs = stored === undefined || stored.handle === handle || swap.includes(shape)
    const settled = handle !== undefined && isLogOffset(offset) && !waiting.has(shape) && isOurs
    const position = settled ? { handle, offset: here } : stored
    if (!position) return null
    exact[shape] = position
  }
  return exact
}
