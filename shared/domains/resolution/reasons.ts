import type { Refusal, Resolution } from '../../command/command.ts'
import type { Uuid } from '../../kernel/ids.ts'

/** What a person can do next about an entry; a page maps each to a screen. */
export const nextSteps = [
  'open_reservation',
  'assign_unit',
  'call_guest',
  'inspect_unit',
  'reinstate',
  'walk',
  'take_payment',
  'settle_refund',
  'none',
] as const
export type NextStep = (typeof nextSteps)[number]

interface ReasonDefinition {
  /** What the sentences in words.ts need. */
  readonly facts: readonly string[]
  readonly nextStep: NextStep
  /** Somebody has to act now: a guest has no room of their own, the house has sold what it has not got, or a card was declined. */
  readonly urgent?: true
}

const who = ['guestName', 'confirmationNo'] as const

/**
 * Every reason for an entry in the Resolution Centre. `how` tells why a unit was lost: 'in_house' (`takenBy` is in it), 'promised'
 * (`takenBy` was given it before) or 'out_of_order'.
 */
export const reasons = {
  re_roomed: { facts: [...who, 'oldUnit', 'newUnit', 'how', 'takenBy'], nextStep: 'open_reservation' },
  upgraded: { facts: [...who, 'oldType', 'newType', 'oldUnit', 'newUnit'], nextStep: 'open_reservation' },
  waitlisted: { facts: [...who, 'unitType', 'arrival', 'departure'], nextStep: 'call_guest', urgent: true },
  unit_lost_unassigned: { facts: [...who, 'oldUnit', 'how', 'takenBy'], nextStep: 'assign_unit', urgent: true },
  oversold_move_now: { facts: [...who, 'unit', 'otherGuest'], nextStep: 'assign_unit', urgent: true },
  type_oversold: { facts: [...who, 'unit', 'unitType', 'night', 'sold', 'rooms'], nextStep: 'walk', urgent: true },
  reinstated: { facts: [...who, 'was', 'unit'], nextStep: 'open_reservation' },
  /** Two desks gave a stay different units: `unit` stands, by the later clock. */
  assigned_twice: { facts: [...who, 'unit', 'otherUnit'], nextStep: 'open_reservation' },
  /** As `assigned_twice`, of a guest in house. */
  moved_twice: { facts: [...who, 'unit', 'otherUnit'], nextStep: 'open_reservation' },
  /** Walked at a desk that did not know of the check-in. */
  not_walked: { facts: [...who, 'unit', 'hotel'], nextStep: 'open_reservation' },
  checked_in_elsewhere: { facts: [...who, 'unit', 'otherUnit'], nextStep: 'open_reservation' },
  checked_in_after_departure: { facts: [...who, 'unit'], nextStep: 'inspect_unit' },
  in_house_without_reservation: { facts: [...who, 'status', 'unit'], nextStep: 'call_guest' },
  out_of_order_occupied: { facts: [...who, 'unit'], nextStep: 'inspect_unit' },
  /** Somebody sleeps elsewhere: a unit less, and more sold than is left. */
  out_of_order_oversold: { facts: ['unit', 'unitType', 'night', 'sold', 'rooms'], nextStep: 'walk', urgent: true },
  not_ready_occupied: { facts: [...who, 'unit', 'housekeeping'], nextStep: 'inspect_unit' },
  stay_dates_differ: { facts: [...who, 'unit', 'arrival', 'departure'], nextStep: 'open_reservation' },
  guest_edit_conflict: { facts: ['guestName', 'field', 'kept', 'other'], nextStep: 'none' },
  /** `kept` and `other` are kinds of document. */
  identity_taken_twice: { facts: ['guestName', 'kept', 'other'], nextStep: 'none' },
  /** Agreed to at one desk, refused at another. */
  consent_refused_elsewhere: { facts: ['guestName', 'consent'], nextStep: 'none' },
  /** `other`: the answer that was not sent. */
  feedback_answered_twice: { facts: ['guestName', 'kept', 'other'], nextStep: 'none' },
  guest_record_closed: { facts: ['confirmationNo'], nextStep: 'open_reservation' },
  occupancy_exceeded: { facts: [...who, 'unitType', 'guests', 'max'], nextStep: 'open_reservation' },
  arrived_after_all: { facts: [...who, 'unit'], nextStep: 'open_reservation' },
  check_in_wins: { facts: [...who, 'unit'], nextStep: 'open_reservation' },
  /** Changed at a desk that did not know of the end; `status` is what it is. */
  changed_after_end: { facts: [...who, 'status'], nextStep: 'reinstate' },
  /** A guest in house stays on, and nobody without a unit was left to give way. */
  extended_oversold: { facts: [...who, 'unitType', 'night', 'sold', 'rooms'], nextStep: 'walk', urgent: true },
  /** A fact stands, though whoever told it had lost the role meanwhile. */
  given_without_role: { facts: ['person', 'role'], nextStep: 'none' },
  /** A fact stands, though whoever told it had been given a new PIN, of which the desk had not heard. */
  given_by_old_pin: { facts: ['person'], nextStep: 'none' },
  /** A terminal lets somebody in no more for a while. */
  locked_out: { facts: ['person', 'terminal', 'attempts'], nextStep: 'none' },
  /** Two desks took up one quote: `otherNo` was told to the guest, and stands for nothing. */
  quote_taken_twice: { facts: ['guestName', 'quoteNo', 'confirmationNo', 'otherNo'], nextStep: 'call_guest' },
  /** Two desks made a reservation of one place on the waitlist. */
  waiting_taken_twice: { facts: ['guestName', 'otherNo'], nextStep: 'call_guest' },
  /** Another desk had been told that the guest waits no more. */
  booked_after_leaving: { facts: who, nextStep: 'call_guest' },
  /** The house has no transaction code for it. */
  fee_not_charged: { facts: [...who, 'amount', 'currency'], nextStep: 'open_reservation' },
  /** The reservation stands again, and the folio that its fee was charged to is closed. */
  fee_not_taken_back: { facts: [...who, 'amount', 'currency', 'folioNo'], nextStep: 'open_reservation' },
  two_checks: { facts: ['table', 'orderNo', 'otherOrderNo'], nextStep: 'none' },
  order_for_departed: { facts: ['guestName', 'unit', 'orderNo'], nextStep: 'open_reservation' },
  ordered_after_settling: { facts: ['orderNo', 'extraOrderNo'], nextStep: 'none' },
  late_charge: { facts: [...who, 'unit', 'orderNo', 'amount', 'currency'], nextStep: 'call_guest' },
  charged_against_limit: { facts: [...who, 'unit', 'orderNo', 'amount', 'currency'], nextStep: 'open_reservation' },
  check_changed: { facts: ['orderNo', 'seen', 'total', 'currency'], nextStep: 'none' },
  drawer_opened_twice: { facts: ['drawer'], nextStep: 'none' },
  cash_in_suspense: { facts: ['orderNo', 'paid', 'currency', 'folioNo'], nextStep: 'none' },
  cash_after_count: { facts: ['orderNo', 'paid', 'currency', 'drawer'], nextStep: 'none' },
  cash_differs: { facts: ['orderNo', 'paid', 'currency', 'total', 'folioNo'], nextStep: 'none' },
  /** Checked out while another desk was posting: it stays on an open folio. */
  departed_owing: { facts: [...who, 'balance', 'currency'], nextStep: 'call_guest' },
  /** Posted though the desk would have been refused; `why` is the code of that. */
  charge_stands: { facts: [...who, 'description', 'amount', 'currency', 'why'], nextStep: 'open_reservation' },
  paid_twice: { facts: [...who, 'paid', 'currency', 'credit'], nextStep: 'call_guest' },
  payment_after_count: { facts: [...who, 'paid', 'currency', 'drawer'], nextStep: 'none' },
  payment_in_suspense: { facts: [...who, 'paid', 'currency', 'folioNo'], nextStep: 'none' },
  /** Queued at several desks, together more than head office lets rest on promises. */
  card_over_limit: { facts: [...who, 'paid', 'currency', 'limit'], nextStep: 'open_reservation' },
  card_declined: { facts: [...who, 'amount', 'currency', 'folioNo', 'reason'], nextStep: 'take_payment', urgent: true },
  card_declined_after_departure: {
    facts: [...who, 'amount', 'currency', 'folioNo', 'reason'],
    nextStep: 'call_guest',
    urgent: true,
  },
  /** `status` is what the first desk told of a queued card, `outcome` the other; `slip` proves what was captured. */
  card_told_twice: { facts: [...who, 'amount', 'currency', 'status', 'outcome', 'slip'], nextStep: 'open_reservation' },
  /** Two desks gave back one payment: `tooMuch` went beyond what was `paid`. */
  refunded_twice: { facts: [...who, 'amount', 'currency', 'paid', 'given', 'tooMuch'], nextStep: 'call_guest' },
  /** Given back in cash while another desk was asking for it. */
  refund_asked_in_vain: { facts: [...who, 'amount', 'currency', 'paid', 'given', 'asked'], nextStep: 'settle_refund' },
  refund_after_count: { facts: [...who, 'amount', 'currency', 'drawer'], nextStep: 'none' },
  /** The request had ended otherwise, as `status` says. */
  refund_given_anyway: { facts: [...who, 'amount', 'currency', 'status'], nextStep: 'open_reservation' },
  /** The command was refused for good; `code` and the refusal's own facts say why. */
  refused: { facts: ['code'], nextStep: 'none' },
} as const satisfies Record<string, ReasonDefinition>

export type Reason = keyof typeof reasons
type FactsOf<R extends Reason> = Record<(typeof reasons)[R]['facts'][number], string | number | boolean | null>

export interface Concerns {
  readonly reservationId?: Uuid
  readonly unitId?: Uuid
  readonly profileId?: Uuid
}

/** One entry; `key` tells the entries of one command apart where it makes several of one reason. */
export function entry<R extends Reason>(reason: R, facts: FactsOf<R>, concerns: Concerns, key = ''): Resolution {
  return {
    key: key === '' ? reason : `${reason}:${key}`,
    reason,
    facts,
    nextStep: reasons[reason].nextStep,
    ...concerns,
  }
}

/** The entry of a command that the centre refused for good. */
export function refusalEntry(refusal: Refusal, nextStep: NextStep, concerns: Concerns): Resolution {
  return {
    key: 'refused',
    reason: 'refused',
    facts: { ...refusal.facts, code: refusal.code },
    nextStep,
    ...concerns,
  }
}

const all: Readonly<Record<Reason, ReasonDefinition>> = reasons

export const isUrgent = (reason: string): boolean => isReason(reason) && all[reason].urgent === true

export const urgentReasons: readonly string[] = Object.keys(reasons).filter(isUrgent)

export function isReason(text: string): text is Reason {
  return Object.hasOwn(reasons, text)
}
