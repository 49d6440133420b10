import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshCentral } from '../../tests/support/postgres.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { databaseOf } from '../postgres/handle.ts'
import { DEMO_PROPERTY_IDS, hasProperties, seedDemo } from './demo.ts'
import { rollBusinessDate } from './roll-business-date.ts'

const now = new Date('2026-11-23T11:00:00Z')
let central: Awaited<ReturnType<typeof freshCentral>>
let client: pg.Client

const count = async (sql: string, params: unknown[] = []) =>
  Number((await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, params)).rows[0]?.n)

/** Runs `work` and takes it back, so that each test starts from the same morning. */
async function rolledBack(work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  try {
    await work()
  } finally {
    await client.query('ROLLBACK')
  }
}

beforeAll(async () => {
  central = await freshCentral()
  client = new pg.Client({ connectionString: central.url })
  await client.connect()
  expect(await hasProperties(databaseOf(client))).toBe(false)
  await client.query('BEGIN')
  const began = performance.now()
  await seedDemo(databaseOf(client), { now })
  await client.query('COMMIT')
  expect(performance.now() - began).toBeLessThan(15_000)
})
afterAll(async () => {
  await client.end()
  await central.drop()
})

describe('the seeded group', () => {
  it('is two open houses of 48 and 30 units on that day', async () => {
    expect(await hasProperties(databaseOf(client))).toBe(true)
    const { rows } = await client.query(
      `SELECT p.code, count(u.id)::int AS units, d.business_date::text FROM property_mgmt.properties p
       JOIN property_mgmt.inventory_units u ON u.property_id = p.id JOIN property_mgmt.v_business_dates d ON d.property_id = p.id
       GROUP BY p.code, d.business_date ORDER BY p.code`,
    )
    expect(rows).toEqual([
      { code: 'DOU', units: 30, business_date: '2026-11-23' },
      { code: 'LIS', units: 48, business_date: '2026-11-23' },
    ])
  })

  it('has an occupied unit for each guest in house, and no other', async () => {
    const inHouse = await count(`guest.stays WHERE status = 'in_house'`)
    expect(inHouse).toBeGreaterThan(30)
    expect(await count(`property_mgmt.inventory_units WHERE occupancy_status = 'occupied'`)).toBe(inHouse)
    expect(await count(`reservation.reservations WHERE status = 'checked_in'`)).toBe(inHouse)
    expect(
      await count(
        `guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
         JOIN reservation.reservations r ON r.id = s.reservation_id AND r.status = 'checked_in'
         JOIN reservation.unit_assignments a ON a.reservation_id = r.id AND a.unit_id = u.id AND a.active
         WHERE s.status = 'in_house' AND u.occupancy_status = 'occupied' AND u.unit_type_id = r.unit_type_id`,
      ),
    ).toBe(inHouse)
  })

  it('has one line for each night of each reservation, and totals that add up', async () => {
    expect(
      await count(
        `(SELECT r.id FROM reservation.reservations r LEFT JOIN reservation.reservation_line_items l
            ON l.reservation_id = r.id AND l.night >= r.arrival AND l.night < r.departure
          GROUP BY r.id HAVING count(l.id) <> r.nights OR sum(l.rate) <> r.total) AS wrong`,
      ),
    ).toBe(0)
  })

  it('points nowhere into the void across contexts', async () => {
    const references: readonly (readonly [string, string, string])[] = [
      ['reservation.reservations', 'profile_id', 'guest.profiles'],
      ['reservation.reservations', 'unit_type_id', 'property_mgmt.unit_types'],
      ['reservation.reservations', 'rate_strategy_id', 'property_mgmt.rate_strategies'],
      ['reservation.reservation_line_items', 'unit_type_id', 'property_mgmt.unit_types'],
      ['reservation.unit_assignments', 'unit_id', 'property_mgmt.inventory_units'],
      ['guest.stays', 'reservation_id', 'reservation.reservations'],
      ['guest.stays', 'unit_id', 'property_mgmt.inventory_units'],
      ['property_mgmt.rate_strategies', 'cancellation_policy_id', 'reservation.cancellation_policies'],
      ['operations.staff', 'user_id', 'shared.users'],
      ['operations.housekeeping_tasks', 'unit_id', 'property_mgmt.inventory_units'],
      ['operations.maintenance_requests', 'unit_id', 'property_mgmt.inventory_units'],
    ]
    for (const [table, column, target] of references) {
      const orphans = await count(
        `${table} x WHERE x.${column} IS NOT NULL AND NOT EXISTS (SELECT FROM ${target} t WHERE t.id = x.${column})`,
      )
      expect([table, column, orphans]).toEqual([table, column, 0])
      const foreign =
        target === 'shared.users'
          ? 0
          : await count(`${table} x JOIN ${target} t ON t.id = x.${column} WHERE t.property_id <> x.property_id`)
      expect([table, column, foreign]).toEqual([table, column, 0])
    }
  })

  it('gives a desk something to do today', async () => {
    expect(await count(`reservation.v_arrivals WHERE status = 'confirmed'`)).toBeGreaterThan(10)
    expect(await count(`reservation.v_arrivals WHERE unit_id IS NULL`)).toBeGreaterThan(1)
    expect(await count(`reservation.v_arrivals WHERE housekeeping_status = 'dirty'`)).toBeGreaterThan(0)
    expect(await count('reservation.v_departures')).toBeGreaterThan(4)
    expect(await count(`operations.housekeeping_tasks WHERE status IN ('pending', 'assigned')`)).toBeGreaterThan(10)
    expect(await count(`property_mgmt.inventory_units WHERE block_status = 'out_of_order'`)).toBe(3)
    expect(await count(`reservation.reservations WHERE status = 'cancelled'`)).toBeGreaterThan(50)
    expect(await count(`reservation.reservations WHERE status = 'no_show'`)).toBeGreaterThan(3)
  })

  it('has sold no type beyond its units', async () => {
    expect(await count('reservation.v_availability WHERE free < 0')).toBe(0)
  })

  it('lets each row be replicated: no value breaks a terminal rule', async () => {
    expect(await count(`guest.profiles WHERE nationality NOT IN (SELECT iso2 FROM shared.countries)`)).toBe(0)
  })
})

describe('the night of the demo', () => {
  it('does nothing on the same day or on one that lies back', () =>
    rolledBack(async () => {
      const db = databaseOf(client)
      expect(await rollBusinessDate(db, DEMO_PROPERTY_IDS, asIsoDate('2026-11-23'))).toEqual([])
      expect(await rollBusinessDate(db, DEMO_PROPERTY_IDS, asIsoDate('2026-11-20'))).toEqual([])
    }))

  it('opens today after any number of days, with occupied units dirty and who never came a no-show', () =>
    rolledBack(async () => {
      const rolls = await rollBusinessDate(databaseOf(client), DEMO_PROPERTY_IDS, asIsoDate('2026-11-26'))
      expect(rolls.map((roll) => [roll.from, roll.to])).toEqual([
        ['2026-11-23', '2026-11-26'],
        ['2026-11-23', '2026-11-26'],
      ])
      expect(await count(`property_mgmt.v_business_dates WHERE business_date = '2026-11-26'`)).toBe(2)
      expect(
        await count(
          `property_mgmt.inventory_units WHERE occupancy_status = 'occupied' AND housekeeping_status <> 'dirty'`,
        ),
      ).toBe(0)
      expect(await count(`reservation.reservations WHERE status = 'confirmed' AND arrival < '2026-11-26'`)).toBe(0)
      const dirty = `property_mgmt.inventory_units u WHERE u.housekeeping_status = 'dirty' AND u.block_status = 'none'`
      expect(
        await count(
          `${dirty} AND NOT EXISTS (SELECT FROM operations.housekeeping_tasks t WHERE t.unit_id = u.id AND t.scheduled_date = '2026-11-26')`,
        ),
      ).toBe(0)
    }))

  it('leaves other properties alone', () =>
    rolledBack(async () => {
      expect(
        await rollBusinessDate(databaseOf(client), ['01990000-0000-7000-8000-000000000999'], asIsoDate('2027-01-01')),
      ).toEqual([])
    }))
})
