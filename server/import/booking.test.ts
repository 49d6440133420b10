import { describe, expect, it } from 'vitest'
import { bookingRow, canceledOn, noShowOn, stayFrom } from '../../tests/data/bookings-csv.ts'
import { type Booking, parseBookingRow } from './booking.ts'
import type { BookingRecord } from './columns.ts'

function parsed(record: BookingRecord): Booking {
  const result = parseBookingRow(2, record)
  if (!result.ok) throw new Error(result.problem.reason)
  return result.booking
}

function reason(changes: Parameters<typeof bookingRow>[0]): string {
  const result = parseBookingRow(7, bookingRow(changes))
  if (result.ok) throw new Error('it was taken for a booking')
  expect(result.problem.line).toBe(7)
  return result.problem.reason
}

describe('a row', () => {
  it('gives dates, guests and price', () => {
    expect(parsed(bookingRow({ children: '1', babies: '1', adr: '100.5' }))).toMatchObject({
      hotel: 'RESORT',
      booked: '2016-07-13',
      arrival: '2016-08-12',
      departure: '2016-08-14',
      nights: 2,
      adults: 2,
      children: 2,
      nationality: 'PT',
      adr: '100.50',
      flags: [],
    })
  })

  it('reads whole numbers that a spreadsheet has printed as 2.0, and agents too', () => {
    expect(parsed(bookingRow({ adults: '2.0', agent: '304.0', company: '' }))).toMatchObject({
      adults: 2,
      agent: '304',
      company: null,
    })
  })

  it('crosses the turn of the year', () => {
    expect(parsed(stayFrom('2015-12-30', 3)).departure).toBe('2016-01-02')
  })
})

describe('quirks are kept and flagged', () => {
  const flagsOf = (record: BookingRecord) => parsed(record).flags
  it.each([
    ['negative_rate', { adr: '-6.38' }],
    ['extreme_rate', { adr: '5400' }],
    ['no_guests', { adults: '0' }],
    ['no_adults', { adults: '0', babies: '1' }],
    ['many_guests', { adults: '55' }],
    ['children_unknown', { children: 'NA' }],
    ['no_country', { country: 'NULL' }],
    ['odd_country_code', { country: 'CN' }],
    ['odd_country_code', { country: 'XYZ' }],
    ['changed_unit_type', { assigned_room_type: 'K' }],
    ['undefined_meal', { meal: 'Undefined' }],
    ['undefined_segment', { market_segment: 'Undefined' }],
    ['undefined_channel', { distribution_channel: 'Undefined' }],
    ['left_early', { reservation_status_date: '2016-08-12' }],
    ['odd_status_date', { reservation_status_date: '2016-08-15' }],
    ['odd_status_date', noShowOn('2016-01-18')],
    ['status_mismatch', { is_canceled: '1' }],
  ] as const)('%s', (flag, changes) => {
    expect(flagsOf(bookingRow(changes))).toEqual([flag])
  })

  it('zero_nights', () => {
    expect(flagsOf(stayFrom('2016-08-12', 0))).toEqual(['zero_nights'])
  })

  it('an ordinary cancellation has none', () => {
    expect(flagsOf(bookingRow(canceledOn('2016-08-01')))).toEqual([])
  })
})

describe('what is no booking is refused with its column, its value and why', () => {
  it.each([
    [{ hotel: 'Airport Hotel' }, 'hotel "Airport Hotel" is none of Resort Hotel, City Hotel'],
    [{ adults: 'two' }, 'adults "two" is not a whole number from 0 to 9999'],
    [{ children: '-1' }, 'children "-1" is not a whole number from 0 to 9999'],
    [{ adr: '1OO' }, 'adr "1OO" is not an amount'],
    [{ reservation_status_date: '2016-13-01' }, 'reservation_status_date "2016-13-01" is not a date (YYYY-MM-DD)'],
    [
      { arrival_date_month: 'June', arrival_date_day_of_month: '31' },
      'the arrival 2016-06-31 is no day of the calendar',
    ],
    [{ reserved_room_type: '' }, 'reserved_room_type "" is not the letter of a room type'],
  ])('%j', (changes, expected) => {
    expect(reason(changes)).toBe(expected)
  })

  it('names every fault of the row', () => {
    expect(reason({ adults: 'x', adr: 'y' })).toBe(
      'adults "x" is not a whole number from 0 to 9999; adr "y" is not an amount',
    )
  })
})
