import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { BulkLoad } from './bulk-load.ts'

export type CopyValue = string | number | boolean | null | readonly string[]
export type CopyRow = Readonly<Record<string, CopyValue>>

const CHUNK_ROWS = 2000

/**
 * Adds rows by COPY, audited as one bulk load. All rows of one call have the same columns in the same order. `onRows` is told after each
 * chunk how many have gone out in all; what it throws ends the copy, and with it the transaction. Returns how many.
 */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  rows: Iterable<CopyRow>,
  onRows: (rows: number) => void = () => undefined,
): Promise<number> {
  const load = new BulkLoad(client, table)
  const chunks = chunksOf(rows, load)
  const { value: first, done: none } = chunks.next()
  if (none) return 0
  await load.begin()
  const sink = client.query(copyFrom(`COPY ${table} (${first.columns.join(', ')}) FROM STDIN`))
  const done = finished(sink)
  // An error while we wait for room surfaces in `done`.
  done.catch(() => undefined)
  let count = 0
  try {
    for (let chunk = first; ;) {
      count += chunk.rows
      if (!sink.write(chunk.text)) await Promise.race([once(sink, 'drain'), done])
      onRows(count)
      const next = chunks.next()
      if (next.done) break
      chunk = next.value
    }
  } catch (error) {
    sink.destroy(error instanceof Error ? error : new Error(String(error)))
    await done.catch(() => undefined)
    throw error
  }
  sink.end()
  await done
  await load.end()
  return count
}

function* chunksOf(
  rows: Iterable<CopyRow>,
  load: BulkLoad,
): Generator<{ columns: string[]; rows: number; text: string }, undefined> {
  let columns: string[] = []
  let lines: string[] = []
  for (const row of rows) {
    if (lines.length === 0) columns = Object.keys(row)
    lines.push(encodeRow(row))
    load.count(row)
    if (lines.length < CHUNK_ROWS) continue
    yield { columns, rows: lines.length, text: lines.join('') }
    lines = []
  }
  if (lines.length > 0) yield { columns, rows: lines.length, text: lines.join('') }
  return undefined
}

/** One line of COPY's text format. */
export function encodeRow(row: CopyRow): string {
  return `${Object.values(row).map(encodeValue).join('\t')}\n`
}

function encodeValue(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : `{${value.map(quoteEntry).join(',')}}`
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : text
}

const quoteEntry = (entry: string) => `"${entry.replace(/["\\]/g, '\\$&')}"`

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
