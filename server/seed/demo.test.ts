import { describe, expect, it } from 'vitest'
import { planCalendar } from './demo-calendar.ts'
import { DEMO_HOTELS } from './demo-hotels.ts'
import { demoToday, makeDemo } from './demo.ts'
import { makeRandom } from './random.ts'
import { readReferenceRows } from './reference.ts'

const now = new Date('2026-11-23T11:00:00Z')

describe('the demo group', () => {
  it('is the same for the same seed and instant, and another for another', () => {
    const text = (seed: number) => JSON.stringify([...makeDemo({ seed, now })])
    expect(text(3)).toBe(text(3))
    expect(text(3)).not.toBe(text(4))
  })

  it('gives every row of a table the same columns', () => {
    for (const [table, rows] of makeDemo({ now })) {
      const shapes = new Set(rows.map((row) => Object.keys(row).join(',')))
      expect([table, shapes.size]).toEqual([table, 1])
    }
  })

  it('never uses an id twice', () => {
    for (const [table, rows] of makeDemo({ now }))
      expect([table, new Set(rows.map((row) => row.id)).size]).toEqual([table, rows.length])
  })

  it.each(DEMO_HOTELS.map((hotel) => [hotel.name, hotel] as const))(
    '%s sells about three units of four tonight',
    (_, hotel) => {
      const { stays } = planCalendar(makeRandom(7).fork(hotel.code).fork('calendar'), hotel)
      const sold = stays.filter((stay) => stay.from <= 0 && stay.to > 0 && stay.state !== 'no_show').length
      expect(sold / hotel.units.length).toBeGreaterThan(0.68)
      expect(sold / hotel.units.length).toBeLessThan(0.82)
    },
  )

  it.each([1, 2, 7, 99, 12345])('puts nobody into a unit that is taken (seed %i)', (seed) => {
    for (const hotel of DEMO_HOTELS) {
      const { stays, outOfOrder } = planCalendar(makeRandom(seed), hotel)
      hotel.units.forEach((_, unit) => {
        const ofUnit = stays.filter((stay) => stay.unit === unit)
        for (let i = 1; i < ofUnit.length; i++) expect(ofUnit[i]?.from).toBeGreaterThanOrEqual(ofUnit[i - 1]?.to ?? 0)
        expect(ofUnit.filter((stay) => stay.state === 'in_house').length).toBeLessThanOrEqual(1)
        if (outOfOrder.includes(unit)) expect(ofUnit).toHaveLength(0)
      })
    }
  })

  it('says of nothing that it happened later than now', () => {
    const early = new Date('2026-11-23T06:10:00Z')
    for (const [, rows] of makeDemo({ now: early })) {
      for (const row of rows) {
        for (const column of ['check_in_at', 'check_out_at', 'cancelled_at', 'created_at', 'completed_at']) {
          const text = row[column]
          // Lisbon keeps UTC in winter.
          if (typeof text === 'string') expect(text <= '2026-11-23T06:10:00 Europe/Lisbon').toBe(true)
        }
      }
    }
  })

  it('begins on the day that a wall clock in Lisbon shows', () => {
    expect(demoToday(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
  })
})

describe('reference tables', () => {
  it('hold every country with a currency that is there', async () => {
    const rows = await readReferenceRows()
    const currencies = new Set(rows.get('shared.currencies')?.map((row) => row.code))
    const countries = rows.get('shared.countries') ?? []
    expect(countries).toHaveLength(249)
    expect(countries.filter((row) => !currencies.has(row.default_currency))).toEqual([])
    expect(rows.get('shared.currencies')).toContainEqual(expect.objectContaining({ code: 'JPY', minor_units: '0' }))
  })
})
