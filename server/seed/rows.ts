import type { NewRowByTable } from '../../shared/schema/tables.ts'
import type { CopyRow } from '../postgres/copy.ts'

/** The rows of one table, made as they are read. All have the same columns in the same order. */
export interface SeedTable {
  readonly table: keyof NewRowByTable
  readonly rows: Iterable<CopyRow>
}

/** A table whose rows are made again by each reading, and never held. */
export function tableOf(table: keyof NewRowByTable, rows: () => Iterable<CopyRow>): SeedTable {
  return { table, rows: { [Symbol.iterator]: () => rows()[Symbol.iterator]() } }
}

/** A composite value as PostgreSQL reads it: '("Rua do Mirante 18",,Lisboa)'. */
export function composite(fields: readonly (string | undefined)[]): string {
  return `(${fields.map((field) => (field === undefined ? '' : `"${field.replace(/["\\]/g, '\\$&')}"`)).join(',')})`
}
