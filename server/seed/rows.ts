import type { Database } from '../../shared/command/database.ts'

/** Rows by 'schema.table', in an order in which each table's references exist. All rows of one table have the same columns. */
export type TableRows = Map<string, Record<string, unknown>[]>

export function addRow(rows: TableRows, table: string, row: Record<string, unknown>): void {
  const list = rows.get(table)
  if (list) list.push(row)
  else rows.set(table, [row])
}

const ROWS_PER_STATEMENT = 2000

/** One statement per table and 2000 rows; PostgreSQL itself reads enums, ranges, arrays and composites out of the JSON. */
export async function insertRows(db: Database, rows: TableRows): Promise<void> {
  for (const [table, list] of rows) {
    const columns = Object.keys(list[0] ?? {}).join(', ')
    for (let start = 0; start < list.length; start += ROWS_PER_STATEMENT) {
      const chunk = JSON.stringify(list.slice(start, start + ROWS_PER_STATEMENT))
      await db.execute(
        `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
        [chunk],
      )
    }
  }
}
