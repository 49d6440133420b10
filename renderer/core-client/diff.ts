/** The rows of a live query as the page holds them. `order` and `rows` run in step. */
export interface RowSet<Row> {
  readonly rev: number
  readonly rows: readonly Row[]
  readonly byKey: ReadonlyMap<string, Row>
}

export interface Diff<Row> {
  readonly rev: number
  readonly upserts: readonly Row[]
  readonly order: readonly string[]
}

const sameRow = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Rows that did not change keep their identity, so that a memoised row is not drawn again. */
export function takeSnapshot<Row>(
  previous: RowSet<Row> | undefined,
  rev: number,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): RowSet<Row> {
  const byKey = new Map<string, Row>()
  const kept = rows.map((row) => {
    const key = keyOf(row)
    const known = previous?.byKey.get(key)
    const chosen = known !== undefined && sameRow(known, row) ? known : row
    byKey.set(key, chosen)
    return chosen
  })
  return { rev, rows: kept, byKey }
}

/** 'gap': a message is missing or names a row that is not known here; the caller asks for a snapshot. */
export function applyDiff<Row>(
  current: RowSet<Row>,
  diff: Diff<Row>,
  keyOf: (row: Row) => string,
): RowSet<Row> | 'gap' {
  if (diff.rev !== current.rev + 1) return 'gap'
  const changed = new Map(diff.upserts.map((row) => [keyOf(row), row]))
  const byKey = new Map<string, Row>()
  const rows: Row[] = []
  for (const key of diff.order) {
    const row = changed.get(key) ?? current.byKey.get(key)
    if (row === undefined) return 'gap'
    byKey.set(key, row)
    rows.push(row)
  }
  return { rev: diff.rev, rows, byKey }
}
