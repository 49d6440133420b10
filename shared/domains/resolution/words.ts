import type { Refusal } from '../../command/command.ts'
import { roleWords } from '../access/words.ts'
import type { RefusalCode } from '../refusals.ts'
import { isRefusalCode } from '../refusals.ts'
import type { NextStep, Reason } from './reasons.ts'
import { isReason, nextSteps } from './reasons.ts'
import { outletWords } from './outlet-words.ts'
import { refusalWords } from './refusal-words.ts'
import type { ResolutionRow } from './rows.ts'
import { stayWords } from './stay-words.ts'

type Facts = Refusal['facts']

export interface ResolutionWords {
  title: string
  whatHappened: string
  /** Empty where the guest need not know. */
  tellGuest: string
  nextStep: { label: string; action: NextStep }
}

export interface RefusalWords {
  what: string
  todo: string
}

type Sentences = Omit<ResolutionWords, 'nextStep'>

const labels: Record<NextStep, string> = {
  open_reservation: 'Open reservation',
  assign_unit: 'Assign a unit',
  call_guest: 'Call the guest',
  inspect_unit: 'Inspect the unit',
  reinstate: 'Reinstate',
  none: 'Mark as done',
}

const bookingOf = (f: Facts) => `${f.guestName} (${f.confirmationNo})`

function causeOf(f: Facts): string {
  if (f.how === 'in_house') return `${f.takenBy ?? 'Another guest'} is in unit ${f.oldUnit}`
  if (f.how === 'out_of_order') return `Unit ${f.oldUnit} is out of order`
  return `Unit ${f.oldUnit} was promised to ${f.takenBy ?? 'another guest'} first`
}

const wordsByReason: Record<Exclude<Reason, 'refused'>, (f: Facts) => Sentences> = {
  re_roomed: (f) => ({
    title: `Re-roomed to ${f.newUnit}`,
    whatHappened: `${causeOf(f)}. ${bookingOf(f)} was moved from unit ${f.oldUnit} to ${f.newUnit}, same nights, same price.`,
    tellGuest: `The unit is now ${f.newUnit}; nothing else has changed.`,
  }),
  upgraded: (f) => ({
    title: `Upgraded to ${f.newType}`,
    whatHappened:
      `No ${f.oldType} was left for all the nights. ${bookingOf(f)} was given ${f.newType}` +
      `${f.newUnit === null ? '' : `, unit ${f.newUnit}`}, at the price that was quoted.`,
    tellGuest: `We have upgraded you to ${f.newType} at no extra cost.`,
  }),
  waitlisted: (f) => ({
    title: 'Sold out: on the waitlist',
    whatHappened: `${f.unitType} and everything better is sold out from ${f.arrival} to ${f.departure}. ${bookingOf(f)} is on the waitlist.`,
    tellGuest: 'Apologise: the stay is not confirmed. Offer other dates or another house.',
  }),
  unit_lost_unassigned: (f) => ({
    title: `Unit ${f.oldUnit} lost, none assigned`,
    whatHappened: `${causeOf(f)}, and no other unit is free for all the nights. ${bookingOf(f)} keeps the reservation without a unit.`,
    tellGuest: '',
  }),
  oversold_move_now: (f) => ({
    title: `Two guests in unit ${f.unit}: move now`,
    whatHappened: `${f.otherGuest} and ${bookingOf(f)} were both checked in to unit ${f.unit}. ${f.otherGuest} keeps it.`,
    tellGuest: 'Apologise and move the guest to another unit at once.',
  }),
  type_oversold: (f) => ({
    title: `Oversold: ${f.unitType}`,
    whatHappened: `${bookingOf(f)} has unit ${f.unit}. With that, ${f.sold} ${f.unitType} are sold for the night of ${f.night}, and there are ${f.rooms}.`,
    tellGuest: 'Look which arrival has no unit yet, and find another type or another house for it.',
  }),
  reinstated: (f) => ({
    title: 'Reinstated by check-in',
    whatHappened: `${bookingOf(f)} was ${stateWord(f.was)} meanwhile, but the guest was checked in to unit ${f.unit}. The reservation stands again and any fee is taken back.`,
    tellGuest: '',
  }),
  checked_in_elsewhere: (f) => ({
    title: 'Checked in twice',
    whatHappened: `${bookingOf(f)} was checked in to unit ${f.otherUnit} at another desk and to ${f.unit} here. The record says ${f.otherUnit}.`,
    tellGuest: 'Ask in which unit the guest is, and move the record if need be.',
  }),
  checked_in_after_departure: (f) => ({
    title: 'Checked in after check-out',
    whatHappened: `${bookingOf(f)} had been checked out at another desk when this check-in to unit ${f.unit} arrived. It was not applied.`,
    tellGuest: '',
  }),
  in_house_without_reservation: (f) => ({
    title: 'In house without a valid reservation',
    whatHappened: `${bookingOf(f)} was checked in to unit ${f.unit}, but the reservation is ${stateWord(f.status)}. The stay was recorded.`,
    tellGuest: 'Agree on dates and price, and make a new reservation.',
  }),
  out_of_order_occupied: (f) => ({
    title: `Guest in unit ${f.unit}, which was out of order`,
    whatHappened: `${bookingOf(f)} is in unit ${f.unit}, which had been set out of order. It is out of service now; the fault is still there.`,
    tellGuest: 'Ask whether all is well and offer another unit.',
  }),
  not_ready_occupied: (f) => ({
    title: `Guest in unit ${f.unit}, which was not ready`,
    whatHappened: `${bookingOf(f)} is in unit ${f.unit}, which housekeeping had as ${stateWord(f.housekeeping)}.`,
    tellGuest: '',
  }),
  stay_dates_differ: (f) => ({
    title: 'In house outside the booked dates',
    whatHappened: `${bookingOf(f)} was checked in to unit ${f.unit}; the reservation is from ${f.arrival} to ${f.departure}.`,
    tellGuest: 'Agree on the dates of the stay.',
  }),
  guest_edit_conflict: (f) => ({
    title: 'Two edits of one field',
    whatHappened: `${fieldWord(f.field)} of ${f.guestName} was edited at two desks. ${quoted(f.kept)} is newer and stands; ${quoted(f.other)} is kept beside it.`,
    tellGuest: '',
  }),
  guest_record_closed: (f) => ({
    title: 'The guest record was erased',
    whatHappened: `${f.confirmationNo} was booked for a guest whose record has been erased on request. The reservation stands without a name.`,
    tellGuest: 'Ask for the name again.',
  }),
  occupancy_exceeded: (f) => ({
    title: `Too many guests for ${f.unitType}`,
    whatHappened: `${bookingOf(f)} is booked for ${f.guests} guests; ${f.unitType} sleeps ${f.max}.`,
    tellGuest: 'Offer a larger unit.',
  }),
  check_in_wins: (f) => ({
    title: 'Not cancelled: the guest is in house',
    whatHappened: `${bookingOf(f)} was cancelled here, but had been checked in to unit ${f.unit ?? '?'} at another desk. The check-in stands.`,
    tellGuest: '',
  }),
  given_without_role: (f) => ({
    title: `Done by ${f.person}, who had lost the role`,
    whatHappened: `${f.person} did this as ${roleWords(f.role)} while the line was down; the role had been taken away meanwhile. It has happened, and so it stands.`,
    tellGuest: '',
  }),
  locked_out: (f) => ({
    title: `${f.person} is locked out${f.terminal === '' ? '' : ` at ${f.terminal}`}`,
    whatHappened: `${f.attempts} wrong PINs in a row were entered for ${f.person}${f.terminal === '' ? '' : ` at ${f.terminal}`}. It takes no PIN of theirs for a while.`,
    tellGuest:
      'Ask whether it was them. If so, unlock them or give a new PIN under People; if not, somebody tried: look into it.',
  }),
  ...outletWords,
  ...stayWords,
}

/** The sentences of an entry. An entry of a newer version, unknown here, is shown with what is known. */
export function describeResolution(
  row: Pick<ResolutionRow, 'reason' | 'facts' | 'nextStep' | 'commandName'>,
): ResolutionWords {
  const action = nextSteps.find((step) => step === row.nextStep) ?? 'none'
  return { ...sentencesOf(row), nextStep: { label: labels[action], action } }
}

function sentencesOf(row: Pick<ResolutionRow, 'reason' | 'facts' | 'commandName'>): Sentences {
  const { reason } = row
  if (!isReason(reason) || reason === 'refused') {
    const { what, todo } = describeRefusal({ code: String(row.facts.code ?? reason), facts: row.facts })
    return {
      title: `Not done: ${nameOfCommand(row.commandName)}`,
      whatHappened: what,
      tellGuest: todo,
    }
  }
  return wordsByReason[reason](row.facts)
}

/** What a refusal means to the person who is told no at once, and what to do about it. */
export function describeRefusal(refusal: Refusal): RefusalWords {
  const code: RefusalCode | undefined = isRefusalCode(refusal.code) ? refusal.code : undefined
  if (code) return refusalWords[code](refusal.facts)
  return { what: `This cannot be done (${refusal.code}).`, todo: 'Look at the record again, then retry.' }
}

const commandWords: Readonly<Record<string, { name: string; subject: string }>> = {
  'v1.reservation.create': { name: 'New reservation', subject: 'confirmationNo' },
  'v1.reservation.assignUnit': { name: 'Assign unit', subject: 'confirmationNo' },
  'v1.reservation.moveUnit': { name: 'Move', subject: 'confirmationNo' },
  'v1.reservation.checkIn': { name: 'Check in', subject: 'confirmationNo' },
  'v1.reservation.checkOut': { name: 'Check out', subject: 'confirmationNo' },
  'v1.reservation.modify': { name: 'Change stay', subject: 'confirmationNo' },
  'v1.reservation.confirm': { name: 'Confirm', subject: 'confirmationNo' },
  'v1.reservation.setGuarantee': { name: 'Guarantee', subject: 'confirmationNo' },
  'v1.reservation.expire': { name: 'Let lapse', subject: 'confirmationNo' },
  'v1.reservation.noShow': { name: 'No-show', subject: 'confirmationNo' },
  'v1.reservation.reinstate': { name: 'Reinstate', subject: 'confirmationNo' },
  'v1.reservation.reverseCheckIn': { name: 'Take back check-in', subject: 'confirmationNo' },
  'v1.reservation.lockUnit': { name: 'Lock or unlock the unit of', subject: 'confirmationNo' },
  'v1.reservation.splitStay': { name: 'Split stay', subject: 'confirmationNo' },
  'v1.reservation.swapUnits': { name: 'Swap units', subject: 'confirmationNo' },
  'v1.reservation.addTrace': { name: 'New trace', subject: 'confirmationNo' },
  'v1.reservation.completeTrace': { name: 'Trace done:', subject: 'text' },
  'v1.reservation.setNotes': { name: 'Notes', subject: 'confirmationNo' },
  'v1.property.setOverbooking': { name: 'Overbooking limit', subject: 'typeName' },
  'v1.reservation.cancel': { name: 'Cancel', subject: 'confirmationNo' },
  'v1.guest.edit': { name: 'Edit guest', subject: 'guestName' },
  'v1.unit.setHousekeepingStatus': { name: 'Set unit', subject: 'unitNumber' },
  'v1.housekeeping.completeTask': { name: 'Task done: unit', subject: 'unitNumber' },
  'v1.order.place': { name: 'Order', subject: 'orderNo' },
  'v1.order.addItems': { name: 'More on check', subject: 'orderNo' },
  'v1.order.voidItem': { name: 'Void', subject: 'item' },
  'v1.order.settleToRoom': { name: 'Charge to room', subject: 'orderNo' },
  'v1.order.settleCash': { name: 'Cash for', subject: 'orderNo' },
  'v1.cashier.openDrawer': { name: 'Open drawer', subject: 'drawer' },
  'v1.access.changePin': { name: 'New own PIN', subject: '' },
  'v1.access.resetPin': { name: 'New PIN for a colleague', subject: '' },
  'v1.access.tellLockOut': { name: 'Lock-out', subject: '' },
  'v1.access.releaseLockOut': { name: 'Unlock', subject: 'personName' },
  'v1.resolution.resolve': { name: 'Resolve entry', subject: '' },
}
/** 'Check in'; its own name where this program does not know it. */
export const nameOfCommand = (name: string): string => commandWords[name]?.name ?? name
export const describedCommands: readonly string[] = Object.keys(commandWords)

/** Short text for the queue: 'Check in R-7K2', 'Set unit 104 clean'. Arguments are taken as they lie in the outbox. */
export function describeCommand(name: string, args: unknown): string {
  const words = commandWords[name]
  if (!words) return name
  const given: Readonly<Record<string, unknown>> = typeof args === 'object' && args !== null ? { ...args } : {}
  const subject = given[words.subject]
  const status = given.status
  return [words.name, subject, typeof status === 'string' ? stateWord(status) : undefined]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ')
}

const stateWord = (state: Facts[string] | undefined) => String(state ?? 'unknown').replaceAll('_', ' ')
const quoted = (value: Facts[string] | undefined) =>
  value === null || value === undefined || value === '' ? '(empty)' : `"${value}"`

const fieldWords: Readonly<Record<string, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
  nationality: 'Nationality',
  language: 'Language',
  vipLevel: 'VIP level',
  notes: 'Notes',
  noPost: 'No-post mark',
}
const fieldWord = (field: Facts[string] | undefined) => fieldWords[String(field)] ?? String(field)
