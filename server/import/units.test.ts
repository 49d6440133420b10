import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, asIsoDate } from '../../shared/kernel/dates.ts'
import { stayFrom } from '../../tests/data/bookings-csv.ts'
import { parseBookingRow } from './booking.ts'
import { Surveyor } from './survey.ts'
import { planRooming } from './units.ts'

const FIRST = asIsoDate('2016-01-01')

/** Stays of two types in one hotel, as a survey of their rows sees them. */
function surveyOf(stays: readonly { start: number; nights: number; type: string }[]) {
  const surveyor = new Surveyor(undefined)
  for (const [i, { start, nights, type }] of stays.entries()) {
    const row = stayFrom(addDays(FIRST, start), nights, { assigned_room_type: type, lead_time: '0' })
    const parsed = parseBookingRow(i + 2, row)
    if (!parsed.ok) throw new Error(parsed.problem.reason)
    surveyor.add(parsed.booking, String(i))
  }
  const hotel = surveyor.finish()?.hotels.get('RESORT')
  if (!hotel) throw new Error('no hotel')
  return hotel
}

const someStays = fc.array(
  fc.record({ start: fc.nat(40), nights: fc.integer({ min: 0, max: 9 }), type: fc.constantFrom('A', 'D') }),
  { minLength: 1, maxLength: 60 },
)

it('rooms every stay, never two in a unit at once, in as many units as the busiest night had stays', () => {
  fc.assert(
    fc.property(someStays, (stays) => {
      const hotel = surveyOf(stays)
      const plan = planRooming(hotel)
      const busiest = (type: string) =>
        Math.max(
          ...Array.from(
            { length: 60 },
            (_, n) => stays.filter((s) => s.type === type && s.start <= n && n < s.start + s.nights).length,
          ),
        )
      expect(plan.units.filter(({ type }) => type === 'A')).toHaveLength(busiest('A'))
      expect(plan.units.filter(({ type }) => type === 'D')).toHaveLength(busiest('D'))
      const taken = new Set<string>()
      for (const [i, { start, nights, type }] of stays.entries()) {
        if (nights === 0) continue
        const unit = plan.unitByLine.get(i + 2)
        expect(unit?.type).toBe(type)
        for (let night = start; night < start + nights; night += 1) {
          const key = `${unit?.number} ${night}`
          expect(taken.has(key)).toBe(false)
          taken.add(key)
        }
      }
    }),
    { numRuns: 100 },
  )
})

it('numbers the units floor by floor', () => {
  const plan = planRooming(surveyOf(Array.from({ length: 40 }, () => ({ start: 0, nights: 1, type: 'A' }))))
  expect(plan.units.map(({ number }) => number)).toEqual([
    ...Array.from({ length: 36 }, (_, i) => String(101 + i)),
    ...['201', '202', '203', '204'],
  ])
})
