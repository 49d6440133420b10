/** The rows of one answer by key, in its order, each with its JSON text: what is compared. */
export type KeyedRows<T extends object> = ReadonlyMap<string, { readonly row: T; readonly text: string }>

/** What turns one answer into the next: rows that are new or differ, and every key in its new place. */
export interface RowDiff<T extends object> {
  readonly upserts: readonly T[]
  readonly order: readonly string[]
}

/** Throws where two rows have one key: the page would lose one of them. */
export function keyRows<T extends object>(rows: readonly T[], key: (row: T) => string): KeyedRows<T> {
  const keyed = new Map<string, { row: T; text: string }>()
  for (const row of rows) {
    const name = key(row)
    if (keyed.has(name)) throw new Error(`two rows have the key ${name}`)
    keyed.set(name, { row, text: JSON.stringify(row) })
  }
  return keyed
}

/** Some rows of an answer, asked for by their keys. */
export interface Part<T extends object> {
  readonly keys: ReadonlySet<string>
  readonly rows: readonly T[]
}

/** The answer with these rows as they are now; null where a row is new or stands elsewhere: then only the whole answer tells where. */
export function patchRows<T extends object>(
  before: KeyedRows<T>,
  { keys, rows }: Part<T>,
  key: (row: T) => string,
  place: readonly string[],
): KeyedRows<T> | null {
  const found = keyRows(rows, key)
  for (const [name, { row }] of found) {
    const old = before.get(name)?.row
    if (!old || place.some((column) => Reflect.get(old, column) !== Reflect.get(row, column))) return null
  }
  const kept = [...before].filter(([name]) => !keys.has(name) || found.has(name))
  return new Map(kept.map(([name, old]) => [name, found.get(name) ?? old]))
}

/** Null where nothing differs. */
export function diffRows<T extends object>(before: KeyedRows<T>, after: KeyedRows<T>): RowDiff<T> | null {
  const upserts = [...after].filter(([key, { text }]) => before.get(key)?.text !== text).map(([, { row }]) => row)
  const order = [...after.keys()]
  const sameOrder = before.size === order.length && [...before.keys()].every((key, i) => key === order[i])
  return upserts.length === 0 && sameOrder ? null : { upserts, order }
}
