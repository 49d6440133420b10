import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import { isRefusalCode } from '../refusals.ts'
import { accessWords } from './access-words.ts'
import { accountWords } from './account-words.ts'
import type { EntryWords, WordsOf } from './entry-words.ts'
import type { NextStep, Reason } from './reasons.ts'
import { isReason, nextSteps } from './reasons.ts'
import { guestWords } from './guest-words.ts'
import { offerWords } from './offer-words.ts'
import { conflictWords } from './conflict-words.ts'
import { outletWords } from './outlet-words.ts'
import { recordWords } from './record-words.ts'
import { refusalWords } from './refusal-words.ts'
import { roomWords } from './room-words.ts'
import type { ResolutionRow } from './rows.ts'
import { paymentWords } from './payment-words.ts'
import { stayWords } from './stay-words.ts'
import { upkeepCommandWords, upkeepWords } from './upkeep-words.ts'
import { stateWord, written } from './written.ts'

export interface ResolutionWords extends EntryWords {
  readonly nextStep: { readonly label: string; readonly action: NextStep }
}

export interface RefusalWords {
  what: string
  todo: string
}

const labels: Record<NextStep, () => string> = {
  open_reservation: () => t('Open reservation'),
  assign_unit: () => t('Assign a unit'),
  call_guest: () => t('Call the guest'),
  inspect_unit: () => t('Inspect the unit'),
  reinstate: () => t('Reinstate'),
  walk: () => t('Choose whom to walk'),
  take_payment: () => t('Take a payment'),
  settle_refund: () => t('Answer the request'),
  none: () => t('Mark as done'),
}

/** What the button says that takes the step. */
export const labelOfStep = (step: NextStep): string => labels[step]()

const wordsByReason: WordsOf<Exclude<Reason, 'refused'>> = {
  ...roomWords,
  ...recordWords,
  ...accessWords,
  ...offerWords,
  ...accountWords,
  ...paymentWords,
  ...conflictWords,
  ...outletWords,
  ...stayWords,
  ...upkeepWords,
  ...guestWords,
}

/** The sentences of an entry. An entry of a newer version, unknown here, is shown with what is known. */
export function describeResolution(
  row: Pick<ResolutionRow, 'reason' | 'facts' | 'nextStep' | 'commandName'>,
): ResolutionWords {
  const action = nextSteps.find((step) => step === row.nextStep) ?? 'none'
  return { ...sentencesOf(row), nextStep: { label: labelOfStep(action), action } }
}

function sentencesOf(row: Pick<ResolutionRow, 'reason' | 'facts' | 'commandName'>): EntryWords {
  const { reason } = row
  const command = nameOfCommand(row.commandName)
  if (isReason(reason) && reason !== 'refused') return wordsByReason[reason](written(row.facts))
  if (reason === 'refused') {
    const { what, todo } = describeRefusal({ code: String(row.facts.code), facts: row.facts })
    return { title: t('Not done: {command}', { command }), happened: what, done: t('Nothing was changed.'), todo }
  }
  return {
    title: t('To look at: {command}', { command }),
    happened: t('The centre is newer than this desk, which has no words for this ({reason}).', { reason }),
    done: t('Look at the record to see how it stands.'),
  }
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
  'v1.quote.extend': { name: () => t('Quote stands longer:'), subject: 'quoteNo' },
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
  'v1.guest.tellApart': { name: () => t('Not the same guest:'), subject: 'guestName' },
  'v1.feedback.record': { name: () => t('Feedback of'), subject: 'guestName' },
  'v1.feedback.respond': { name: () => t('Answer feedback of'), subject: 'guestName' },
  'v1.feedback.setSentiment': { name: () => t('Mood of feedback'), subject: '' },
  'v1.guest.captureIdentity': { name: () => t('Take down the identity of'), subject: 'guestName' },
  'v1.guest.revealIdentity': { name: () => t('Uncover the identity of'), subject: 'guestName' },
  'v1.unit.setHousekeepingStatus': { name: () => t('Set unit'), subject: 'unitNumber' },
  'v1.housekeeping.completeTask': { name: () => t('Task done: unit'), subject: 'unitNumber' },
  ...upkeepCommandWords,
  'v1.order.place': { name: () => t('Order'), subject: 'orderNo' },
  'v1.order.addItems': { name: () => t('More on check'), subject: 'orderNo' },
  'v1.order.voidItem': { name: () => t('Void'), subject: 'item' },
  'v1.order.settleToRoom': { name: () => t('Charge to room'), subject: 'orderNo' },
  'v1.order.settleCash': { name: () => t('Cash for'), subject: 'orderNo' },
  'v1.folio.postCharge': { name: () => t('Post'), subject: 'description' },
  'v1.folio.takePayment': { name: () => t('Payment of'), subject: 'guestName' },
  'v1.folio.queueCard': { name: () => t('Card without line'), subject: 'guestName' },
  'v1.folio.tellCard': { name: () => t('Card outcome'), subject: 'guestName' },
  'v1.folio.refund': { name: () => t('Refund'), subject: 'guestName' },
  'v1.folio.requestRefund': { name: () => t('Refund asked for'), subject: 'guestName' },
  'v1.folio.settleRefund': { name: () => t('Answer a refund'), subject: 'guestName' },
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
