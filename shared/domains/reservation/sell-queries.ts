import { defineQuery } from '../../command/query.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { readStock } from './availability.ts'
import { readFreeUnits } from './find-unit.ts'
import { spanOf } from './promises.ts'
import { quoteStay } from './quote.ts'
import {
  availabilityArgs,
  freeUnitsArgs,
  quoteArgs,
  type AvailabilityRow,
  type FreeUnitRow,
  type QuoteRow,
} from './rows.ts'

export const STOCK_TABLES = [
  'property_mgmt.properties',
  'property_mgmt.unit_types',
  'property_mgmt.inventory_units',
  'reservation.reservations',
  'reservation.reservation_line_items',
]

/** What a price follows from. */
export const quoteTables = [
  ...STOCK_TABLES,
  'property_mgmt.rate_strategies',
  'property_mgmt.seasonal_adjustments',
  'property_mgmt.occupancy_modifiers',
  'reservation.cancellation_policies',
]

/** What can still be sold over the whole stay. Day use is asked as its one day. */
export const availabilityQuery = defineQuery({
  name: 'reservation.availability',
  args: availabilityArgs,
  tables: STOCK_TABLES,
  key: (row: AvailabilityRow) => row.unitTypeId,
  async run(db, { arrival, departure }, { propertyId }) {
    const types = await db.query<Omit<AvailabilityRow, 'capacity' | 'free'> & { unitTypeId: Uuid }>(
      `SELECT id AS "unitTypeId", code, name, max_occupancy AS "maxOccupancy", upgrade_rank AS "upgradeRank",
         overbooking_limit AS "overbookingLimit"
       FROM property_mgmt.unit_types WHERE property_id = $1 AND deleted_at IS NULL ORDER BY upgrade_rank, code`,
      [propertyId],
    )
    const stock = await readStock(db, propertyId, spanOf(arrival, departure))
    return types.map((type) => {
      const nights = stock.filter((night) => night.unitTypeId === type.unitTypeId)
      const capacities = nights.map((night) => night.rooms + night.overbooking)
      const free = nights.map((night) => night.rooms + night.overbooking - night.sold)
      return { ...type, capacity: Math.min(...capacities), free: Math.min(...free) }
    })
  },
})

export const quoteQuery = defineQuery({
  name: 'reservation.quote',
  args: quoteArgs,
  tables: quoteTables,
  key: (row: QuoteRow) => row.rateStrategyId,
  async run(db, args, { propertyId, businessDate }) {
    if (args.departure < args.arrival) return []
    const policies = await db.query<{ id: Uuid; name: string }>(
      'SELECT id, name FROM reservation.cancellation_policies WHERE property_id = $1 AND deleted_at IS NULL',
      [propertyId],
    )
    const quotes = await quoteStay(db, propertyId, args, businessDate)
    return quotes.map(({ id, code, name, mealPlan, currency, total, nights, policyId }): QuoteRow => ({
      rateStrategyId: id,
      code,
      name,
      mealPlan,
      currency,
      total,
      nights,
      policyName: policies.find((policy) => policy.id === policyId)?.name ?? '',
    }))
  },
})

export const freeUnitsQuery = defineQuery({
  name: 'reservation.freeUnits',
  args: freeUnitsArgs,
  tables: [
    'property_mgmt.inventory_units',
    'property_mgmt.unit_types',
    'reservation.unit_assignments',
    'reservation.reservations',
    'guest.stays',
  ],
  key: (row: FreeUnitRow) => row.unitId,
  async run(db, { arrival, departure, unitTypeId, reservationId }, { propertyId }) {
    return readFreeUnits(db, propertyId, { span: spanOf(arrival, departure), unitTypeId, reservationId })
  },
})
