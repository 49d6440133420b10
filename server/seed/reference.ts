import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { TableRows } from './rows.ts'

const FOLDER = new URL('../../sql/seed/', import.meta.url)

const records = z.array(z.record(z.string(), z.string()))

/** Country, currency, language and time zone tables (ISO 3166-1, 4217, 639-1, tz database): sql/seed/*.csv. */
export async function readReferenceRows(): Promise<TableRows> {
  const rows: TableRows = new Map()
  for (const name of ['currencies', 'countries', 'languages', 'timezones']) {
    const text = await readFile(new URL(`${name}.csv`, FOLDER), 'utf8')
    const list = records.parse(parse(text, { columns: true, skip_empty_lines: true }))
    rows.set(
      `shared.${name}`,
      list.map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === '' ? null : value])),
      ),
    )
  }
  return rows
}
