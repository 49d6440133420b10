import type { ReadColumn } from '../replication/transaction.ts'
import type { Scope } from './scope.ts'

/** One shape as the engine serves it: rows of one table that satisfy a condition, and some of their columns. */
export interface ResolvedShape {
  /** 'schema.table' */
  readonly table: string
  /** In the order of the table; the primary key is among them. */
  readonly columns: readonly string[]
  /** Everything that decides what the shape holds. A handle is bound to it: under any other identity it is refetched. */
  readonly identity: string
  /** The condition for snapshots: SQL over the table's columns, its constants quoted. */
  readonly where: string
  /** The same condition for the stream. NULL matches nothing. */
  matches(read: ReadColumn): boolean
  /** The only values of `property_id` that matching rows can have; undefined: any, or the table has no such column. */
  readonly properties: readonly string[] | undefined
  /** What updates and deletes carry: changed columns and key, or whole rows. */
  readonly replica: 'default' | 'full'
}

/** Undefined refuses: no such shape, or not for this scope. The two look the same from outside. */
export type ShapeResolver = (
  table: string,
  params: URLSearchParams | undefined,
  scope: Scope,
) => ResolvedShape | undefined
