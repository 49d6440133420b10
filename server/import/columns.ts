/** The columns of "Hotel booking demand datasets" (Antonio, Almeida, Nunes, Data in Brief 22, 2019), in any order. */
export const COLUMNS = [
  'hotel',
  'is_canceled',
  'lead_time',
  'arrival_date_year',
  'arrival_date_month',
  'arrival_date_week_number',
  'arrival_date_day_of_month',
  'stays_in_weekend_nights',
  'stays_in_week_nights',
  'adults',
  'children',
  'babies',
  'meal',
  'country',
  'market_segment',
  'distribution_channel',
  'is_repeated_guest',
  'previous_cancellations',
  'previous_bookings_not_canceled',
  'reserved_room_type',
  'assigned_room_type',
  'booking_changes',
  'deposit_type',
  'agent',
  'company',
  'days_in_waiting_list',
  'customer_type',
  'adr',
  'required_car_parking_spaces',
  'total_of_special_requests',
  'reservation_status',
  'reservation_status_date',
] as const

export type Column = (typeof COLUMNS)[number]
export type BookingRecord = Record<Column, string>

/** What is wrong with a header line; undefined where it names every column once and nothing else. */
export function findHeaderFault(header: readonly string[]): string | undefined {
  const known = new Set<string>(COLUMNS)
  const missing = COLUMNS.filter((column) => !header.includes(column))
  if (missing.length === COLUMNS.length)
    return `its first line is "${shorten(header.join(','))}", not the header of the bookings`
  const unknown = header.filter((column) => !known.has(column))
  const twice = header.filter((column, i) => known.has(column) && header.indexOf(column) !== i)
  const faults = [
    missing.length > 0 && `no column ${quoted(missing)}`,
    unknown.length > 0 && `an unknown column ${quoted(unknown)}`,
    twice.length > 0 && `twice the column ${quoted(twice)}`,
  ].filter((fault) => fault !== false)
  return faults.length > 0 ? `it has ${faults.join(', and ')}` : undefined
}

/** `fields` has as many entries as `header`, which names every column. */
export function recordOf(header: readonly string[], fields: readonly string[]): BookingRecord {
  const record: Record<string, string> = {}
  for (const [i, column] of header.entries()) record[column] = (fields[i] ?? '').trim()
  return record as BookingRecord
}

const quoted = (names: readonly string[]) => names.map((name) => `"${shorten(name)}"`).join(', ')

const shorten = (text: string) => {
  const printable = Array.from(text, (char) => (char < ' ' || char > '~' ? '?' : char)).join('')
  return printable.length > 60 ? `${printable.slice(0, 60)}...` : printable
}
