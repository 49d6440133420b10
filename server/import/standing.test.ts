import { describe, expect, it } from 'vitest'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { BUSINESS_DATE, canceledOn, noShowOn, stayFrom } from '../../tests/data/bookings-csv.ts'
import { parseBookingRow } from './booking.ts'
import type { BookingRecord } from './columns.ts'
import { holdsUnit, isHot, standingOn } from './standing.ts'

const DAY = asIsoDate(BUSINESS_DATE)

function bookingOf(record: BookingRecord) {
  const result = parseBookingRow(2, record)
  if (!result.ok) throw new Error(result.problem.reason)
  return result.booking
}
const standing = (record: BookingRecord) => standingOn(DAY, bookingOf(record))

describe('in the morning of the business date', () => {
  it.each([
    ['left yesterday', stayFrom('2016-08-10', 2), 'checked_out'],
    ['is due out', stayFrom('2016-08-10', 3), 'checked_in'],
    ['stays on', stayFrom('2016-08-12', 5), 'checked_in'],
    ['is due in', stayFrom('2016-08-13', 1), 'confirmed'],
    ['comes later', stayFrom('2016-09-12', 1), 'confirmed'],
    ['used a room by day, yesterday', stayFrom('2016-08-12', 0), 'checked_out'],
    ['will use a room by day', stayFrom('2016-08-13', 0), 'confirmed'],
    [
      'had booked five nights and left after none',
      stayFrom('2016-08-10', 5, { reservation_status_date: '2016-08-10' }),
      'checked_out',
    ],
    ['leaves early, today', stayFrom('2016-08-10', 5, { reservation_status_date: '2016-08-13' }), 'checked_in'],
    ['has cancelled today', stayFrom('2016-08-20', 1, canceledOn('2016-08-13')), 'cancelled'],
    ['will cancel tomorrow', stayFrom('2016-08-20', 1, canceledOn('2016-08-14')), 'confirmed'],
    ['did not come yesterday', stayFrom('2016-08-12', 1, noShowOn('2016-08-12')), 'no_show'],
    ['will not come today', stayFrom('2016-08-13', 1, noShowOn('2016-08-13')), 'confirmed'],
    ['books today', stayFrom('2016-08-20', 1, { lead_time: '7' }), 'confirmed'],
    ['books tomorrow', stayFrom('2016-08-20', 1, { lead_time: '6' }), 'inquiry'],
    [
      'books tomorrow and cancels',
      stayFrom('2016-08-20', 1, { lead_time: '6', ...canceledOn('2016-08-19') }),
      'inquiry',
    ],
  ] as const)('who %s', (_, record, expected) => {
    expect(standing(record)).toBe(expected)
  })
})

it('gives units to those in house, to history, and to arrivals of today and tomorrow', () => {
  const holds = (record: BookingRecord) => holdsUnit(DAY, bookingOf(record), standing(record))
  expect(holds(stayFrom('2016-08-10', 2))).toBe(true)
  expect(holds(stayFrom('2016-08-10', 9))).toBe(true)
  expect(holds(stayFrom('2016-08-14', 1))).toBe(true)
  expect(holds(stayFrom('2016-08-15', 1))).toBe(false)
  expect(holds(stayFrom('2016-08-12', 0))).toBe(false)
  expect(holds(stayFrom('2016-08-12', 1, canceledOn('2016-08-01')))).toBe(false)
})

it('keeps cool what was settled 400 days ago and what was not booked yet', () => {
  const hot = (record: BookingRecord) => isHot(DAY, bookingOf(record), standing(record))
  expect(hot(stayFrom('2015-07-09', 1))).toBe(true) // left 400 days before
  expect(hot(stayFrom('2015-07-08', 1))).toBe(false)
  expect(hot(stayFrom('2017-07-08', 1, { lead_time: '400' }))).toBe(true)
  expect(hot(stayFrom('2017-07-08', 1, { lead_time: '1' }))).toBe(false)
})
