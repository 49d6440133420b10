import type { SqlValue } from '../command/database.ts'
import type { QueryContext } from '../command/query.ts'

/** Of a query in parts: keeps the rows whose keys were asked for; nothing where all are. */
export const keptBy = (key: string, only: readonly string[] | undefined): string =>
  only ? `AND ${key} = ANY ($3::uuid[])` : ''

/** $1 the property, $2 the business date, and what `keptBy` reads. */
export const dayParams = (
  { propertyId, businessDate }: QueryContext,
  only: readonly string[] | undefined,
): SqlValue[] => (only ? [propertyId, businessDate, only] : [propertyId, businessDate])
