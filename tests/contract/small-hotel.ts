import type { Database, SqlValue } from '../../shared/command/database.ts'
import type { SmallHotel, SmallHotelOptions } from './fixture.ts'

/** Long before anything that a test does: nothing here may win against it by its clock. */
const BUILT_AT = '2026-01-01T00:00:00Z'

export async function insertHotelRows(db: Database, hotel: SmallHotel, options: SmallHotelOptions): Promise<void> {
  await insertPeople(db, hotel)
  await insertProperty(db, hotel, options)
  await insertStaff(db, hotel)
  await insertUnits(db, hotel)
  await insertRates(db, hotel)
  await insertGuests(db, hotel)
  await insertFees(db, hotel)
}

/** Ana runs the house: a duty manager may do all that its desks do. */
async function insertPeople(db: Database, { actor, propertyId }: SmallHotel): Promise<void> {
  await db.execute(
    `INSERT INTO shared.users (id, email, display_name, status, role) VALUES ($1, $2, 'Ana Duty', 'active', 'front_desk')`,
    [actor, `${actor}@hotel.invalid`],
  )
  await db.execute(
    `INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name) VALUES ($1, $2, 'duty_manager', 'Ana Duty')`,
    [propertyId, actor],
  )
  await db.execute(
    `INSERT INTO shared.currencies (code, numeric_code, name, minor_units, symbol) VALUES ('EUR', '978', 'Euro', 2, '€')
     ON CONFLICT (code) DO NOTHING`,
  )
}

async function insertProperty(db: Database, hotel: SmallHotel, options: SmallHotelOptions): Promise<void> {
  const { requiresInspection = false, overbookingPct = 0, openedAt = BUILT_AT } = options
  await db.execute(
    `INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency, requires_inspection, overbooking_pct)
     VALUES ($1, $2, 'Small Hotel', 'city_hotel', 'Europe/Lisbon', 'EUR', $3, $4)`,
    [hotel.propertyId, `SMALL${options.number ?? 1}`, requiresInspection, overbookingPct],
  )
  await db.execute(
    'INSERT INTO property_mgmt.business_days (property_id, business_date, opened_at) VALUES ($1, $2, $3)',
    [hotel.propertyId, hotel.businessDate, openedAt],
  )
}

async function insertStaff(db: Database, { propertyId, staffId, actor }: SmallHotel): Promise<void> {
  await db.execute(
    `INSERT INTO operations.staff (id, property_id, user_id, employee_no, display_name, department, position, role)
     VALUES ($1, $2, $3, 'E1', 'Ana Duty', 'front_office', 'Receptionist', 'front_desk')`,
    [staffId, propertyId, actor],
  )
}

const TYPES = [
  { code: 'STD', name: 'Standard', base: 2, max: 2, rank: 1 },
  { code: 'DLX', name: 'Deluxe', base: 2, max: 3, rank: 2 },
  { code: 'STE', name: 'Suite', base: 2, max: 4, rank: 3 },
] as const

async function insertUnits(db: Database, { propertyId, types, units }: SmallHotel): Promise<void> {
  for (const { code, name, base, max, rank } of TYPES) {
    await db.execute(
      `INSERT INTO property_mgmt.unit_types (id, property_id, code, name, base_occupancy, max_occupancy, upgrade_rank)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [types[code], propertyId, code, name, base, max, rank],
    )
  }
  for (const [number, id] of Object.entries(units)) {
    const type = number.startsWith('1') ? types.STD : number.startsWith('2') ? types.DLX : types.STE
    await db.execute(
      `INSERT INTO property_mgmt.inventory_units (id, property_id, unit_type_id, number, floor, housekeeping_set_at)
       VALUES ($1, $2, $3, $4, $5, $6::timestamptz)`,
      [id, propertyId, type, number, number.charAt(0), BUILT_AT],
    )
  }
}

async function insertRates(db: Database, { propertyId, rates, policies }: SmallHotel): Promise<void> {
  const policy = (id: string, code: string, tiers: object[]) =>
    db.execute(
      `INSERT INTO reservation.cancellation_policies (id, property_id, code, name, tiers) VALUES ($1, $2, $3, $3, $4::jsonb)`,
      [id, propertyId, code, JSON.stringify(tiers)],
    )
  await policy(policies.FLEX, 'FLEX48', [{ hours_before: 48, pct: 50 }])
  await policy(policies.NRF, 'NRF', [{ hours_before: 99999, pct: 100 }])
  const rate = (values: readonly SqlValue[]) =>
    db.execute(
      `INSERT INTO property_mgmt.rate_strategies (id, property_id, code, name, base_rate, currency, pricing_mode, parent_id,
         derivation, cancellation_policy_id, max_rate)
       VALUES ($1, $2, $3, $4, 100, 'EUR', $5, $6, $7::jsonb, $8, 1000)`,
      values,
    )
  await rate([rates.BAR, propertyId, 'BAR', 'Best available', 'fixed', null, null, policies.FLEX])
  const tenOff = JSON.stringify({ kind: 'factor', value: 0.9 })
  await rate([rates.NRF, propertyId, 'NRF', 'Not refundable', 'derived', rates.BAR, tenOff, policies.NRF])
}

/** Compensation for a cancellation is not taxed; a room that was kept for nobody is, at 6 % in the price. */
async function insertFees(db: Database, { propertyId }: SmallHotel): Promise<void> {
  await db.execute(
    `INSERT INTO billing.tax_rules (property_id, code, rule_version, name, rate_pct, valid)
     VALUES ($1, 'ROOM', 1, 'VAT on accommodation', 6, '[2020-01-01,)')`,
    [propertyId],
  )
  await db.execute(
    `INSERT INTO billing.transaction_codes (property_id, code, name, kind, revenue_group, tax_code) VALUES
       ($1, 'CXLFEE', 'Cancellation fee', 'fee', 'miscellaneous', NULL), ($1, 'NOSHOW', 'No-show', 'fee', 'rooms', 'ROOM')`,
    [propertyId],
  )
}

async function insertGuests(db: Database, { propertyId, guests }: SmallHotel): Promise<void> {
  const rows = [
    [guests.ada, 'Ada', 'King', 'ada@example.com', '+44 20 7946 0018'],
    [guests.bo, 'Bo', 'Lind', 'bo@example.com', '+46 8 123 456 78'],
    [guests.cy, 'Cy', 'Okoye', null, null],
  ] as const
  for (const [id, first, last, email, phone] of rows) {
    await db.execute(
      `INSERT INTO guest.profiles (id, property_id, first_name, last_name, email, phone) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, propertyId, first, last, email, phone],
    )
  }
}
