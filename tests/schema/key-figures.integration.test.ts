import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bothDatabases, type Subject } from '../support/both-databases.ts'

const P = '01900000-0000-7000-8000-0000000000a1'
const TYPE = '01900000-0000-7000-8000-000000000001'
const GUEST = '01900000-0000-7000-8000-000000000003'

/** A property with so many units of one type. */
const hotel = (units: number, options: { oooCounts?: boolean } = {}) => `
  INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency, ooo_counts_as_available)
  VALUES ('${P}', 'MIRA', 'Miramar', 'city_hotel', 'Europe/Lisbon', 'EUR', ${options.oooCounts ?? true});
  INSERT INTO property_mgmt.unit_types (id, property_id, code, name, base_occupancy, max_occupancy, upgrade_rank)
  VALUES ('${TYPE}', '${P}', 'DBL', 'Double', 2, 3, 1);
  INSERT INTO property_mgmt.inventory_units (property_id, unit_type_id, number)
  SELECT '${P}', '${TYPE}', n::text FROM generate_series(1, ${units}) AS n;
  INSERT INTO guest.profiles (id, property_id, last_name) VALUES ('${GUEST}', '${P}', 'Reis')`

/** So many reservations over the same nights, each at one rate. */
const stays = (count: number, arrival: string, departure: string, rate: string) => `
  WITH made AS (
    INSERT INTO reservation.reservations (property_id, confirmation_no, profile_id, status, arrival, departure, unit_type_id, rate_strategy_id, currency)
    SELECT '${P}', gen_random_uuid()::text, '${GUEST}', 'checked_out', '${arrival}', '${departure}', '${TYPE}', '${TYPE}', 'EUR'
    FROM generate_series(1, ${count}) RETURNING id, arrival, departure)
  INSERT INTO reservation.reservation_line_items (property_id, reservation_id, night, unit_type_id, rate, currency)
  SELECT '${P}', m.id, day::date, '${TYPE}', ${rate}, 'EUR'
  FROM made m, generate_series(m.arrival, m.departure - 1, interval '1 day') AS day`

describe.each(bothDatabases)('occupancy, ADR and RevPAR on %s', (_engine, open) => {
  let subject: Subject
  const months = () =>
    subject.db.query(
      'SELECT month, sold, available, revenue::text, occupancy_pct, adr, revpar FROM reservation.v_kpi_per_month ORDER BY month',
    )
  const days = (columns: string) => subject.db.query(`SELECT ${columns} FROM reservation.v_kpi_per_day ORDER BY night`)
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  // Each hotel is taken back: the next test starts from an empty country.
  beforeEach(() => subject.script('BEGIN'))
  afterEach(() => subject.script('ROLLBACK'))

  it('of 350 units in October with 9,000 sold for 2,254,500 are 82.95 %, 250.50 and 207.79', async () => {
    await subject.script(`${hotel(350)}; ${stays(300, '2026-10-01', '2026-10-31', '250.50')}`)
    expect(await months()).toEqual([
      {
        month: '2026-10-01',
        sold: 9000,
        available: 10_850,
        revenue: '2254500.00',
        occupancy_pct: '82.95',
        adr: '250.50',
        revpar: '207.79',
      },
    ])
  })

  it('of 450 units in September with 7,560 sold for 1,026,270 are 56.00 %, 135.75 and 76.02', async () => {
    await subject.script(`${hotel(450)}; ${stays(252, '2026-09-01', '2026-10-01', '135.75')}`)
    expect(await months()).toMatchObject([
      {
        month: '2026-09-01',
        sold: 7560,
        revenue: '1026270.00',
        occupancy_pct: '56.00',
        adr: '135.75',
        revpar: '76.02',
      },
    ])
  })

  it.each([
    [true, '30.00'],
    [false, '31.58'],
  ])('of 100 units, 5 out of order and 30 sold: where they count (%s) %s %%', async (oooCounts, occupancy) => {
    await subject.script(`${hotel(100, { oooCounts })}; ${stays(30, '2026-11-23', '2026-11-24', '100')};
      INSERT INTO property_mgmt.unit_blocks (property_id, unit_id, kind, status, dates, reason)
      SELECT '${P}', id, 'out_of_order', 'ended', '[2026-11-20,2026-11-24)', 'water' FROM property_mgmt.inventory_units
      WHERE number::int <= 5;
      -- What is only out of service stays in the inventory, and what was never begun takes nothing out of it.
      INSERT INTO property_mgmt.unit_blocks (property_id, unit_id, kind, status, dates, reason)
      SELECT '${P}', id, 'out_of_service', 'active', '[2026-11-20,)', 'no TV' FROM property_mgmt.inventory_units WHERE number = '9';
      INSERT INTO property_mgmt.unit_blocks (property_id, unit_id, kind, status, dates, reason)
      SELECT '${P}', id, 'out_of_order', 'cancelled', '[2026-11-20,)', 'paint' FROM property_mgmt.inventory_units WHERE number = '10'`)
    expect(await days('occupancy_pct')).toEqual([{ occupancy_pct: occupancy }])
    // A month of 30 days: 5 units were out of it for 4 nights.
    expect(await months()).toMatchObject([{ available: oooCounts ? 3000 : 2980 }])
  })

  it('count a unit that was given back as it was on the night, and one that nobody dated from the business date on', async () => {
    await subject.script(`${hotel(10, { oooCounts: false })}; ${stays(1, '2026-11-22', '2026-11-24', '100')};
      INSERT INTO property_mgmt.business_days (property_id, business_date) VALUES ('${P}', '2026-11-23');
      UPDATE property_mgmt.inventory_units SET block_status = 'out_of_order', return_status = 'dirty' WHERE number IN ('1', '2')`)
    expect(await days('night, available')).toEqual([
      { night: '2026-11-22', available: 10 },
      { night: '2026-11-23', available: 8 },
    ])
  })

  it('give a stay from 31 May to 6 June one night of May and five of June', async () => {
    await subject.script(`${hotel(10)}; ${stays(1, '2026-05-31', '2026-06-06', '100')}`)
    expect(await months()).toMatchObject([
      { month: '2026-05-01', sold: 1, available: 310, revenue: '100' },
      { month: '2026-06-01', sold: 5, available: 300, revenue: '500' },
    ])
  })

  it('leave complimentary rooms out of what was sold, and show a day on which nothing was', async () => {
    await subject.script(`${hotel(10)}; ${stays(1, '2026-11-23', '2026-11-24', '0')}; ${stays(1, '2026-11-23', '2026-11-24', '80')};
      INSERT INTO property_mgmt.business_days (property_id, business_date) VALUES ('${P}', '2026-11-24')`)
    expect(await days('night, sold, adr, revpar')).toEqual([
      { night: '2026-11-23', sold: 1, adr: '80.00', revpar: '8.00' },
      { night: '2026-11-24', sold: 0, adr: null, revpar: '0.00' },
    ])
  })
})
