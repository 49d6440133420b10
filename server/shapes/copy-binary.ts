import { BINARY_HEADER, BINARY_TRAILER, wholeRows } from '../../shared/protocol/copy-rows.ts'
import type { CatalogTable } from './catalog.ts'

export interface RowBlock {
  readonly bytes: Buffer
  readonly rows: number
}

/** Whether the columns have the types that a terminal has for them, so that it can read their binary form. */
export function hasTypes(
  table: CatalogTable,
  columns: readonly string[],
  types: Readonly<Record<string, string>> | undefined,
): boolean {
  const typeByName = new Map(table.columns.map(({ name, type }) => [name, type]))
  return (
    types !== undefined && columns.every((name) => types[name] !== undefined && types[name] === typeByName.get(name))
  )
}

/** Cuts binary COPY output into blocks of whole rows, each of about `size` bytes, without header and trailer. */
export async function* rowBlocks(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<RowBlock> {
  let parts: Buffer[] = []
  let length = 0
  let begun = false
  /** What is over of `parts` once whole rows are taken from them. */
  function* take(): Generator<RowBlock> {
    const bytes = Buffer.concat(parts)
    const start = begun ? 0 : BINARY_HEADER.length
    if (!begun && !bytes.subarray(0, start).equals(BINARY_HEADER)) throw new Error('PostgreSQL sent no binary rows')
    begun = true
    const { rows, end } = wholeRows(bytes, start)
    if (rows > 0) yield { bytes: bytes.subarray(start, end), rows }
    const rest = bytes.subarray(end)
    parts = [rest]
    length = rest.length
  }
  for await (const chunk of source) {
    parts.push(chunk)
    length += chunk.length
    if (length >= size) yield* take()
  }
  yield* take()
  if (!parts[0]?.equals(BINARY_TRAILER)) throw new Error('PostgreSQL sent binary rows that do not end')
}
