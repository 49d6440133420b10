import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { copyRows } from '../postgres/copy.ts'
import type { SeedTable } from './rows.ts'

const FOLDER = new URL('../../sql/seed/', import.meta.url)

const records = z.array(z.record(z.string(), z.string()))

/** Country, currency, language and time zone tables (ISO 3166-1, 4217, 639-1, tz database): sql/seed/*.csv. */
export async function readReferenceTables(): Promise<SeedTable[]> {
  const tables: SeedTable[] = []
  for (const name of ['currencies', 'countries', 'languages', 'timezones'] as const) {
    const text = await readFile(new URL(`${name}.csv`, FOLDER), 'utf8')
    const list = records.parse(parse(text, { columns: true, skip_empty_lines: true }))
    const rows = list.map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === '' ? null : value])),
    )
    tables.push({ table: `shared.${name}`, rows })
  }
  return tables
}

/** Fills the reference tables of a database that has none. The caller holds the transaction. */
export async function writeReferenceTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query('SELECT FROM shared.currencies LIMIT 1')
  if (rows.length > 0) return
  for (const { table, rows } of await readReferenceTables()) await copyRows(client, table, rows)
}
