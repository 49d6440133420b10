import { defineQuery } from '../../command/query.ts'
import { deskArgs } from './rows.ts'
import type { MonthFiguresRow } from './figures-rows.ts'

/** Occupancy, average rate (ADR) and RevPAR of every month, the same on a terminal and at the centre: what cooled is carried on by night. */
export const figuresQuery = defineQuery({
  name: 'property.figures',
  // Reads every night of the house: a desk at work cannot have that after each change.
  restMs: 60_000,
  args: deskArgs,
  tables: [
    'reservation.reservations',
    'reservation.reservation_line_items',
    'reservation.cooled_nights',
    'property_mgmt.business_days',
    'property_mgmt.inventory_units',
    'property_mgmt.unit_blocks',
    'property_mgmt.properties',
  ],
  key: (row: MonthFiguresRow) => row.month,
  run: (db, _args, { propertyId }) =>
    db.query<MonthFiguresRow>(
      `SELECT k.month, k.sold::integer AS sold, k.available::integer AS available, k.revenue,
         k.occupancy_pct AS "occupancyPct", k.adr, k.revpar, p.currency
       FROM reservation.v_kpi_per_month k JOIN property_mgmt.properties p ON p.id = k.property_id
       WHERE k.property_id = $1 ORDER BY k.month`,
      [propertyId],
    ),
})
