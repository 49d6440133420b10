import type { Terminal } from '../../electron/core/open-terminal.ts'
import type { Row } from '../../shared/command/database.ts'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { shapes } from '../../shared/domains/registry.ts'
import type { CentralDatabase } from './postgres.ts'

/** Stored columns only: what is generated is computed on either side, and is not synced. */
const COLUMNS = `SELECT attname AS name FROM pg_attribute
  WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attname`

/** SQL: whether a terminal of this property holds a row of the shape. */
export function isHeld({ scope, hot }: ShapeDefinition, propertyId: string): string {
  const inScope = scope === 'all' ? 'true' : `${scope} = '${propertyId}'`
  return hot ? `${inScope} AND hot` : inScope
}

/** Rows of each table that a terminal of `propertyId` holds, as the centre has them: one text per row, by table. */
export async function rowsAtCentre(central: CentralDatabase, propertyId: string): Promise<Map<string, string[]>> {
  const rowsByTable = new Map<string, string[]>()
  for (const shape of shapes) {
    const columns = (await central.query<{ name: string }>(COLUMNS, [shape.table])).map((row) => row.name)
    const rows = await central.query(textRows(shape.table, columns, isHeld(shape, propertyId)))
    rowsByTable.set(shape.table, texts(rows))
  }
  return rowsByTable
}

export async function rowsOnTerminal(terminal: Terminal): Promise<Map<string, string[]>> {
  const rowsByTable = new Map<string, string[]>()
  for (const shape of shapes) {
    const columns = (await terminal.readOnlySql(COLUMNS, [shape.table])).map((row) => String(row.name))
    rowsByTable.set(shape.table, texts(await terminal.readOnlySql(textRows(shape.table, columns, 'true'), [])))
  }
  return rowsByTable
}

const textRows = (table: string, columns: string[], where: string) =>
  `SELECT jsonb_build_object(${columns.map((name) => `'${name}', "${name}"::text`).join(', ')})::text AS line FROM ${table} WHERE ${where} ORDER BY 1`

const texts = (rows: readonly Row[]) => rows.map((row) => String(row.line)).sort()
