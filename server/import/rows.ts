import { addDays, daysBetween, type IsoDate } from '../../shared/kernel/dates.ts'
import { derivedId } from '../../shared/kernel/ids.ts'
import { fromMinor, toMinor } from '../../shared/kernel/money.ts'
import type { Booking, Flag } from './booking.ts'
import type { CopyRow } from '../postgres/copy.ts'
import { rateCodeOf } from './frame.ts'
import { CURRENCY, MEALS, POLICIES } from './hotels.ts'
import { policyId, propertyId, rateId, reservationId, unitId, unitTypeId } from './ids.ts'
import { inventGuest } from './names.ts'
import { isHot, leftOn, type StandingStatus, standingOn } from './standing.ts'
import { momentOf, stayNights } from './time.ts'

/** What one line of the file becomes. */
export interface BookingRows {
  readonly profile: CopyRow
  readonly reservation: CopyRow
  readonly lines: readonly CopyRow[]
  /** One or none. */
  readonly assignments: readonly CopyRow[]
  readonly stays: readonly CopyRow[]
}

export interface BookingContext {
  readonly businessDate: IsoDate
  readonly duplicate: boolean
  /** Undefined where it holds none. */
  readonly unitNumber: string | undefined
}

/** What was known of it in the morning of the business date, and every quirk that is kept. */
export function judgeBooking(booking: Booking, { businessDate, duplicate }: BookingContext) {
  const status = standingOn(businessDate, booking)
  const flags: Flag[] = [...booking.flags]
  if (duplicate) flags.push('duplicate_row')
  if (status === 'inquiry') flags.push('booked_after_business_date')
  return { status, flags }
}

export function rowsOf(booking: Booking, context: BookingContext): BookingRows {
  const draft = draftOf(booking, context)
  return {
    profile: profileRow(draft),
    reservation: reservationRow(draft),
    lines: lineRows(draft),
    assignments: assignmentRows(draft),
    stays: stayRows(draft),
  }
}

function draftOf(booking: Booking, context: BookingContext) {
  const { businessDate, unitNumber } = context
  const { status, flags } = judgeBooking(booking, context)
  const id = reservationId(booking.hotel, booking.line)
  return {
    booking,
    businessDate,
    status,
    flags,
    unitNumber,
    id,
    property_id: propertyId(booking.hotel),
    profileId: derivedId(id, 'guest.profiles', ''),
    hot: isHot(businessDate, booking, status),
    nights: stayNights(booking.arrival, booking.departure),
    total: priceOf(booking, booking.nights),
    times: timesOf(booking, status),
  }
}
type Draft = ReturnType<typeof draftOf>

function timesOf(booking: Booking, status: StandingStatus) {
  const { line, arrival, nights } = booking
  const arrived = status === 'checked_in' || status === 'checked_out'
  const createdAt = momentOf('booking', booking.booked, line)
  const checkedInAt = arrived ? momentOf(nights === 0 ? 'dayUse' : 'checkIn', arrival, line) : null
  const checkedOutAt = status === 'checked_out' ? leftAt(booking) : null
  const cancelledAt = status === 'cancelled' ? momentOf('cancelling', booking.outcomeDate, line) : null
  return {
    createdAt,
    checkedInAt,
    checkedOutAt,
    cancelledAt,
    updatedAt: checkedOutAt ?? checkedInAt ?? cancelledAt ?? createdAt,
  }
}

/** Who leaves on the day of arrival does so after having come. */
function leftAt(booking: Booking): string {
  const left = leftOn(booking)
  if (left > booking.arrival) return momentOf('checkOut', left, booking.line)
  return momentOf(booking.nights === 0 ? 'dayUseEnd' : 'sameNight', left, booking.line)
}

function profileRow({ booking, ...draft }: Draft): CopyRow {
  const guest = inventGuest(`${booking.hotel}/${booking.line}`, booking.nationality)
  return {
    id: draft.profileId,
    property_id: draft.property_id,
    hot: draft.hot,
    first_name: guest.firstName,
    last_name: guest.lastName,
    nationality: booking.nationality,
    language: guest.language,
    notes: guestNotes(booking),
    created_at: draft.times.createdAt,
    updated_at: draft.times.createdAt,
  }
}

function reservationRow({ booking, times, ...draft }: Draft): CopyRow {
  const policy = POLICIES[booking.deposit]
  return {
    id: draft.id,
    property_id: draft.property_id,
    hot: draft.hot,
    confirmation_no: confirmationNo(booking.line),
    profile_id: draft.profileId,
    status: draft.status,
    arrival: booking.arrival,
    departure: booking.departure,
    adults: booking.adults,
    children: booking.children,
    unit_type_id: unitTypeId(booking.hotel, booking.reservedType),
    rate_strategy_id: rateId(booking.hotel, rateCodeOf(booking.reservedType, booking.meal)),
    rate_snapshot: JSON.stringify(rateSnapshot(booking, draft.nights)),
    policy_snapshot: JSON.stringify({
      id: policyId(booking.hotel, policy.code),
      code: policy.code,
      name: policy.name,
      tiers: policy.tiers,
      no_show_pct: policy.no_show_pct,
      anchor: 'check_in_time',
    }),
    currency: CURRENCY,
    total: draft.total,
    guarantee_type: guaranteeOf(booking),
    source: sourceOf(booking),
    notes: stayNotes(booking),
    cancelled_at: times.cancelledAt,
    cancel_fee: draft.status === 'cancelled' ? cancelFee(booking, draft.total) : null,
    checked_in_at: times.checkedInAt,
    checked_out_at: times.checkedOutAt,
    flags: draft.flags,
    created_at: times.createdAt,
    updated_at: times.updatedAt,
  }
}

/** What was promised, and under `import` what the file says that has no place of its own. */
function rateSnapshot(booking: Booking, nights: readonly IsoDate[]): object {
  return {
    code: rateCodeOf(booking.reservedType, booking.meal),
    meal_plan: MEALS[booking.meal].plan,
    nights: nights.map((night) => ({ night, rate: booking.adr, tax: '0.00' })),
    import: {
      line: booking.line,
      market_segment: booking.marketSegment,
      distribution_channel: booking.distributionChannel,
      customer_type: booking.customerType,
      assigned_room_type: booking.assignedType,
      ...(booking.agent !== null && { agent: booking.agent }),
      ...(booking.company !== null && { company: booking.company }),
    },
  }
}

/** A night counts against the type of the unit that is held; where none is held, against the type that was reserved. */
function lineRows({ booking, ...draft }: Draft): CopyRow[] {
  const type = draft.unitNumber === undefined ? booking.reservedType : booking.assignedType
  return draft.nights.map((night) => ({
    id: derivedId(draft.id, 'reservation.reservation_line_items', night),
    property_id: draft.property_id,
    hot: draft.hot,
    reservation_id: draft.id,
    night,
    unit_type_id: unitTypeId(booking.hotel, type),
    rate: booking.adr,
    currency: CURRENCY,
    created_at: draft.times.createdAt,
    updated_at: draft.times.createdAt,
  }))
}

function assignmentRows({ booking, ...draft }: Draft): CopyRow[] {
  if (draft.unitNumber === undefined) return []
  return [
    {
      id: derivedId(draft.id, 'reservation.unit_assignments', ''),
      property_id: draft.property_id,
      hot: draft.hot,
      reservation_id: draft.id,
      unit_id: unitId(booking.hotel, draft.unitNumber),
      stay: `[${booking.arrival},${heldUntil(booking, draft.status)})`,
      created_at: draft.times.createdAt,
      updated_at: draft.times.createdAt,
    },
  ]
}

/** Who left early holds the unit no longer. */
function heldUntil(booking: Booking, status: StandingStatus): IsoDate {
  if (status !== 'checked_out') return booking.departure
  const firstMorning = addDays(booking.arrival, 1)
  const left = leftOn(booking)
  return left > firstMorning ? left : firstMorning
}

function stayRows({ booking, times, ...draft }: Draft): CopyRow[] {
  if (times.checkedInAt === null || booking.nights === 0) return []
  if (draft.unitNumber === undefined) throw new Error(`no unit for the stay in line ${booking.line}`)
  const slept = draft.status === 'checked_out' ? booking.nights : daysBetween(booking.arrival, draft.businessDate)
  return [
    {
      id: derivedId(draft.id, 'guest.stays', ''),
      property_id: draft.property_id,
      hot: draft.hot,
      profile_id: draft.profileId,
      reservation_id: draft.id,
      unit_id: unitId(booking.hotel, draft.unitNumber),
      status: draft.status === 'checked_out' ? 'departed' : 'in_house',
      check_in_at: times.checkedInAt,
      check_out_at: times.checkedOutAt,
      revenue: priceOf(booking, slept),
      currency: CURRENCY,
      created_at: times.checkedInAt,
      updated_at: times.checkedOutAt ?? times.checkedInAt,
    },
  ]
}

/** Says the line of the file. No terminal issues numbers that begin so. */
export const confirmationNo = (line: number) => `IMP-${String(line).padStart(6, '0')}`

const priceOf = (booking: Booking, nights: number) => fromMinor(toMinor(booking.adr) * nights)

const cancelFee = (booking: Booking, total: string) =>
  booking.deposit === 'Non Refund' && !total.startsWith('-') ? total : '0.00'

function guaranteeOf(booking: Booking): string {
  if (booking.deposit !== 'No Deposit') return 'deposit'
  return booking.company === null ? 'none' : 'company'
}

/** By segment; where that is not given, by the channel. */
function sourceOf(booking: Booking): string {
  const bySegment: Readonly<Record<string, string>> = {
    'Online TA': 'channel',
    'Offline TA/TO': 'channel',
    Groups: 'group',
    Corporate: 'corporate',
    Aviation: 'corporate',
  }
  const byChannel: Readonly<Record<string, string>> = { 'TA/TO': 'channel', GDS: 'channel', Corporate: 'corporate' }
  const known = bySegment[booking.marketSegment] ?? byChannel[booking.distributionChannel]
  return known ?? (booking.booked === booking.arrival ? 'walk_in' : 'desk')
}

function stayNotes(booking: Booking): string {
  return [
    counted(booking.specialRequests, 'special request'),
    counted(booking.parkingSpaces, 'parking space'),
    counted(booking.babies, 'cot', 'cots'),
    booking.waitingDays > 0 && `${counted(booking.waitingDays, 'day')} on the waiting list`,
  ]
    .filter((part) => part !== false && part !== '')
    .join(', ')
}

function guestNotes(booking: Booking): string {
  if (!booking.repeatedGuest) return ''
  const before = [
    counted(booking.previousStays, 'earlier stay'),
    counted(booking.previousCancellations, 'earlier cancellation'),
  ]
  return ['Has been here before', ...before.filter((part) => part !== '')].join(', ')
}

const counted = (n: number, one: string, many = `${one}s`) => (n === 0 ? '' : `${n} ${n === 1 ? one : many}`)
