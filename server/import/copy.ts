import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type CopyValue = string | number | boolean | null | readonly string[]
export type CopyRow = Readonly<Record<string, CopyValue>>

const CHUNK_ROWS = 2000

/** Adds rows by COPY. All rows of one call have the same columns in the same order. Returns how many. */
export async function copyRows(client: pg.ClientBase, table: string, rows: readonly CopyRow[]): Promise<number> {
  const [first] = rows
  if (!first) return 0
  const sink = client.query(copyFrom(`COPY ${table} (${Object.keys(first).join(', ')}) FROM STDIN`))
  const done = finished(sink)
  // An error while we wait for room surfaces in `done`.
  done.catch(() => undefined)
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const text = rows
      .slice(start, start + CHUNK_ROWS)
      .map(encodeRow)
      .join('')
    if (!sink.write(text)) await Promise.race([once(sink, 'drain'), done])
  }
  sink.end()
  await done
  return rows.length
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
