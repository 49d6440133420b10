import { z } from 'zod'
import { addDays, asIsoDate, isIsoDate, type IsoDate } from '../../shared/kernel/dates.ts'
import { type Decimal, fromMinor, toMinor } from '../../shared/kernel/money.ts'
import type { BookingRecord } from './columns.ts'
import { countryOf } from './countries.ts'
import type { HotelCode } from './hotels.ts'
import type { RowProblem } from './problem.ts'

/** One row of the file, with the quirks that it came with. */
export interface Booking {
  readonly line: number
  readonly hotel: HotelCode
  readonly outcome: 'Check-Out' | 'Canceled' | 'No-Show'
  /** The day on which `outcome` came to be. */
  readonly outcomeDate: IsoDate
  readonly booked: IsoDate
  readonly arrival: IsoDate
  readonly departure: IsoDate
  readonly nights: number
  readonly adults: number
  /** Babies included: the desk counts heads. */
  readonly children: number
  readonly babies: number
  readonly meal: MealCode
  /** ISO 3166 alpha-2 */
  readonly nationality: string | null
  readonly marketSegment: string
  readonly distributionChannel: string
  readonly customerType: string
  readonly repeatedGuest: boolean
  readonly previousStays: number
  readonly previousCancellations: number
  readonly reservedType: string
  readonly assignedType: string
  readonly deposit: 'No Deposit' | 'Non Refund' | 'Refundable'
  readonly agent: string | null
  readonly company: string | null
  readonly waitingDays: number
  /** Mean price of a night in euro. */
  readonly adr: Decimal
  readonly parkingSpaces: number
  readonly specialRequests: number
  readonly flags: readonly Flag[]
}

export type Flag =
  | 'negative_rate'
  | 'extreme_rate'
  | 'zero_nights'
  | 'no_guests'
  | 'no_adults'
  | 'many_guests'
  | 'children_unknown'
  | 'no_country'
  | 'odd_country_code'
  | 'changed_unit_type'
  | 'undefined_meal'
  | 'undefined_segment'
  | 'undefined_channel'
  | 'left_early'
  | 'odd_status_date'
  | 'status_mismatch'
  | 'duplicate_row'
  | 'booked_after_business_date'

/** The dataset's own codes: SC is self catering, Undefined means the same (says the paper). */
export type MealCode = 'SC' | 'BB' | 'HB' | 'FB'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
/** The dearest ordinary night of the dataset is 510 euro. */
const EXTREME_RATE_CENTS = 100_000
const MANY_ADULTS = 10

const text = z.string().min(1, 'is empty')
/** Some copies of the dataset print whole numbers as '2.0'. */
const count = z
  .string()
  .regex(/^\d{1,4}(\.0+)?$/, 'is not a whole number from 0 to 9999')
  .transform(Number)
const orUnknown = (known: typeof count) =>
  z.union([z.enum(['NA', 'NULL', '']).transform(() => null), known], 'is not a whole number from 0 to 9999')
const codeOrNull = z.string().transform((value) => (isMissing(value) ? null : value.replace(/\.0$/, '')))
const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values, `is none of ${values.join(', ')}`)
const unitType = z.string().regex(/^[A-Z0-9]{1,8}$/, 'is not the letter of a room type')

const row = z.object({
  hotel: oneOf(['Resort Hotel', 'City Hotel']),
  is_canceled: oneOf(['0', '1']),
  lead_time: count,
  arrival_date_year: z.string().regex(/^\d{4}$/, 'is not a year'),
  arrival_date_month: oneOf(MONTHS),
  arrival_date_day_of_month: count,
  stays_in_weekend_nights: count,
  stays_in_week_nights: count,
  adults: count,
  children: orUnknown(count),
  babies: count,
  meal: oneOf(['BB', 'HB', 'FB', 'SC', 'Undefined']),
  country: z.string().regex(/^([A-Z]{2,4})?$/, 'is not the code of a country'),
  market_segment: text,
  distribution_channel: text,
  is_repeated_guest: oneOf(['0', '1']),
  previous_cancellations: count,
  previous_bookings_not_canceled: count,
  reserved_room_type: unitType,
  assigned_room_type: unitType,
  deposit_type: oneOf(['No Deposit', 'Non Refund', 'Refundable']),
  agent: codeOrNull,
  company: codeOrNull,
  days_in_waiting_list: count,
  customer_type: text,
  adr: z.string().regex(/^-?\d{1,7}(\.\d+)?$/, 'is not an amount'),
  required_car_parking_spaces: count,
  total_of_special_requests: count,
  reservation_status: oneOf(['Check-Out', 'Canceled', 'No-Show']),
  reservation_status_date: z.string().refine(isIsoDate, 'is not a date (YYYY-MM-DD)').transform(asIsoDate),
})
type Row = z.infer<typeof row>

export type ParsedRow =
  { readonly ok: true; readonly booking: Booking } | { readonly ok: false; readonly problem: RowProblem }

/** `line` is the line of the file, the header being line 1. */
export function parseBookingRow(line: number, record: BookingRecord): ParsedRow {
  const parsed = row.safeParse(record)
  if (!parsed.success) return refuse(line, parsed.error.issues.map((issue) => describe(issue, record)).join('; '))
  const arrival = arrivalOf(parsed.data)
  if (!isIsoDate(arrival)) return refuse(line, `the arrival ${arrival} is no day of the calendar`)
  return { ok: true, booking: bookingOf(line, parsed.data, arrival) }
}

function refuse(line: number, reason: string): ParsedRow {
  return { ok: false, problem: { line, reason } }
}

function describe(issue: z.core.$ZodIssue, record: BookingRecord): string {
  const column = String(issue.path[0])
  return `${column} "${record[column as keyof BookingRecord].slice(0, 40)}" ${issue.message}`
}

function arrivalOf(from: Row): string {
  const month = String(MONTHS.indexOf(from.arrival_date_month) + 1).padStart(2, '0')
  return `${from.arrival_date_year}-${month}-${String(from.arrival_date_day_of_month).padStart(2, '0')}`
}

function bookingOf(line: number, from: Row, arrival: IsoDate): Booking {
  const nights = from.stays_in_weekend_nights + from.stays_in_week_nights
  const departure = addDays(arrival, nights)
  const country = countryOf(from.country)
  return {
    line,
    hotel: from.hotel === 'Resort Hotel' ? 'RESORT' : 'CITY',
    outcome: from.reservation_status,
    outcomeDate: from.reservation_status_date,
    booked: addDays(arrival, -from.lead_time),
    arrival,
    departure,
    nights,
    adults: from.adults,
    children: (from.children ?? 0) + from.babies,
    babies: from.babies,
    meal: from.meal === 'Undefined' ? 'SC' : from.meal,
    nationality: country.alpha2,
    marketSegment: from.market_segment,
    distributionChannel: from.distribution_channel,
    customerType: from.customer_type,
    repeatedGuest: from.is_repeated_guest === '1',
    previousStays: from.previous_bookings_not_canceled,
    previousCancellations: from.previous_cancellations,
    reservedType: from.reserved_room_type,
    assignedType: from.assigned_room_type,
    deposit: from.deposit_type,
    agent: from.agent,
    company: from.company,
    waitingDays: from.days_in_waiting_list,
    adr: fromMinor(toMinor(from.adr)),
    parkingSpaces: from.required_car_parking_spaces,
    specialRequests: from.total_of_special_requests,
    flags: quirksOf(from, arrival, departure),
  }
}

function quirksOf(from: Row, arrival: IsoDate, departure: IsoDate): Flag[] {
  const cents = toMinor(from.adr)
  const children = (from.children ?? 0) + from.babies
  const country = countryOf(from.country)
  const stayed = from.reservation_status === 'Check-Out'
  const ended = from.reservation_status_date
  const quirks: Record<Exclude<Flag, 'duplicate_row' | 'booked_after_business_date'>, boolean> = {
    negative_rate: cents < 0,
    extreme_rate: cents >= EXTREME_RATE_CENTS,
    zero_nights: arrival === departure,
    no_guests: from.adults === 0 && children === 0,
    no_adults: from.adults === 0 && children > 0,
    many_guests: from.adults >= MANY_ADULTS || children >= MANY_ADULTS,
    children_unknown: from.children === null,
    no_country: country.kind === 'none',
    odd_country_code: country.kind === 'odd',
    changed_unit_type: from.reserved_room_type !== from.assigned_room_type,
    undefined_meal: from.meal === 'Undefined',
    undefined_segment: from.market_segment === 'Undefined',
    undefined_channel: from.distribution_channel === 'Undefined',
    left_early: stayed && ended < departure && ended >= arrival,
    odd_status_date: stayed
      ? ended > departure || ended < arrival
      : ended > arrival || (from.reservation_status === 'No-Show' && ended < arrival),
    status_mismatch: stayed !== (from.is_canceled === '0'),
  }
  return (Object.keys(quirks) as (keyof typeof quirks)[]).filter((flag) => quirks[flag])
}

const isMissing = (value: string) => value === '' || value === 'NULL' || value === 'NA'
