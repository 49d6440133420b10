// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { VipLevel } from './guest.ts'
import type { Department } from './operations.ts'
import type { BlockStatus, HousekeepingStatus, OccupancyStatus } from './property_mgmt.ts'
import type { Amount, CurrencyCode, Percentage } from './shared.ts'
import type { Audited, Instant, NewRow } from './values.ts'

/** reservation.booking_source */
export const bookingSources = ['desk', 'phone', 'email', 'walk_in', 'web', 'channel', 'corporate', 'group'] as const
export type BookingSource = (typeof bookingSources)[number]

/** reservation.guarantee_type */
export const guaranteeTypes = ['none', 'card', 'deposit', 'company', 'channel'] as const
export type GuaranteeType = (typeof guaranteeTypes)[number]

/** reservation.guest_role */
export const guestRoles = ['primary', 'accompanying', 'child'] as const
export type GuestRole = (typeof guestRoles)[number]

/** reservation.line_kind */
export const lineKinds = ['room', 'extra_bed', 'board', 'package', 'fee', 'discount'] as const
export type LineKind = (typeof lineKinds)[number]

/** reservation.policy_anchor */
export const policyAnchors = ['arrival_date', 'check_in_time'] as const
export type PolicyAnchor = (typeof policyAnchors)[number]

/** reservation.quote_status */
export const quoteStatuses = ['draft', 'sent', 'accepted', 'declined', 'expired', 'converted'] as const
export type QuoteStatus = (typeof quoteStatuses)[number]

/** reservation.reservation_status */
export const reservationStatuses = [
  'inquiry',
  'tentative',
  'confirmed',
  'waitlisted',
  'checked_in',
  'checked_out',
  'cancelled',
  'no_show',
  'expired',
  'walked',
] as const
export type ReservationStatus = (typeof reservationStatuses)[number]

/** reservation.waitlist_status */
export const waitlistStatuses = ['waiting', 'offered', 'fulfilled', 'expired', 'cancelled'] as const
export type WaitlistStatus = (typeof waitlistStatuses)[number]

/** reservation.cancellation_policies: What leaving a promise costs, by the time that is left. */
export interface CancellationPoliciesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly tiers: unknown
  readonly no_show_pct: Percentage
  readonly anchor: PolicyAnchor
}
export type NewCancellationPoliciesRow = NewRow<CancellationPoliciesRow, 'tiers' | 'no_show_pct' | 'anchor'>

/** reservation.cooled_nights: What rooms brought in on the nights that terminals no longer hold, added up. */
export interface CooledNightsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly night: IsoDate
  readonly sold: number
  readonly revenue: Amount
  readonly out_of_order: number
}
export type NewCooledNightsRow = NewRow<CooledNightsRow>

/** reservation.quotes: Offers with a price that holds for a while. */
export interface QuotesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly quote_no: string
  readonly profile_id: Uuid
  readonly status: QuoteStatus
  readonly valid_until: IsoDate
  readonly arrival: IsoDate
  readonly departure: IsoDate
  readonly unit_type_id: Uuid
  readonly rate_strategy_id: Uuid
  readonly lines: unknown
  readonly currency: CurrencyCode
  readonly converted_reservation_id: Uuid | null
  /** Generated. */
  readonly nights: number | null
  readonly hot: boolean
  readonly offer_no: number
  readonly adults: number
  readonly children: number
  readonly terms: unknown
  readonly notes: string
}
export type NewQuotesRow = NewRow<
  QuotesRow,
  'status' | 'lines' | 'hot' | 'offer_no' | 'adults' | 'children' | 'terms' | 'notes',
  'nights'
>

/** reservation.reservation_guests: Who travels with whom. */
export interface ReservationGuestsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly reservation_id: Uuid
  readonly profile_id: Uuid
  readonly role: GuestRole
  readonly registered_at: Instant | null
}
export type NewReservationGuestsRow = NewRow<ReservationGuestsRow, 'hot' | 'role'>

/** reservation.reservation_line_items: The price of each night of a reservation. */
export interface ReservationLineItemsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly reservation_id: Uuid
  readonly night: IsoDate
  readonly unit_type_id: Uuid
  readonly kind: LineKind
  readonly rate: Amount
  readonly tax: Amount
  readonly currency: CurrencyCode
}
export type NewReservationLineItemsRow = NewRow<ReservationLineItemsRow, 'hot' | 'kind' | 'tax'>

/** reservation.reservations: The promise to a guest: type, nights, price, guarantee. */
export interface ReservationsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly confirmation_no: string
  readonly profile_id: Uuid
  readonly status: ReservationStatus
  readonly arrival: IsoDate
  readonly departure: IsoDate
  /** Generated. */
  readonly nights: number | null
  readonly adults: number
  readonly children: number
  readonly unit_type_id: Uuid
  readonly rate_strategy_id: Uuid
  readonly rate_snapshot: unknown
  readonly policy_snapshot: unknown
  readonly currency: CurrencyCode
  readonly total: Amount
  readonly guarantee_type: GuaranteeType
  readonly source: BookingSource
  readonly channel_booking_id: Uuid | null
  readonly vip: boolean
  readonly group_code: string | null
  readonly eta: string | null
  readonly notes: string
  readonly cancelled_at: Instant | null
  readonly cancel_reason: string | null
  readonly cancel_fee: Amount | null
  readonly checked_in_at: Instant | null
  readonly checked_out_at: Instant | null
  readonly flags: readonly string[]
  readonly hold_until: IsoDate | null
  readonly walked_to: string | null
}
export type NewReservationsRow = NewRow<
  ReservationsRow,
  | 'hot'
  | 'adults'
  | 'children'
  | 'rate_snapshot'
  | 'policy_snapshot'
  | 'total'
  | 'guarantee_type'
  | 'source'
  | 'vip'
  | 'notes'
  | 'flags',
  'nights'
>

/** reservation.traces: What a department is to do for a reservation, and by when. */
export interface TracesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly reservation_id: Uuid
  readonly due: IsoDate
  readonly department: Department
  readonly text: string
  readonly done_at: Instant | null
  readonly done_by: Uuid | null
}
export type NewTracesRow = NewRow<TracesRow, 'hot'>

/** reservation.unit_assignments: The promise of one unit for the nights of a reservation; no unit is promised twice. */
export interface UnitAssignmentsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly reservation_id: Uuid
  readonly unit_id: Uuid
  readonly stay: string
  readonly locked: boolean
  readonly active: boolean
}
export type NewUnitAssignmentsRow = NewRow<UnitAssignmentsRow, 'hot' | 'locked' | 'active'>

/** reservation.v_arrivals: Who is due in on the business date. */
export interface VArrivalsRow extends Audited {
  readonly id: Uuid | null
  readonly property_id: Uuid | null
  readonly hot: boolean | null
  readonly confirmation_no: string | null
  readonly profile_id: Uuid | null
  readonly status: ReservationStatus | null
  readonly arrival: IsoDate | null
  readonly departure: IsoDate | null
  readonly nights: number | null
  readonly adults: number | null
  readonly children: number | null
  readonly unit_type_id: Uuid | null
  readonly rate_strategy_id: Uuid | null
  readonly rate_snapshot: unknown
  readonly policy_snapshot: unknown
  readonly currency: CurrencyCode | null
  readonly total: Amount | null
  readonly guarantee_type: GuaranteeType | null
  readonly source: BookingSource | null
  readonly channel_booking_id: Uuid | null
  readonly vip: boolean | null
  readonly group_code: string | null
  readonly eta: string | null
  readonly notes: string | null
  readonly cancelled_at: Instant | null
  readonly cancel_reason: string | null
  readonly cancel_fee: Amount | null
  readonly checked_in_at: Instant | null
  readonly checked_out_at: Instant | null
  readonly flags: readonly string[] | null
  readonly full_name: string | null
  readonly vip_level: VipLevel | null
  readonly unit_type_code: string | null
  readonly unit_id: Uuid | null
  readonly unit_number: string | null
  readonly housekeeping_status: HousekeepingStatus | null
  readonly occupancy_status: OccupancyStatus | null
  readonly block_status: BlockStatus | null
}

/** reservation.v_availability: How many units of each type are free on each night. */
export interface VAvailabilityRow {
  readonly property_id: Uuid | null
  readonly unit_type_id: Uuid | null
  readonly night: IsoDate | null
  readonly capacity: number | null
  readonly sold: number | null
  readonly free: number | null
}

/** reservation.v_departures: Who is due out on the business date. */
export interface VDeparturesRow extends Audited {
  readonly id: Uuid | null
  readonly property_id: Uuid | null
  readonly hot: boolean | null
  readonly confirmation_no: string | null
  readonly profile_id: Uuid | null
  readonly status: ReservationStatus | null
  readonly arrival: IsoDate | null
  readonly departure: IsoDate | null
  readonly nights: number | null
  readonly adults: number | null
  readonly children: number | null
  readonly unit_type_id: Uuid | null
  readonly rate_strategy_id: Uuid | null
  readonly rate_snapshot: unknown
  readonly policy_snapshot: unknown
  readonly currency: CurrencyCode | null
  readonly total: Amount | null
  readonly guarantee_type: GuaranteeType | null
  readonly source: BookingSource | null
  readonly channel_booking_id: Uuid | null
  readonly vip: boolean | null
  readonly group_code: string | null
  readonly eta: string | null
  readonly notes: string | null
  readonly cancelled_at: Instant | null
  readonly cancel_reason: string | null
  readonly cancel_fee: Amount | null
  readonly checked_in_at: Instant | null
  readonly checked_out_at: Instant | null
  readonly flags: readonly string[] | null
  readonly full_name: string | null
  readonly vip_level: VipLevel | null
  readonly unit_type_code: string | null
  readonly stay_id: Uuid | null
  readonly unit_id: Uuid | null
  readonly unit_number: string | null
  readonly housekeeping_status: HousekeepingStatus | null
  readonly business_date: IsoDate | null
  readonly due_out: boolean | null
}

/** reservation.v_in_house: Who is in the house now. */
export interface VInHouseRow extends Audited {
  readonly id: Uuid | null
  readonly property_id: Uuid | null
  readonly hot: boolean | null
  readonly confirmation_no: string | null
  readonly profile_id: Uuid | null
  readonly status: ReservationStatus | null
  readonly arrival: IsoDate | null
  readonly departure: IsoDate | null
  readonly nights: number | null
  readonly adults: number | null
  readonly children: number | null
  readonly unit_type_id: Uuid | null
  readonly rate_strategy_id: Uuid | null
  readonly rate_snapshot: unknown
  readonly policy_snapshot: unknown
  readonly currency: CurrencyCode | null
  readonly total: Amount | null
  readonly guarantee_type: GuaranteeType | null
  readonly source: BookingSource | null
  readonly channel_booking_id: Uuid | null
  readonly vip: boolean | null
  readonly group_code: string | null
  readonly eta: string | null
  readonly notes: string | null
  readonly cancelled_at: Instant | null
  readonly cancel_reason: string | null
  readonly cancel_fee: Amount | null
  readonly checked_in_at: Instant | null
  readonly checked_out_at: Instant | null
  readonly flags: readonly string[] | null
  readonly full_name: string | null
  readonly vip_level: VipLevel | null
  readonly unit_type_code: string | null
  readonly stay_id: Uuid | null
  readonly unit_id: Uuid | null
  readonly unit_number: string | null
  readonly housekeeping_status: HousekeepingStatus | null
  readonly business_date: IsoDate | null
  readonly due_out: boolean | null
}

/** reservation.v_kpi_per_day: Occupancy, average rate and revenue per available unit, by day. */
export interface VKpiPerDayRow {
  readonly property_id: Uuid | null
  readonly night: IsoDate | null
  readonly sold: number | null
  readonly available: number | null
  readonly revenue: Decimal | null
  readonly occupancy_pct: Decimal | null
  readonly adr: Decimal | null
  readonly revpar: Decimal | null
}

/** reservation.v_kpi_per_month: The same by month, over all its days. */
export interface VKpiPerMonthRow {
  readonly property_id: Uuid | null
  readonly month: IsoDate | null
  readonly sold: number | null
  readonly available: number | null
  readonly revenue: Decimal | null
  readonly occupancy_pct: Decimal | null
  readonly adr: Decimal | null
  readonly revpar: Decimal | null
}

/** reservation.v_oversold: Guests in a unit that another guest is in too: to be moved now. */
export interface VOversoldRow {
  readonly property_id: Uuid | null
  readonly stay_id: Uuid | null
  readonly reservation_id: Uuid | null
  readonly confirmation_no: string | null
  readonly full_name: string | null
  readonly unit_id: Uuid | null
  readonly unit_number: string | null
  readonly check_in_at: Instant | null
  readonly departure: IsoDate | null
  readonly others: number | null
}

/** reservation.v_room_nights: Nights that count in occupancy, average rate and RevPAR. */
export interface VRoomNightsRow {
  readonly property_id: Uuid | null
  readonly reservation_id: Uuid | null
  readonly night: IsoDate | null
  readonly sold: number | null
  readonly revenue: Decimal | null
  readonly hot: boolean | null
}

/** reservation.v_room_rack: Units by nights: who is in them, and to whom they are promised. */
export interface VRoomRackRow {
  readonly property_id: Uuid | null
  readonly unit_id: Uuid | null
  readonly reservation_id: Uuid | null
  readonly from_date: IsoDate | null
  readonly to_date: IsoDate | null
  readonly locked: boolean | null
  readonly status: ReservationStatus | null
  readonly confirmation_no: string | null
  readonly full_name: string | null
  readonly promised: boolean | null
}

/** reservation.waitlist_entries: Who waits for a night that is sold out. */
export interface WaitlistEntriesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly profile_id: Uuid
  readonly unit_type_id: Uuid
  readonly arrival: IsoDate
  readonly departure: IsoDate
  /** Generated. */
  readonly nights: number | null
  readonly guests: number
  readonly priority: number
  readonly status: WaitlistStatus
  readonly requested_at: Instant
  readonly offered_at: Instant | null
  readonly reservation_id: Uuid | null
  readonly notes: string
}
export type NewWaitlistEntriesRow = NewRow<
  WaitlistEntriesRow,
  'hot' | 'guests' | 'priority' | 'status' | 'notes',
  'nights'
>
