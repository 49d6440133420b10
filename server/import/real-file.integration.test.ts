import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { checksumOf } from '../../tests/data/checksum.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { importBookings, type ImportSummary } from './import.ts'

const FILE = resolve('../shared/data/hotel_bookings.csv.gz')
const present = existsSync(FILE)
if (!present) console.warn(`SKIPPED: ${FILE} is not there, so the import of the 119,390 real bookings is not tested.`)

/** The rows that took place, straight from the text of the file: [hotel, arrival, nights, adr]. */
function stayedRows(): [hotel: string, arrival: number, nights: number, adr: number][] {
  const [header = '', ...lines] = gunzipSync(readFileSync(FILE)).toString('utf8').trim().split('\n')
  const at = Object.fromEntries(header.split(',').map((name, i) => [name, i]))
  const cell = (cells: string[], name: string) => cells[at[name] ?? -1] ?? ''
  return lines
    .map((line) => line.split(','))
    .filter((cells) => cell(cells, 'reservation_status') === 'Check-Out')
    .map((cells) => [
      cell(cells, 'hotel'),
      Date.parse(
        `${cell(cells, 'arrival_date_day_of_month')} ${cell(cells, 'arrival_date_month')} ${cell(cells, 'arrival_date_year')} UTC`,
      ),
      Number(cell(cells, 'stays_in_weekend_nights')) + Number(cell(cells, 'stays_in_week_nights')),
      Number(cell(cells, 'adr')),
    ])
}

/** Nights sold and room revenue of July 2016. */
function julyOf(hotel: string): { sold: number; revenue: number } {
  let sold = 0
  let cents = 0
  for (const [name, arrival, nights, adr] of stayedRows()) {
    for (let i = 0; name === hotel && i < nights; i += 1) {
      const night = arrival + i * 86_400_000
      if (night < Date.UTC(2016, 6, 1) || night >= Date.UTC(2016, 7, 1)) continue
      if (adr > 0) sold += 1
      cents += Math.round(adr * 100)
    }
  }
  return { sold, revenue: cents / 100 }
}

describe.skipIf(!present)('the 119,390 real bookings', () => {
  let database: CentralDatabase
  let summary: ImportSummary
  const run = () => importBookings({ file: FILE, databaseUrl: database.url, businessDate: asIsoDate('2016-08-13') })
  const count = async (from: string) =>
    Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`))[0]?.n)

  beforeAll(async () => {
    database = await freshCentral()
    summary = await run()
  }, 600_000)
  afterAll(() => database.drop())

  it('are all imported, with 210 units in the resort and 252 in the city', async () => {
    expect(summary).toMatchObject({ rows: 119_390, added: 119_390, problems: [] })
    expect(await count('reservation.reservations')).toBe(119_390)
    expect(await count('guest.profiles')).toBe(119_390)
    expect(await count('reservation.reservation_line_items')).toBe(409_257)
    expect(
      await database.query(
        `SELECT p.name, count(*)::int AS units FROM property_mgmt.inventory_units u
         JOIN property_mgmt.properties p ON p.id = u.property_id GROUP BY p.name ORDER BY p.name`,
      ),
    ).toEqual([
      { name: 'City Hotel', units: 252 },
      { name: 'Resort Hotel', units: 210 },
    ])
  })

  it('keep their quirks, flagged', async () => {
    const flags = await database.query<{ flag: string; n: number }>(
      'SELECT flag, count(*)::int AS n FROM reservation.reservations, unnest(flags) AS flag GROUP BY flag',
    )
    const countByFlag = Object.fromEntries(flags.map(({ flag, n }) => [flag, n]))
    expect(countByFlag).toMatchObject({
      negative_rate: 1,
      extreme_rate: 1,
      zero_nights: 715,
      no_guests: 180,
      no_country: 488,
      changed_unit_type: 14_917,
      duplicate_row: 31_994,
      children_unknown: 4,
      undefined_meal: 1169,
    })
    expect(await count("guest.profiles WHERE nationality = 'CN'")).toBe(1279 + 999)
    expect(await count("reservation.reservations WHERE 'extreme_rate' = ANY (flags) AND total = 5400 * nights")).toBe(1)
  })

  it('stand on the business date: due in, in house and due out, each with a unit of its own', async () => {
    const perHotel = (view: string) =>
      database.query(
        `SELECT p.code, count(*)::int AS n, count(DISTINCT v.unit_id)::int AS units
         FROM reservation.${view} v JOIN property_mgmt.properties p ON p.id = v.property_id GROUP BY p.code ORDER BY p.code`,
      )
    expect(await perHotel('v_in_house')).toEqual([
      { code: 'CITY', n: 225, units: 225 },
      { code: 'RESORT', n: 182, units: 182 },
    ])
    expect(await perHotel('v_departures')).toEqual([
      { code: 'CITY', n: 72, units: 72 },
      { code: 'RESORT', n: 40, units: 40 },
    ])
    expect(await perHotel('v_arrivals')).toEqual([
      { code: 'CITY', n: 73, units: 73 },
      { code: 'RESORT', n: 41, units: 41 },
    ])
  })

  it.each(['Resort Hotel', 'City Hotel'])('give the July 2016 of the file itself: %s', async (hotel) => {
    const [kpi] = await database.query<{ sold: string; revenue: string; available: string }>(
      `SELECT sum(sold) AS sold, sum(revenue) AS revenue, sum(available) AS available FROM reservation.v_kpi_per_day k
       JOIN property_mgmt.properties p ON p.id = k.property_id AND p.name = $1
       WHERE night BETWEEN '2016-07-01' AND '2016-07-31'`,
      [hotel],
    )
    const july = julyOf(hotel)
    expect(july.sold).toBeGreaterThan(4000)
    expect(Number(kpi?.sold)).toBe(july.sold)
    expect(Number(kpi?.revenue)).toBeCloseTo(july.revenue, 2)
    expect(Number(kpi?.available)).toBe((hotel === 'Resort Hotel' ? 210 : 252) * 31)
  })

  it('change nothing the second time', async () => {
    const before = await checksumOf(database)
    expect(await run()).toMatchObject({ rows: 119_390, added: 0 })
    expect(await checksumOf(database)).toEqual(before)
  }, 600_000)
})
