import type { CentralDatabase } from '../support/postgres.ts'

const TABLES = [
  'property_mgmt.properties',
  'property_mgmt.business_days',
  'property_mgmt.unit_types',
  'property_mgmt.inventory_units',
  'property_mgmt.rate_strategies',
  'reservation.cancellation_policies',
  'reservation.reservations',
  'reservation.reservation_line_items',
  'reservation.unit_assignments',
  'reservation.cooled_nights',
  'guest.profiles',
  'guest.stays',
  'operations.housekeeping_tasks',
]

/** Count and digest of every table that an import writes: equal before and after a run that changes nothing. */
export async function checksumOf(database: CentralDatabase): Promise<Record<string, string>> {
  const sums: Record<string, string> = {}
  for (const table of TABLES) {
    // The sum of the digests of its rows, each with the transaction that wrote it: no sort, whatever the size.
    const [row] = await database.query<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text || t.xmin::text, 0)::numeric), 0) AS sum FROM ${table} t`,
    )
    sums[table] = row?.sum ?? ''
  }
  return sums
}
