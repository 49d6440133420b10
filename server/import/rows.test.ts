import { describe, expect, it } from 'vitest'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { BUSINESS_DATE, canceledOn, stayFrom } from '../../tests/data/bookings-csv.ts'
import { type Booking, parseBookingRow } from './booking.ts'
import type { BookingRecord } from './columns.ts'
import { encodeRow } from '../postgres/copy.ts'
import { propertyId, reservationId } from './ids.ts'
import { rowsOf } from './rows.ts'

const businessDate = asIsoDate(BUSINESS_DATE)

function bookingOf(record: BookingRecord, line = 2): Booking {
  const result = parseBookingRow(line, record)
  if (!result.ok) throw new Error(result.problem.reason)
  return result.booking
}
const rows = (record: BookingRecord, unitNumber?: string, line = 2) =>
  rowsOf(bookingOf(record, line), { businessDate, duplicate: false, unitNumber })

describe('the rows of one line', () => {
  it('are the same in every run, and others on another line', () => {
    const record = stayFrom('2016-08-10', 2)
    expect(rows(record, '101')).toEqual(rows(record, '101'))
    expect(rows(record, '101', 3).reservation['id']).not.toBe(rows(record, '101').reservation['id'])
    expect(rows(record, '101').reservation['id']).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })

  it('never get other ids in a later version: a database that was filled by an earlier one would be filled twice', () => {
    expect(propertyId('RESORT')).toBe('013bf368-5800-77b0-92d3-8df7fca0ac0c')
    expect(reservationId('CITY', 40_062)).toBe('013bf368-f47e-71ce-bfe8-179465dcf85d')
  })

  it('count a night against the type of the unit that is held, else against the reserved one', () => {
    const changed = stayFrom('2016-08-14', 1, { assigned_room_type: 'D' })
    const held = rows(changed, '101')
    const booked = rows(changed)
    expect(held.lines[0]?.['unit_type_id']).not.toBe(booked.lines[0]?.['unit_type_id'])
    expect(held.reservation['unit_type_id']).toBe(booked.lines[0]?.['unit_type_id'])
  })

  it('price each night by the mean rate, and the stay by its nights', () => {
    const { lines, reservation, stays } = rows(stayFrom('2016-08-10', 4, { adr: '-6.38' }), '101')
    expect(lines.map((line) => [line['night'], line['rate']])).toEqual(
      ['2016-08-10', '2016-08-11', '2016-08-12', '2016-08-13'].map((night) => [night, '-6.38']),
    )
    expect(reservation['total']).toBe('-25.52')
    expect(stays[0]?.['revenue']).toBe('-19.14') // three nights are over
  })

  it('have no unit and no stay for a day use, which has come and gone', () => {
    const { reservation, lines, assignments, stays } = rows(stayFrom('2016-08-12', 0))
    expect(reservation).toMatchObject({ status: 'checked_out', total: '0.00' })
    expect(reservation['checked_out_at']).toMatch(/^2016-08-12 1[6-8]/)
    expect([lines, assignments, stays]).toEqual([[], [], []])
  })

  it('free the unit of a guest who left early', () => {
    const { assignments, stays } = rows(stayFrom('2016-08-08', 7, { reservation_status_date: '2016-08-08' }), '101')
    expect(assignments[0]?.['stay']).toBe('[2016-08-08,2016-08-09)')
    expect(stays[0]?.['check_out_at']).toMatch(/^2016-08-08 2[23]:/)
    expect(String(stays[0]?.['check_out_at']) > String(stays[0]?.['check_in_at'])).toBe(true)
  })

  it('charge the cancelling of what was prepaid, and nothing else', () => {
    const fee = (changes: object) =>
      rows(stayFrom('2016-08-20', 2, { ...canceledOn('2016-08-01'), ...changes })).reservation['cancel_fee']
    expect(fee({ deposit_type: 'Non Refund' })).toBe('201.00')
    expect(fee({ deposit_type: 'Non Refund', adr: '-1' })).toBe('0.00')
    expect(fee({})).toBe('0.00')
  })

  it.each([
    [{ market_segment: 'Online TA' }, 'channel'],
    [{ market_segment: 'Groups' }, 'group'],
    [{ market_segment: 'Aviation' }, 'corporate'],
    [{ market_segment: 'Direct', distribution_channel: 'Direct' }, 'desk'],
    [{ market_segment: 'Direct', distribution_channel: 'Direct', lead_time: '0' }, 'walk_in'],
    [{ market_segment: 'Undefined', distribution_channel: 'GDS' }, 'channel'],
  ])('%j comes from %s', (changes, source) => {
    expect(rows(stayFrom('2016-08-10', 1, changes), '101').reservation['source']).toBe(source)
  })

  it('tell the desk in words', () => {
    const wishes = {
      total_of_special_requests: '2',
      required_car_parking_spaces: '1',
      babies: '1',
      days_in_waiting_list: '1',
    }
    expect(rows(stayFrom('2016-08-20', 1, wishes)).reservation['notes']).toBe(
      '2 special requests, 1 parking space, 1 cot, 1 day on the waiting list',
    )
    const known = { is_repeated_guest: '1', previous_bookings_not_canceled: '3' }
    expect(rows(stayFrom('2016-08-20', 1, known)).profile['notes']).toBe('Has been here before, 3 earlier stays')
  })
})

it('COPY text keeps tabs, line ends and backslashes apart from its own', () => {
  expect(encodeRow({ a: 'x\ty\\z\n', b: null, c: true, d: ['p', 'q"r'], e: -1 })).toBe(
    'x\\ty\\\\z\\n\t\\N\tt\t{"p","q\\\\"r"}\t-1\n',
  )
})
