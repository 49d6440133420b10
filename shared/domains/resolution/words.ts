import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import { isRefusalCode } from '../refusals.ts'
import { accountWords } from './account-words.ts'
import type { NextStep, Reason } from './reasons.ts'
import { isReason, nextSteps } from './reasons.ts'
import { guestWords } from './guest-words.ts'
import { offerWords } from './offer-words.ts'
import { conflictWords } from './conflict-words.ts'
import { outletWords } from './outlet-words.ts'
import { refusalWords } from './refusal-words.ts'
import type { ResolutionRow } from './rows.ts'
import { stayWords } from './stay-words.ts'
import { stateWord, written } from './written.ts'

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

const labels: Record<NextStep, () => string> = {
  open_reservation: () => t('Open reservation'),
  assign_unit: () => t('Assign a unit'),
  call_guest: () => t('Call the guest'),
  inspect_unit: () => t('Inspect the unit'),
  reinstate: () => t('Reinstate'),
  walk: () => t('Choose whom to walk'),
  none: () => t('Mark as done'),
}

/** What the button says that takes the step. */
export const labelOfStep = (step: NextStep): string => labels[step]()

function causeOf(f: Facts): string {
  if (f.how === 'in_house') {
    return f.takenBy === null ? t('Another guest is in unit {oldUnit}', f) : t('{takenBy} is in unit {oldUnit}', f)
  }
  if (f.how === 'out_of_order') return t('Unit {oldUnit} is out of order', f)
  return f.takenBy === null
    ? t('Unit {oldUnit} was promised to another guest first', f)
    : t('Unit {oldUnit} was promised to {takenBy} first', f)
}

const wordsByReason: Record<Exclude<Reason, 'refused'>, (f: Facts) => Sentences> = {
  re_roomed: (f) => ({
    title: t('Re-roomed to {newUnit}', f),
    whatHappened: t(
      '{cause}. {guestName} ({confirmationNo}) was moved from unit {oldUnit} to {newUnit}, same nights, same price.',
      { ...f, cause: causeOf(f) },
    ),
    tellGuest: t('The unit is now {newUnit}; nothing else has changed.', f),
  }),
  upgraded: (f) => ({
    title: t('Upgraded to {newType}', f),
    whatHappened:
      f.newUnit === null
        ? t(
            'No {oldType} was left for all the nights. {guestName} ({confirmationNo}) was given {newType}, at the price that was quoted.',
            f,
          )
        : t(
            'No {oldType} was left for all the nights. {guestName} ({confirmationNo}) was given {newType}, unit {newUnit}, at the price that was quoted.',
            f,
          ),
    tellGuest: t('We have upgraded you to {newType} at no extra cost.', f),
  }),
  waitlisted: (f) => ({
    title: t('Sold out: on the waitlist'),
    whatHappened: t(
      '{unitType} and everything better is sold out from {arrival} to {departure}. {guestName} ({confirmationNo}) is on the waitlist.',
      f,
    ),
    tellGuest: t('Apologise: the stay is not confirmed. Offer other dates or another house.'),
  }),
  unit_lost_unassigned: (f) => ({
    title: t('Unit {oldUnit} lost, none assigned', f),
    whatHappened: t(
      '{cause}, and no other unit is free for all the nights. {guestName} ({confirmationNo}) keeps the reservation without a unit.',
      { ...f, cause: causeOf(f) },
    ),
    tellGuest: '',
  }),
  oversold_move_now: (f) => ({
    title: t('Two guests in unit {unit}: move now', f),
    whatHappened: t(
      '{otherGuest} and {guestName} ({confirmationNo}) were both checked in to unit {unit}. {otherGuest} keeps it.',
      f,
    ),
    tellGuest: t('Apologise and move the guest to another unit at once.'),
  }),
  type_oversold: (f) => ({
    title: t('Oversold: {unitType}', f),
    whatHappened: t(
      '{guestName} ({confirmationNo}) has unit {unit}. With that, {sold} {unitType} are sold for the night of {night}, and there are {rooms}.',
      f,
    ),
    tellGuest: t('Look which arrival has no unit yet, and find another type or another house for it.'),
  }),
  reinstated: (f) => ({
    title: t('Reinstated by check-in'),
    whatHappened: t(
      '{guestName} ({confirmationNo}) was {was} meanwhile, but the guest was checked in to unit {unit}. The reservation stands again and any fee is taken back.',
      f,
    ),
    tellGuest: '',
  }),
  checked_in_elsewhere: (f) => ({
    title: t('Checked in twice'),
    whatHappened: t(
      '{guestName} ({confirmationNo}) was checked in to unit {otherUnit} at another desk and to {unit} here. The record says {otherUnit}.',
      f,
    ),
    tellGuest: t('Ask in which unit the guest is, and move the record if need be.'),
  }),
  checked_in_after_departure: (f) => ({
    title: t('Checked in after check-out'),
    whatHappened: t(
      '{guestName} ({confirmationNo}) had been checked out at another desk when this check-in to unit {unit} arrived. It was not applied.',
      f,
    ),
    tellGuest: '',
  }),
  in_house_without_reservation: (f) => ({
    title: t('In house without a valid reservation'),
    whatHappened: t(
      '{guestName} ({confirmationNo}) was checked in to unit {unit}, but the reservation is {status}. The stay was recorded.',
      f,
    ),
    tellGuest: t('Agree on dates and price, and make a new reservation.'),
  }),
  out_of_order_occupied: (f) => ({
    title: t('Guest in unit {unit}, which was out of order', f),
    whatHappened: t(
      '{guestName} ({confirmationNo}) is in unit {unit}, which had been set out of order. It is out of service now; the fault is still there.',
      f,
    ),
    tellGuest: t('Ask whether all is well and offer another unit.'),
  }),
  not_ready_occupied: (f) => ({
    title: t('Guest in unit {unit}, which was not ready', f),
    whatHappened: t('{guestName} ({confirmationNo}) is in unit {unit}, which housekeeping had as {housekeeping}.', f),
    tellGuest: '',
  }),
  stay_dates_differ: (f) => ({
    title: t('In house outside the booked dates'),
    whatHappened: t(
      '{guestName} ({confirmationNo}) was checked in to unit {unit}; the reservation is from {arrival} to {departure}.',
      f,
    ),
    tellGuest: t('Agree on the dates of the stay.'),
  }),
  guest_edit_conflict: (f) => ({
    title: t('Two edits of one field'),
    whatHappened: t(
      '{field} of {guestName} was edited at two desks. {kept} is newer and stands; {other} is kept beside it.',
      { ...f, field: fieldWord(f.field), kept: quoted(f.kept), other: quoted(f.other) },
    ),
    tellGuest: '',
  }),
  guest_record_closed: (f) => ({
    title: t('The guest record was erased'),
    whatHappened: t(
      '{confirmationNo} was booked for a guest whose record has been erased on request. The reservation stands without a name.',
      f,
    ),
    tellGuest: t('Ask for the name again.'),
  }),
  occupancy_exceeded: (f) => ({
    title: t('Too many guests for {unitType}', f),
    whatHappened: t('{guestName} ({confirmationNo}) is booked for {guests} guests; {unitType} sleeps {max}.', f),
    tellGuest: t('Offer a larger unit.'),
  }),
  check_in_wins: (f) => ({
    title: t('Not cancelled: the guest is in house'),
    whatHappened: t(
      '{guestName} ({confirmationNo}) was cancelled here, but had been checked in to unit {unit} at another desk. The check-in stands.',
      { ...f, unit: f.unit ?? '?' },
    ),
    tellGuest: '',
  }),
  given_without_role: (f) => ({
    title: t('Done by {person}, who had lost the role', f),
    whatHappened: t(
      '{person} did this as {role} while the line was down; the role had been taken away meanwhile. It has happened, and so it stands.',
      f,
    ),
    tellGuest: '',
  }),
  given_by_old_pin: (f) => ({
    title: t('Done by {person} after a new PIN was given', f),
    whatHappened: t(
      '{person} had been given a new PIN, and went on at a desk that had not heard of it. What was done has happened, and so it stands.',
      f,
    ),
    tellGuest: '',
  }),
  ...offerWords,
  locked_out: (f) => ({
    title: f.terminal === '' ? t('{person} is locked out', f) : t('{person} is locked out at {terminal}', f),
    whatHappened:
      f.terminal === ''
        ? t('{attempts} wrong PINs in a row were entered for {person}. No PIN of theirs is taken for a while.', f)
        : t(
            '{attempts} wrong PINs in a row were entered for {person} at {terminal}. It takes no PIN of theirs for a while.',
            f,
          ),
    tellGuest: t(
      'Ask whether it was them. If so, unlock them or give a new PIN under People; if not, somebody tried: look into it.',
    ),
  }),
  ...accountWords,
  ...conflictWords,
  ...outletWords,
  ...stayWords,
  ...guestWords,
}

/** The sentences of an entry. An entry of a newer version, unknown here, is shown with what is known. */
export function describeResolution(
  row: Pick<ResolutionRow, 'reason' | 'facts' | 'nextStep' | 'commandName'>,
): ResolutionWords {
  const action = nextSteps.find((step) => step === row.nextStep) ?? 'none'
  return { ...sentencesOf(row), nextStep: { label: labelOfStep(action), action } }
  return { ...sentencesOf(row), nextStep: { label: labelOfStep(action), action } }
}

function sentencesOf(row: Pick<ResolutionRow, 'reason' | 'facts' | 'commandName'>): Sentences {
  const { reason } = row
  if (!isReason(reason) || reason === 'refused') {
    const { what, todo } = describeRefusal({ code: String(row.facts.code ?? reason), facts: row.facts })
    return {
      title: t('Not done: {command}', { command: nameOfCommand(row.commandName) }),
      whatHappened: what,
      tellGuest: todo,
    }
  }
  return wordsByReason[reason](written(row.facts))
}

/** What a refusal means to the person who is told no at once, and what to do about it. */
export function describeRefusal(refusal: Refusal): RefusalWords {
  const code: RefusalCode | undefined = isRefusalCode(refusal.code) ? refusal.code : undefined
  if (code) return refusalWords[code](written(refusal.facts))
  return {
    what: t('This cannot be done ({code}).', { code: refusal.code }),
    todo: t('Look at the record again, then retry.'),
  }
}

const commandWords: Readonly<Record<string, { name: () => string; subject: string }>> = {
  'v1.reservation.create': { name: () => t('New reservation'), subject: 'confirmationNo' },
  'v1.reservation.assignUnit': { name: () => t('Assign unit'), subject: 'confirmationNo' },
  'v1.reservation.moveUnit': { name: () => t('Move'), subject: 'confirmationNo' },
  'v1.reservation.checkIn': { name: () => t('Check in'), subject: 'confirmationNo' },
  'v1.reservation.checkOut': { name: () => t('Check out'), subject: 'confirmationNo' },
  'v1.reservation.modify': { name: () => t('Change stay'), subject: 'confirmationNo' },
  'v1.reservation.confirm': { name: () => t('Confirm'), subject: 'confirmationNo' },
  'v1.reservation.setGuarantee': { name: () => t('Guarantee'), subject: 'confirmationNo' },
  'v1.reservation.expire': { name: () => t('Let lapse'), subject: 'confirmationNo' },
  'v1.reservation.walk': { name: () => t('Walk'), subject: 'confirmationNo' },
  'v1.reservation.noShow': { name: () => t('No-show'), subject: 'confirmationNo' },
  'v1.reservation.reinstate': { name: () => t('Reinstate'), subject: 'confirmationNo' },
  'v1.reservation.reverseCheckIn': { name: () => t('Take back check-in'), subject: 'confirmationNo' },
  'v1.reservation.lockUnit': { name: () => t('Lock or unlock the unit of'), subject: 'confirmationNo' },
  'v1.reservation.splitStay': { name: () => t('Split stay'), subject: 'confirmationNo' },
  'v1.reservation.swapUnits': { name: () => t('Swap units'), subject: 'confirmationNo' },
  'v1.reservation.addTrace': { name: () => t('New trace'), subject: 'confirmationNo' },
  'v1.reservation.completeTrace': { name: () => t('Trace done:'), subject: 'text' },
  'v1.reservation.setNotes': { name: () => t('Notes'), subject: 'confirmationNo' },
  'v1.property.setOverbooking': { name: () => t('Overbooking limit'), subject: 'typeName' },
  'v1.reservation.cancel': { name: () => t('Cancel'), subject: 'confirmationNo' },
  'v1.quote.give': { name: () => t('New quote'), subject: 'quoteNo' },
  'v1.quote.convert': { name: () => t('Take up quote'), subject: 'quoteNo' },
  'v1.quote.decline': { name: () => t('Quote declined:'), subject: 'quoteNo' },
  'v1.quote.lapse': { name: () => t('Quote lapsed:'), subject: 'quoteNo' },
  'v1.waitlist.add': { name: () => t('Waitlist:'), subject: 'guestName' },
  'v1.waitlist.setPriority': { name: () => t('Priority on the waitlist of'), subject: 'guestName' },
  'v1.waitlist.offer': { name: () => t('Offered a room from the waitlist:'), subject: 'guestName' },
  'v1.waitlist.decline': { name: () => t('Waits on:'), subject: 'guestName' },
  'v1.waitlist.leave': { name: () => t('Off the waitlist:'), subject: 'guestName' },
  'v1.waitlist.lapse': { name: () => t('Waited in vain:'), subject: 'guestName' },
  'v1.waitlist.book': { name: () => t('Booked from the waitlist:'), subject: 'guestName' },
  'v1.guest.edit': { name: () => t('Edit guest'), subject: 'guestName' },
  'v1.guest.setConsent': { name: () => t('Consent of'), subject: 'guestName' },
  'v1.guest.setPreferences': { name: () => t('Preferences of'), subject: 'guestName' },
  'v1.guest.keepMembership': { name: () => t('Membership of'), subject: 'guestName' },
  'v1.guest.endMembership': { name: () => t('End membership of'), subject: 'guestName' },
  'v1.guest.merge': { name: () => t('Merge guests into'), subject: 'guestName' },
  'v1.feedback.record': { name: () => t('Feedback of'), subject: 'guestName' },
  'v1.feedback.respond': { name: () => t('Answer feedback of'), subject: 'guestName' },
  'v1.feedback.setSentiment': { name: () => t('Mood of feedback'), subject: '' },
  'v1.guest.captureIdentity': { name: () => t('Take down the identity of'), subject: 'guestName' },
  'v1.guest.revealIdentity': { name: () => t('Uncover the identity of'), subject: 'guestName' },
  'v1.unit.setHousekeepingStatus': { name: () => t('Set unit'), subject: 'unitNumber' },
  'v1.housekeeping.completeTask': { name: () => t('Task done: unit'), subject: 'unitNumber' },
  'v1.order.place': { name: () => t('Order'), subject: 'orderNo' },
  'v1.order.addItems': { name: () => t('More on check'), subject: 'orderNo' },
  'v1.order.voidItem': { name: () => t('Void'), subject: 'item' },
  'v1.order.settleToRoom': { name: () => t('Charge to room'), subject: 'orderNo' },
  'v1.order.settleCash': { name: () => t('Cash for'), subject: 'orderNo' },
  'v1.folio.postCharge': { name: () => t('Post'), subject: 'description' },
  'v1.folio.takePayment': { name: () => t('Payment of'), subject: 'guestName' },
  'v1.cashier.openDrawer': { name: () => t('Open drawer'), subject: 'drawer' },
  'v1.access.changePin': { name: () => t('New own PIN'), subject: '' },
  'v1.access.resetPin': { name: () => t('New PIN for a colleague'), subject: '' },
  'v1.access.tellLockOut': { name: () => t('Lock-out'), subject: '' },
  'v1.access.releaseLockOut': { name: () => t('Unlock'), subject: 'personName' },
  'v1.resolution.resolve': { name: () => t('Resolve entry'), subject: '' },
  'v1.resolution.reopen': { name: () => t('Open entry again'), subject: '' },
}
/** 'Check in'; its own name where this program does not know it. */
export const nameOfCommand = (name: string): string => commandWords[name]?.name() ?? name
export const describedCommands: readonly string[] = Object.keys(commandWords)

/** Short text for the queue: 'Check in R-7K2', 'Set unit 104 clean'. Arguments are taken as they lie in the outbox. */
export function describeCommand(name: string, args: unknown): string {
  const words = commandWords[name]
  if (!words) return name
  const given: Readonly<Record<string, unknown>> = typeof args === 'object' && args !== null ? { ...args } : {}
  const subject = given[words.subject]
  const status = given.status
  return [words.name(), subject, typeof status === 'string' ? stateWord(status) : undefined]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ')
}

const quoted = (value: Facts[string] | undefined) =>
  value === null || value === undefined || value === '' ? t('(empty)') : `"${value}"`

const fieldWords: Readonly<Record<string, () => string>> = {
  firstName: () => t('First name'),
  lastName: () => t('Last name'),
  email: () => t('E-mail'),
  phone: () => t('Phone'),
  nationality: () => t('Nationality'),
  language: () => t('Language'),
  vipLevel: () => t('VIP level'),
  notes: () => t('Notes'),
  noPost: () => t('No-post mark'),
}
const fieldWord = (field: Facts[string] | undefined) => fieldWords[String(field)]?.() ?? String(field)
