import { type BookingRecord, type Column, COLUMNS } from '../../server/import/columns.ts'

/** A plain stay of two nights in the resort, over the test's business date. Change what matters. */
export function bookingRow(changes: Partial<Record<Column, string>> = {}): BookingRecord {
  return {
    hotel: 'Resort Hotel',
    is_canceled: '0',
    lead_time: '30',
    arrival_date_year: '2016',
    arrival_date_month: 'August',
    arrival_date_week_number: '33',
    arrival_date_day_of_month: '12',
    stays_in_weekend_nights: '2',
    stays_in_week_nights: '0',
    adults: '2',
    children: '0',
    babies: '0',
    meal: 'BB',
    country: 'PRT',
    market_segment: 'Online TA',
    distribution_channel: 'TA/TO',
    is_repeated_guest: '0',
    previous_cancellations: '0',
    previous_bookings_not_canceled: '0',
    reserved_room_type: 'A',
    assigned_room_type: 'A',
    booking_changes: '0',
    deposit_type: 'No Deposit',
    agent: '9',
    company: 'NULL',
    days_in_waiting_list: '0',
    customer_type: 'Transient',
    adr: '100.5',
    required_car_parking_spaces: '0',
    total_of_special_requests: '0',
    reservation_status: 'Check-Out',
    reservation_status_date: '2016-08-14',
    ...changes,
  }
}

export const HEADER = COLUMNS.join(',')

/** A text stands for itself: a line that is no booking. */
export function csvOf(rows: readonly (BookingRecord | string)[]): string {
  const lines = rows.map((row) => (typeof row === 'string' ? row : COLUMNS.map((column) => row[column]).join(',')))
  return [HEADER, ...lines, ''].join('\n')
}

/** `arrival` as 'YYYY-MM-DD'; the guest stays to the end unless `changes` says otherwise. */
export function stayFrom(
  arrival: string,
  nights: number,
  changes: Partial<Record<Column, string>> = {},
): BookingRecord {
  const day = new Date(`${arrival}T00:00:00Z`)
  const departure = new Date(day.getTime() + nights * 86_400_000).toISOString().slice(0, 10)
  return bookingRow({
    arrival_date_year: arrival.slice(0, 4),
    arrival_date_month: day.toLocaleString('en', { month: 'long', timeZone: 'UTC' }),
    arrival_date_day_of_month: String(day.getUTCDate()),
    stays_in_weekend_nights: '0',
    stays_in_week_nights: String(nights),
    reservation_status_date: departure,
    ...changes,
  })
}

export const canceledOn = (date: string) => ({
  is_canceled: '1',
  reservation_status: 'Canceled',
  reservation_status_date: date,
})
export const noShowOn = (date: string) => ({
  is_canceled: '1',
  reservation_status: 'No-Show',
  reservation_status_date: date,
})

/** The day on which the hotels of the quirky file stand in tests. */
export const BUSINESS_DATE = '2016-08-13'

const city = { hotel: 'City Hotel' }

/** Every quirk of the real file once or twice, every state on `BUSINESS_DATE`, and lines that are no bookings. */
export function quirkyFile(): {
  csv: string
  bookings: number
  badLines: number[]
  countByFlag: Record<string, number>
} {
  const twin = stayFrom('2016-08-01', 2, { ...city, country: 'FRA' })
  const good: BookingRecord[] = [
    ...ordinaryStays(),
    twin,
    twin,
    stayFrom('2016-07-01', 2, { adr: '-6.38' }),
    stayFrom('2016-06-01', 1, { ...city, adr: '5400', ...canceledOn('2016-05-20'), deposit_type: 'Non Refund' }),
    stayFrom('2016-06-02', 0, { adr: '0' }),
    stayFrom('2016-06-03', 1, { adults: '0' }),
    stayFrom('2016-06-04', 1, { adults: '0', children: '2' }),
    stayFrom('2016-06-05', 1, { adults: '26', ...canceledOn('2016-06-01') }),
    stayFrom('2016-06-06', 1, { children: 'NA' }),
    stayFrom('2016-06-07', 1, { country: 'NULL' }),
    stayFrom('2016-06-08', 1, { country: 'CN' }),
    stayFrom('2016-06-09', 1, { country: 'TMP' }),
    stayFrom('2016-06-10', 1, { assigned_room_type: 'D' }),
    stayFrom('2016-06-11', 1, { meal: 'Undefined' }),
    stayFrom('2016-06-12', 1, { market_segment: 'Undefined', distribution_channel: 'Undefined' }),
    stayFrom('2016-06-13', 7, { reservation_status_date: '2016-06-13' }),
    stayFrom('2016-07-17', 7, { ...noShowOn('2016-01-18'), lead_time: '300' }),
    stayFrom('2016-06-14', 1, { is_canceled: '1' }),
  ]
  const bad = [
    'Resort Hotel,0,1,2016',
    ...[
      bookingRow({ hotel: 'Airport Hotel' }),
      stayFrom('2016-02-01', 1, { arrival_date_month: 'February', arrival_date_day_of_month: '30' }),
      bookingRow({ adults: 'two' }),
      bookingRow({ adr: '1OO' }),
      bookingRow({ reservation_status_date: '2016-13-01' }),
    ].map((row) => COLUMNS.map((column) => row[column]).join(',')),
  ]
  // The bad lines stand in the middle: what follows them keeps its own line number.
  const half = Math.floor(good.length / 2)
  return {
    csv: csvOf([...good.slice(0, half), ...bad, ...good.slice(half)]),
    bookings: good.length,
    badLines: bad.map((_, i) => 2 + half + i),
    countByFlag: {
      duplicate_row: 1,
      negative_rate: 1,
      extreme_rate: 1,
      zero_nights: 2,
      no_guests: 1,
      no_adults: 1,
      many_guests: 1,
      children_unknown: 1,
      no_country: 1,
      odd_country_code: 2,
      changed_unit_type: 1,
      undefined_meal: 1,
      undefined_segment: 1,
      undefined_channel: 1,
      left_early: 1,
      odd_status_date: 1,
      status_mismatch: 1,
      booked_after_business_date: 2,
    },
  }
}

/** Both hotels around the business date: history, due out, in house, due in, tomorrow, later, cancelled before and after, day use. */
function ordinaryStays(): BookingRecord[] {
  return [
    stayFrom('2016-08-10', 2, { country: 'GBR' }),
    stayFrom('2016-08-10', 3, { country: 'DEU' }),
    stayFrom('2016-08-11', 4, { country: 'ESP', is_repeated_guest: '1', previous_bookings_not_canceled: '3' }),
    stayFrom('2016-08-13', 2, { country: 'ITA', total_of_special_requests: '2', required_car_parking_spaces: '1' }),
    stayFrom('2016-08-13', 0, { country: 'NLD' }),
    stayFrom('2016-08-14', 3, { country: 'SWE' }),
    stayFrom('2016-08-20', 3, { country: 'POL' }),
    stayFrom('2016-08-21', 2, { ...canceledOn('2016-08-13') }),
    stayFrom('2016-08-22', 2, { ...canceledOn('2016-08-14') }),
    stayFrom('2016-08-13', 1, { ...canceledOn('2016-08-13'), deposit_type: 'Non Refund' }),
    stayFrom('2016-08-12', 2, { ...noShowOn('2016-08-12') }),
    stayFrom('2016-08-13', 2, { ...noShowOn('2016-08-13') }),
    stayFrom('2016-09-10', 2, { lead_time: '5' }),
    stayFrom('2016-09-11', 2, { lead_time: '5', ...canceledOn('2016-09-08') }),
    stayFrom('2015-07-01', 3),
    stayFrom('2016-08-12', 3, { ...city, country: 'USA', deposit_type: 'Refundable', babies: '1' }),
    stayFrom('2016-08-11', 2, { ...city, country: 'CHN', company: '40', market_segment: 'Corporate' }),
    stayFrom('2016-08-13', 4, {
      ...city,
      country: 'ISR',
      meal: 'HB',
      market_segment: 'Direct',
      distribution_channel: 'Direct',
    }),
    stayFrom('2016-08-13', 1, { ...city, lead_time: '0', market_segment: 'Direct', distribution_channel: 'Direct' }),
    stayFrom('2016-08-30', 1, { ...city, market_segment: 'Groups', days_in_waiting_list: '4' }),
  ]
}
