import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { bookingRow, BUSINESS_DATE, csvOf, quirkyFile, stayFrom } from '../../tests/data/bookings-csv.ts'
import { checksumOf } from '../../tests/data/checksum.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { importBookings, type ImportOptions, type ImportSummary } from './import.ts'
import { ImportStopped } from './problem.ts'

const businessDate = asIsoDate(BUSINESS_DATE)
let folder: string
let database: CentralDatabase
let files = 0
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stayos-import-'))))
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => void (database = await freshCentral()))
afterEach(() => database.drop())

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, `bookings-${(files += 1)}.csv`)
  await writeFile(path, content)
  return path
}

const run = (file: string, more: Partial<ImportOptions> = {}): Promise<ImportSummary> =>
  importBookings({ file, databaseUrl: database.url, businessDate, ...more })

const count = async (from: string): Promise<number> =>
  Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`))[0]?.n)

describe('a file with every quirk', () => {
  const { csv, bookings, badLines, countByFlag } = quirkyFile()

  it('is imported whole: every booking, its quirks flagged, and what is none listed by its line', async () => {
    const summary = await run(await fileOf(gzipSync(csv)))
    expect(summary).toMatchObject({ rows: bookings, added: bookings, businessDate })
    expect(summary.problems.map(({ line }) => line)).toEqual(badLines)
    expect(Object.fromEntries(summary.countByFlag)).toEqual(countByFlag)
    expect(await count('reservation.reservations')).toBe(bookings)
    expect(await count('guest.profiles')).toBe(bookings)
    const flags = await database.query<{ flag: string; n: number }>(
      'SELECT flag, count(*)::int AS n FROM reservation.reservations, unnest(flags) AS flag GROUP BY flag',
    )
    expect(Object.fromEntries(flags.map(({ flag, n }) => [flag, n]))).toEqual(countByFlag)
    expect(await count('reservation.reservation_line_items')).toBe(
      await count('reservation.reservations r, generate_series(1, r.nights)'),
    )
  })

  it('stands on the business date: in house, due in, due out, housekeeping', async () => {
    await run(await fileOf(csv))
    expect(
      await database.query(
        'SELECT status, count(*)::int AS n FROM reservation.reservations GROUP BY status ORDER BY status',
      ),
    ).toEqual([
      { status: 'inquiry', n: 2 },
      { status: 'confirmed', n: 9 },
      { status: 'checked_in', n: 4 },
      { status: 'checked_out', n: 17 },
      { status: 'cancelled', n: 4 },
      { status: 'no_show', n: 2 },
    ])
    expect(await count('reservation.v_arrivals')).toBe(5)
    expect(await count('reservation.v_in_house')).toBe(4)
    expect(await count('reservation.v_departures')).toBe(2)
    expect(
      await count(
        "property_mgmt.inventory_units WHERE occupancy_status = 'occupied' AND housekeeping_status = 'dirty'",
      ),
    ).toBe(4)
    expect(
      await count(`guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id AND u.occupancy_status = 'occupied'
        AND u.property_id = s.property_id WHERE s.status = 'in_house'`),
    ).toBe(4)
    expect(await database.query('SELECT business_date::text FROM property_mgmt.v_business_dates')).toEqual([
      { business_date: BUSINESS_DATE },
      { business_date: BUSINESS_DATE },
    ])
    expect(await count("operations.housekeeping_tasks WHERE type = 'stayover'")).toBe(2)
    expect(
      await count("operations.housekeeping_tasks WHERE type = 'departure' AND status = 'pending'"),
    ).toBeGreaterThanOrEqual(2)
  })

  it('sends terminals nothing that was not booked yet', async () => {
    await run(await fileOf(csv))
    expect(await count("reservation.reservations WHERE status = 'inquiry' AND hot")).toBe(0)
    expect(
      await count('reservation.reservations r JOIN guest.profiles g ON g.id = r.profile_id AND g.hot <> r.hot'),
    ).toBe(0)
    expect(await database.query('SELECT sync.cool_settled_rows() AS cooled')).toEqual([{ cooled: '0' }])
  })

  it('is all history without a business date', async () => {
    const summary = await run(await fileOf(csv), { businessDate: undefined })
    expect(summary.businessDate).toBe('2016-09-14')
    expect(await count("reservation.reservations WHERE status NOT IN ('checked_out', 'cancelled', 'no_show')")).toBe(0)
    expect(await count("property_mgmt.inventory_units WHERE occupancy_status = 'occupied'")).toBe(0)
    expect(await count("guest.stays WHERE status <> 'departed'")).toBe(0)
  })

  it('changes nothing the second time, packed or not, and leaves alone what people have changed meanwhile', async () => {
    const first = await run(await fileOf(csv))
    await database.query(
      "UPDATE guest.profiles SET last_name = 'Renamed' WHERE id IN (SELECT profile_id FROM reservation.v_arrivals)",
    )
    await database.query(
      "UPDATE property_mgmt.business_days SET status = 'closed', closed_at = now() WHERE status = 'open'",
    )
    const before = await checksumOf(database)
    const second = await run(await fileOf(gzipSync(csv)))
    expect(await checksumOf(database)).toEqual(before)
    expect(second).toMatchObject({ rows: first.rows, added: 0 })
    expect(second.countByFlag).toEqual(first.countByFlag)
  })

  it('gives the same rows in every database', async () => {
    const file = await fileOf(csv)
    await run(file)
    const other = await freshCentral()
    try {
      await run(file, { databaseUrl: other.url, batchRows: 3 })
      const rows = 'SELECT id, flags, status FROM reservation.reservations ORDER BY id'
      expect(await other.query(rows)).toEqual(await database.query(rows))
      const units = 'SELECT id, reservation_id, unit_id, stay::text FROM reservation.unit_assignments ORDER BY id'
      expect(await other.query(units)).toEqual(await database.query(units))
    } finally {
      await other.drop()
    }
  })
})

describe('a run that is stopped', () => {
  const csv = csvOf(Array.from({ length: 30 }, (_, i) => bookingRow({ adr: String(60 + i) })))

  it('leaves whole bookings and no open day; the next run goes on', async () => {
    const file = await fileOf(csv)
    const stop = new AbortController()
    const stopped = run(file, {
      batchRows: 10,
      signal: stop.signal,
      onProgress: ({ phase, rows }) => void (phase === 'writing' && rows === 10 && stop.abort()),
    })
    await expect(stopped).rejects.toBeInstanceOf(ImportStopped)
    const there = await count('reservation.reservations')
    expect(there).toBeGreaterThanOrEqual(10)
    expect(there).toBeLessThan(30)
    expect(await count('reservation.reservation_line_items')).toBe(2 * there)
    expect(await count('guest.stays')).toBe(there)
    expect(await count('property_mgmt.v_business_dates')).toBe(0)
    expect(await run(file)).toMatchObject({ rows: 30, added: 30 - there })
    expect(await count('property_mgmt.v_business_dates')).toBe(1)
    expect(await count('guest.stays')).toBe(30)
  })

  it('writes nothing when it is stopped while reading', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(run(await fileOf(csv), { signal: stop.signal })).rejects.toBeInstanceOf(ImportStopped)
    expect(await count('property_mgmt.properties')).toBe(0)
  })

  it('two runs at once end with every booking once', async () => {
    const file = await fileOf(csv)
    const both = await Promise.all([run(file, { batchRows: 7 }), run(file, { batchRows: 7 })])
    expect(both.map(({ rows }) => rows)).toEqual([30, 30])
    expect(both.reduce((sum, { added }) => sum + added, 0)).toBe(30)
    expect(await count('reservation.reservations')).toBe(30)
  })
})

describe('is refused, and nothing is written', () => {
  const csv = csvOf([bookingRow(), stayFrom('2016-08-20', 2)])
  const expectNothing = async () => {
    expect(await count('property_mgmt.properties')).toBe(0)
    expect(await count('reservation.reservations')).toBe(0)
  }

  it('a file that is cut off', async () => {
    const packed = gzipSync(csvOf(Array.from({ length: 500 }, (_, i) => bookingRow({ adr: String(i) }))))
    await expect(run(await fileOf(packed.subarray(0, -20)))).rejects.toThrow(/is cut off/)
    await expectNothing()
  })

  it('a file without a booking', async () => {
    await expect(run(await fileOf(csvOf([])))).rejects.toThrow(/has a header and no bookings/)
    await expect(run(await fileOf(csvOf([bookingRow({ hotel: 'X' })])))).rejects.toThrow(
      /none of them is a booking \(line 2: hotel "X"/,
    )
    await expectNothing()
  })

  it('a business date outside the bookings', async () => {
    await expect(run(await fileOf(csv), { businessDate: asIsoDate('2026-01-01') })).rejects.toThrow(
      /run from 2016-08-12 to 2016-08-22; the business date 2026-01-01 is outside/,
    )
    await expectNothing()
  })

  it('another file, or another business date, into hotels that were imported', async () => {
    await run(await fileOf(csv))
    const before = await checksumOf(database)
    await expect(run(await fileOf(csv), { businessDate: asIsoDate('2016-08-14') })).rejects.toThrow(
      /has Resort Hotel \(RESORT\) already: it was made from another file or for another business date/,
    )
    await expect(run(await fileOf(csvOf([bookingRow()])))).rejects.toThrow(/from another file/)
    expect(await checksumOf(database)).toEqual(before)
  })

  it('a database that has a hotel of that code', async () => {
    await database.query(
      "INSERT INTO property_mgmt.properties (code, name, type, timezone, currency) VALUES ('RESORT', 'Ours', 'resort', 'UTC', 'EUR')",
    )
    await expect(run(await fileOf(csv))).rejects.toThrow(/it was made by other means/)
  })

  it('a database without tables, or that does not answer', async () => {
    const empty = await freshCentral({ empty: true })
    try {
      await expect(run(await fileOf(csv), { databaseUrl: empty.url })).rejects.toThrow(/has no tables of StayOS/)
    } finally {
      await empty.drop()
    }
    const nobody = 'postgresql://owner:secret@127.0.0.1:1/none'
    const failure = await run(await fileOf(csv), { databaseUrl: nobody }).catch((error: unknown) => String(error))
    expect(failure).toMatch(/127\.0\.0\.1:1\/none does not answer/)
    expect(failure).not.toContain('secret')
  })
})
