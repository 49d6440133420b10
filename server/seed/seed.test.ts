import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeRow } from '../postgres/copy.ts'
import { tablesOf } from './contexts.ts'
import { demoHouses, demoToday } from './demo.ts'
import { type House, planHouse } from './house.ts'
import { readReferenceTables } from './reference.ts'
import { always, businessDate, groupedBy, inventedHouse, now, rowsOf } from './testing/houses.ts'

const demo = (options: { seed?: number; now?: Date } = {}) => demoHouses({ now, ...options }).map(planHouse)

function digestOf(house: House): string {
  const hash = createHash('sha256')
  for (const { table, rows } of tablesOf(house)) {
    hash.update(table)
    for (const row of rows) hash.update(encodeRow(row))
  }
  return hash.digest('hex')
}

describe('any seeded house', () => {
  it('is the same for the same seed and date, byte for byte, and another for another seed', () => {
    expect(digestOf(inventedHouse(5))).toBe(digestOf(inventedHouse(5)))
    expect(digestOf(inventedHouse(5))).not.toBe(digestOf(inventedHouse(6)))
    expect(demo().map(digestOf)).toEqual(demo().map(digestOf))
    expect(digestOf(demo({ seed: 3 })[0] as House)).not.toBe(digestOf(demo({ seed: 4 })[0] as House))
  })

  it('gives every row of a table the same columns, and no id twice', () =>
    always((house) => {
      for (const { table, rows } of tablesOf(house)) {
        const list = [...rows]
        const shapes = new Set(list.map((row) => Object.keys(row).join(',')))
        expect([table, shapes.size]).toEqual([table, list.length === 0 ? 0 : 1])
        expect([table, new Set(list.map((row) => row['id'])).size]).toEqual([table, list.length])
      }
    }))

  it('puts nobody into a unit that is taken, and nobody into one that maintenance holds', () =>
    always(({ hotel, calendar }) => {
      hotel.units.forEach((_, unit) => {
        const ofUnit = calendar.stays.filter((stay) => stay.unit === unit)
        for (let i = 1; i < ofUnit.length; i++) expect(ofUnit[i]?.from).toBeGreaterThanOrEqual(ofUnit[i - 1]?.to ?? 0)
        expect(ofUnit.filter((stay) => stay.state === 'in_house').length).toBeLessThanOrEqual(1)
        if (calendar.outOfOrder.includes(unit)) expect(ofUnit).toHaveLength(0)
      })
    }))

  it('has one line for each night of a reservation, and they add up to its total', () =>
    always((house) => {
      const byReservation = groupedBy(rowsOf(house, 'reservation.reservation_line_items'), 'reservation_id')
      for (const row of rowsOf(house, 'reservation.reservations')) {
        const own = byReservation.get(row['id']) ?? []
        const nights = (Date.parse(String(row['departure'])) - Date.parse(String(row['arrival']))) / 86_400_000
        expect(own).toHaveLength(nights)
        const cents = own.reduce((sum, line) => sum + Math.round(Number(line['rate']) * 100), 0)
        expect(cents).toBe(Math.round(Number(row['total']) * 100))
      }
    }))

  it('stands on its business date: one open day, occupied units dirty or in work, nobody left inside after departure', () =>
    always((house) => {
      const days = rowsOf(house, 'property_mgmt.business_days')
      expect(days.filter((day) => day['status'] === 'open').map((day) => day['business_date'])).toEqual([businessDate])
      for (const { stay, status, bookedAt } of house.bookings) {
        expect(bookedAt <= house.clock.asOf).toBe(true)
        if (status === 'checked_in') expect(stay.from <= 0 && stay.to >= 0).toBe(true)
        if (status === 'checked_out') expect(stay.to <= 0).toBe(true)
        if (status === 'confirmed' || status === 'tentative') expect(stay.from >= 0).toBe(true)
      }
      const inHouse = house.bookings.filter(({ status }) => status === 'checked_in').map(({ stay }) => stay.unit)
      const occupied = house.unitsToday.flatMap((unit, i) => (unit.occupied ? [i] : []))
      expect(occupied).toEqual(inHouse.toSorted((a, b) => a - b))
    }))

  it('says of nothing that it happened later than the moment at which it stands', () =>
    always((house) => {
      const past = [
        'check_in_at',
        'check_out_at',
        'cancelled_at',
        'created_at',
        'completed_at',
        'actual_end',
        'submitted_at',
        'posted_at',
        'received_at',
        'placed_at',
        'settled_at',
        'fired_at',
        'done_at',
        'issued_at',
        'occurred_at',
        'opened_at',
        'closed_at',
        'approved_at',
        'acknowledged_at',
      ]
      const later: unknown[] = []
      for (const { table, rows } of tablesOf(house)) {
        for (const row of rows) {
          for (const column of past) {
            const value = row[column]
            if (typeof value === 'string' && value > house.clock.asOf) later.push([table, column, value])
          }
        }
      }
      expect(later).toEqual([])
    }))

  it('checks nobody out before the check-in', () =>
    always(({ bookings }) => {
      for (const { checkedInAt, checkedOutAt } of bookings) {
        if (checkedOutAt !== null) expect(checkedOutAt > String(checkedInAt)).toBe(true)
      }
    }))
})

describe('a year of a house', () => {
  const house = inventedHouse(11, 80, 365)
  const soldOn = (day: number) =>
    house.bookings.filter(
      ({ stay, status }) => stay.from <= day && stay.to > day && status !== 'cancelled' && status !== 'no_show',
    ).length

  it('is sold neither empty nor beyond its units, fuller in its months than out of them', () => {
    const past = Array.from({ length: 364 }, (_, i) => soldOn(-1 - i) / 80)
    expect(Math.max(...past)).toBeLessThanOrEqual(1)
    expect(Math.min(...past)).toBeGreaterThan(0.15)
    const mean = past.reduce((sum, share) => sum + share, 0) / past.length
    expect(mean).toBeGreaterThan(0.5)
    expect(mean).toBeLessThan(0.9)
    const ofMonth = (month: string) => {
      const shares = past.filter((_, i) => house.clock.date(-1 - i).slice(5, 7) === month)
      return shares.reduce((sum, share) => sum + share, 0) / shares.length
    }
    expect(ofMonth('08')).toBeGreaterThan(ofMonth('01') + 0.1)
  })

  it('has a book that thins out ahead', () => {
    const around = (day: number) => [-3, -2, -1, 0, 1, 2, 3].reduce((sum, d) => sum + soldOn(day + d), 0)
    expect(around(5)).toBeGreaterThan(around(30))
    expect(around(30)).toBeGreaterThan(around(120))
    expect(around(120)).toBeGreaterThan(0)
  })

  it('has guests who come back, bookings that are cancelled, and some who never came', () => {
    const share = (status: string) =>
      house.bookings.filter((booking) => booking.status === status).length / house.bookings.length
    expect(house.guests.length).toBeLessThan(house.bookings.length * 0.8)
    expect(share('cancelled')).toBeGreaterThan(0.1)
    expect(share('no_show')).toBeGreaterThan(0.003)
  })

  it('answers four requests of five within five minutes', () => {
    const answered = rowsOf(house, 'operations.service_requests').filter((row) => row['acknowledged_at'] !== null)
    const inTime = answered.filter(
      (row) => Date.parse(String(row['acknowledged_at'])) - Date.parse(String(row['requested_at'])) <= 300_000,
    )
    expect(inTime.length / answered.length).toBeGreaterThan(0.75)
    expect(inTime.length / answered.length).toBeLessThan(0.87)
  })
})

describe('the demo group', () => {
  it('sells about three units of four tonight', () => {
    for (const { hotel, calendar } of demo()) {
      const sold = calendar.stays.filter((stay) => stay.from <= 0 && stay.to > 0 && stay.state !== 'no_show').length
      expect(sold / hotel.units.length).toBeGreaterThan(0.6)
      expect(sold / hotel.units.length).toBeLessThan(0.9)
    }
  })

  it('stands at this moment where it is early, else at eleven', () => {
    const early = new Date('2026-11-23T06:10:00Z')
    expect(demo({ now: early }).map((house) => house.clock.asOf)).toEqual([early.toISOString(), early.toISOString()])
    expect(demo()[0]?.clock.asOf).toBe('2026-11-23T11:00:00.000Z')
  })

  it('begins on the day that a wall clock in Lisbon shows', () => {
    expect(demoToday(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
  })
})

describe('reference tables', () => {
  it('hold every country with a currency that is there', async () => {
    const tables = new Map((await readReferenceTables()).map(({ table, rows }) => [table, [...rows]]))
    const currencies = new Set(tables.get('shared.currencies')?.map((row) => row['code']))
    const countries = tables.get('shared.countries') ?? []
    expect(countries).toHaveLength(249)
    expect(countries.filter((row) => !currencies.has(row['default_currency'] ?? ''))).toEqual([])
    expect(tables.get('shared.currencies')).toContainEqual(expect.objectContaining({ code: 'JPY', minor_units: '0' }))
  })
})
