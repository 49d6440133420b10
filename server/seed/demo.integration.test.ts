import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshCentral } from '../../tests/support/postgres.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { databaseOf } from '../postgres/handle.ts'
import { DEMO_PROPERTY_IDS, demoHouses, seedDemo } from './demo.ts'
import { inventedHouses } from './invented.ts'
import { seedHouses } from './seed-houses.ts'
import { rollBusinessDate } from './roll-business-date.ts'

/** The contexts that have rows in a seeded house. */
const SEEDED = [
  ...['shared', 'property_mgmt', 'guest', 'operations', 'reservation', 'billing', 'channel', 'procurement', 'fb'],
]
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
  expect(await seedDemo(client, { now })).toBe(true)
})
afterAll(async () => {
  await client.end()
  await central.drop()
})

describe('the seeded group', () => {
  it('is two open houses of 48 and 30 units on that day', async () => {
    expect(await seedDemo(client, { now })).toBe(false)
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

  it('points nowhere into the void, by any foreign key', async () => {
    const { rows: keys } = await client.query<{ table: string; column: string; target: string; key: string }>(
      `SELECT c.conrelid::regclass::text AS table, a.attname AS column, c.confrelid::regclass::text AS target, f.attname AS key
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
       WHERE c.contype = 'f' AND c.conparentid = 0`,
    )
    expect(keys.length).toBeGreaterThan(80)
    for (const { table, column, target, key } of keys) {
      const orphans = await count(
        `${table} x WHERE x.${column} IS NOT NULL AND NOT EXISTS (SELECT FROM ${target} t WHERE t.${key} = x.${column})`,
      )
      expect([table, column, orphans]).toEqual([table, column, 0])
    }
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
      ['fb.inventory_items', 'supplier_id', 'procurement.suppliers'],
      ['fb.stock_batches', 'supplier_id', 'procurement.suppliers'],
      ['fb.stock_batches', 'receipt_line_id', 'procurement.goods_receipt_line_items'],
      ['fb.fb_orders', 'unit_id', 'property_mgmt.inventory_units'],
      ['fb.fb_orders', 'stay_id', 'guest.stays'],
      ['fb.fb_orders', 'folio_id', 'billing.folios'],
      ['billing.folios', 'reservation_id', 'reservation.reservations'],
      ['billing.folios', 'stay_id', 'guest.stays'],
      ['billing.folios', 'profile_id', 'guest.profiles'],
      ['billing.cashier_shifts', 'user_id', 'shared.users'],
      ['procurement.purchase_orders', 'approved_by', 'shared.users'],
      ['procurement.po_line_items', 'inventory_item_id', 'fb.inventory_items'],
      ['procurement.goods_receipt_line_items', 'inventory_item_id', 'fb.inventory_items'],
      ['channel.channel_mappings', 'unit_type_id', 'property_mgmt.unit_types'],
      ['channel.channel_mappings', 'rate_strategy_id', 'property_mgmt.rate_strategies'],
      ['channel.channel_bookings', 'reservation_id', 'reservation.reservations'],
      ['reservation.reservations', 'channel_booking_id', 'channel.channel_bookings'],
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

  it('has two outlets a house with a menu, and stores that hold what it is made of', async () => {
    expect(await count('fb.outlets')).toBe(4)
    expect(
      await count(`fb.menu_items i WHERE EXISTS (SELECT FROM fb.outlet_menu_items l WHERE l.menu_item_id = i.id)`),
    ).toBe(56)
    expect(await count(`fb.v_stock_on_hand WHERE on_hand > 0 AND layer_value > 0`)).toBe(
      await count('fb.inventory_items'),
    )
    expect(
      await count(
        `fb.menu_item_ingredients r JOIN fb.inventory_items i ON i.id = r.inventory_item_id WHERE i.uom <> r.uom`,
      ),
    ).toBe(0)
    expect(await count('fb.v_expiring_batches WHERE NOT expired')).toBeGreaterThan(4)
    expect(await count('fb.v_expiring_batches WHERE expired')).toBe(0)
    expect(await count('procurement.v_expiring_certifications')).toBe(2)
  })

  it('owes and is owed what the accounts say: nothing by those who left, something by those who are in', async () => {
    const { rows } = await client.query<{ folio_no: string }>(
      `SELECT folio_no FROM billing.v_folio_balances WHERE status <> 'open' AND balance <> 0`,
    )
    expect(rows).toEqual([])
    const inHouse = `billing.v_folio_balances b WHERE b.type = 'guest' AND b.status = 'open'`
    expect(await count(inHouse)).toBe(await count(`guest.stays WHERE status = 'in_house'`))
    expect(await count(`${inHouse} AND b.balance > 0`)).toBeGreaterThan(20)
    expect(await count(`billing.v_folio_balances WHERE type = 'city_ledger' AND balance > 0`)).toBeGreaterThan(1)
    expect(await count(`billing.v_daily_revenue WHERE gross > 0`)).toBeGreaterThan(300)
    expect(await count(`billing.cashier_shifts WHERE status = 'open'`)).toBe(2)
  })

  it('has numbered its invoices without a gap or a broken link', async () => {
    expect(await count('billing.v_invoice_series_gaps')).toBe(2)
    expect(await count('billing.v_invoice_series_gaps WHERE missing <> 0 OR broken_links <> 0')).toBe(0)
    expect(await count('billing.invoices')).toBeGreaterThan(500)
  })

  it('has posted each check for what its lines come to', async () => {
    expect(await count(`fb.fb_orders WHERE status = 'closed'`)).toBeGreaterThan(300)
    expect(await count('fb.v_open_orders WHERE total > 0')).toBeGreaterThan(1)
    expect(
      await count(
        `fb.fb_orders o JOIN fb.v_order_totals t ON t.order_id = o.id WHERE o.folio_id IS NOT NULL AND t.total IS DISTINCT FROM
           (SELECT sum(l.gross) FROM billing.folio_line_items l WHERE l.source_id = o.id AND l.folio_id = o.folio_id)`,
      ),
    ).toBe(0)
  })

  it('has never had less than nothing in the stores, and on the shelf what its batches still hold', async () => {
    expect(
      await count(
        `(SELECT sum(qty) OVER (PARTITION BY inventory_item_id ORDER BY occurred_at, qty DESC, id) AS level FROM fb.stock_movements) m
         WHERE level < 0`,
      ),
    ).toBe(0)
    expect(
      await count(
        `fb.v_stock_on_hand s WHERE s.on_hand IS DISTINCT FROM
           (SELECT sum(b.qty_remaining) FROM fb.stock_batches b WHERE b.inventory_item_id = s.inventory_item_id)`,
      ),
    ).toBe(0)
    expect(await count('procurement.v_po_line_receipts WHERE accepted > ordered')).toBe(0)
    expect(await count('procurement.v_open_purchase_orders')).toBeGreaterThan(2)
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

describe('seeding again', () => {
  const oneHouse = (seed: number) =>
    inventedHouses({ properties: 1, units: 12, days: 10, seed, businessDate: asIsoDate('2026-11-23'), now })
  const digest = async (database: pg.Client) => {
    const { rows } = await database.query<{ table: string; digest: string }>(
      `SELECT table_schema || '.' || table_name AS table, (xpath('/row/d/text()', query_to_xml(format(
         'SELECT md5(string_agg(x::text, E''\\n'' ORDER BY x::text)) AS d FROM %I.%I x', table_schema, table_name), false, true, '')))[1]::text AS digest
       FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema IN
         ('${SEEDED.join("','")}') AND table_name <> 'users'
       ORDER BY 1`,
    )
    return rows
  }

  it('changes nothing, with the date or without it', async () => {
    const before = await digest(client)
    const businessDate = asIsoDate('2026-11-23')
    expect(await seedHouses(client, demoHouses({ now, businessDate }))).toMatchObject({
      made: [],
      found: ['LIS', 'DOU'],
    })
    const later = new Date('2026-12-04T09:00:00Z')
    expect(await seedHouses(client, demoHouses({ now: later }))).toMatchObject({ made: [] })
    expect(await digest(client)).toEqual(before)
  })

  it.each([
    ['another seed', () => demoHouses({ now, seed: 8 }), /has a property LIS already: it was made with another seed/],
    [
      'another date',
      () => demoHouses({ now, businessDate: asIsoDate('2026-11-24') }),
      /has the property LIS already: it was made for the business date 2026-11-23/,
    ],
  ])('refuses %s in one sentence, and writes nothing', async (_, houses, message) => {
    const before = await digest(client)
    await expect(seedHouses(client, houses())).rejects.toThrow(message)
    expect(await digest(client)).toEqual(before)
  })

  it('writes the same bytes into another database, where the login may leave triggers out and where it may not', async () => {
    const others = await Promise.all([freshCentral(), freshCentral()])
    const owner = `seed_owner_${Date.now()}`
    try {
      const digests = []
      for (const [i, other] of others.entries()) {
        const login = new pg.Client({ connectionString: other.url })
        await login.connect()
        if (i === 1) {
          const written = [...SEEDED, 'compliance'].join()
          await login.query(`CREATE ROLE ${owner}; GRANT ALL ON ALL TABLES IN SCHEMA ${written} TO ${owner};
            GRANT USAGE ON SCHEMA ${written} TO ${owner}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA compliance TO ${owner};
            GRANT USAGE ON SCHEMA sync TO ${owner}; GRANT EXECUTE ON FUNCTION sync.carry_cooled_nights TO ${owner}; ALTER ROLE ${owner} BYPASSRLS; SET ROLE ${owner}`)
        }
        expect(await seedHouses(login, oneHouse(9))).toMatchObject({ made: ['H001'] })
        await login.query('RESET ROLE')
        digests.push(await digest(login))
        if (i === 1) await login.query(`DROP OWNED BY ${owner}; DROP ROLE ${owner}`)
        await login.end()
      }
      expect(digests[1]).toEqual(digests[0])
    } finally {
      await Promise.all(others.map((other) => other.drop()))
    }
  })

  it('holds hot what the nightly job would leave hot: right after the load nothing is left for it to cool', async () => {
    const hot = `SELECT format('SELECT %L AS name, count(*) FILTER (WHERE hot)::int AS hot, count(*)::int AS rows FROM %I.%I',
        table_schema || '.' || table_name, table_schema, table_name) AS sql
      FROM information_schema.columns WHERE column_name = 'hot' AND table_schema IN ('${SEEDED.join("','")}') ORDER BY 1`
    const old = await freshCentral()
    try {
      const owner = new pg.Client({ connectionString: old.url })
      await owner.connect()
      await seedHouses(
        owner,
        inventedHouses({ properties: 1, units: 5, days: 440, seed: 3, businessDate: asIsoDate('2026-11-23'), now }),
      )
      const { rows: counts } = await owner.query<{ sql: string }>(hot)
      const read = async () => (await owner.query(counts.map(({ sql }) => sql).join(' UNION ALL '))).rows
      const before: { name: string; hot: number; rows: number }[] = await read()
      expect(before.filter(({ name, hot, rows }) => name.startsWith('billing.folio') && hot === rows)).toEqual([])
      const stock =
        'SELECT sku, cooled_qty::text, on_hand::text FROM fb.v_stock_on_hand JOIN fb.inventory_items USING (sku) ORDER BY sku'
      const onHand = (await owner.query(stock)).rows
      expect(onHand.some(({ cooled_qty }: { cooled_qty: string }) => cooled_qty !== '0')).toBe(true)
      await owner.query('SELECT sync.cool_settled_rows()')
      expect(await read()).toEqual(before)
      expect((await owner.query(stock)).rows).toEqual(onHand)
      await owner.end()
    } finally {
      await old.drop()
    }
  })

  it('leaves nothing of a house whose seeding was stopped, and makes it the next time', async () => {
    const stop = new AbortController()
    const before = await digest(client)
    const stopped = seedHouses(client, oneHouse(1), { signal: stop.signal, onProgress: () => stop.abort() })
    await expect(stopped).rejects.toThrow('stopped')
    expect(await digest(client)).toEqual(before)
    expect(await seedHouses(client, oneHouse(1))).toMatchObject({ made: ['H001'] })
    await expect(seedHouses(client, oneHouse(2))).rejects.toThrow(/H001 already: it was made with another seed/)
  })
})
