import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import type { WordsOf } from './entry-words.ts'

type Facts = Refusal['facts']
type OfferRefusal = Extract<RefusalCode, `quote_${string}` | `waiting_${string}`>

const nothingLeft = () => t('Nothing is left to do.')

/** What stands in the way of a quote or of a place on the waitlist, and what to do about it. */
export const offerRefusalWords: Record<OfferRefusal, (f: Facts) => { what: string; todo: string }> = {
  quote_converted: (f) => ({
    what: t('Quote {quoteNo} for {guestName} was taken up already: reservation {confirmationNo}.', f),
    todo: t('Open that reservation.'),
  }),
  quote_declined: (f) => ({
    what: t('{guestName} has said no to quote {quoteNo} already.', f),
    todo: nothingLeft(),
  }),
  quote_lapsed: (f) => ({
    what: t('Quote {quoteNo} for {guestName} stood until {validUntil}.', f),
    todo: t('Give a new quote at the prices of today, or make a reservation.'),
  }),
  quote_not_found: () => ({
    what: t('This quote is not on this desk.'),
    todo: t('Look for it at another desk, or give a new one.'),
  }),
  quote_stands: (f) => ({
    what: t('Quote {quoteNo} for {guestName} stands until {validUntil}.', f),
    todo: t('Write down that the guest said no, if that is so.'),
  }),
  waiting_ended: (f) => ({
    what: t('{guestName} waits no longer: {status}.', f),
    todo:
      f['status'] === 'fulfilled'
        ? t('A reservation was made of it. Where the guest does not want it, cancel it.')
        : nothingLeft(),
  }),
  waiting_not_found: () => ({
    what: t('This place on the waitlist is not on this desk.'),
    todo: t('Look at the waitlist as it is now.'),
  }),
  waiting_not_offered: (f) => ({
    what: t('{guestName} has been offered nothing yet.', f),
    todo: t('Offer the room first.'),
  }),
  waiting_offered: (f) => ({
    what: t('{guestName} has been offered a room already.', f),
    todo: t('Write down what the guest said.'),
  }),
  waiting_stands: (f) => ({
    what: t('{guestName} waits for nights from {arrival} on.', f),
    todo: t('Take the guest off the list, if nothing is wanted any more.'),
  }),
}

/** What two desks did to one offer while they were apart, and what became of a fee. */
export const offerWords: WordsOf<
  'quote_taken_twice' | 'waiting_taken_twice' | 'booked_after_leaving' | 'fee_not_charged' | 'fee_not_taken_back'
> = {
  quote_taken_twice: (f) => ({
    title: t('Quote {quoteNo} taken up twice', f),
    happened: t('{guestName} took up quote {quoteNo} at two desks.', f),
    done: t('Reservation {confirmationNo} stands; {otherNo} was not made.', f),
    tell: t('The number of your reservation is {confirmationNo}; {otherNo} is not valid.', f),
  }),
  waiting_taken_twice: (f) => ({
    title: t('Booked from the waitlist twice'),
    happened: t('Another desk had made a reservation for {guestName} from the waitlist already.', f),
    done: t('{otherNo} was not made.', f),
    todo: t('The number {otherNo} is not valid: tell the guest that of the reservation that stands.', f),
  }),
  booked_after_leaving: (f) => ({
    title: t('Booked after leaving the waitlist'),
    happened: t('{guestName} had left the waitlist at another desk.', f),
    done: t('Reservation {confirmationNo} stands all the same.', f),
    todo: t('Ask the guest, and cancel it where they do not want it.'),
  }),
  fee_not_charged: (f) => ({
    title: t('Fee not charged to a folio'),
    happened: t(
      'A fee of {amount} is owed for {guestName} ({confirmationNo}), and this house has no transaction code for it.',
      f,
    ),
    done: t('It stands on the reservation alone.'),
    todo: t('Ask head office for the code, and charge the fee by hand until then.'),
  }),
  fee_not_taken_back: (f) => ({
    title: t('Fee on a closed folio'),
    happened: t(
      '{guestName} ({confirmationNo}) stands again, but the fee of {amount} was charged to folio {folioNo}, which is closed.',
      f,
    ),
    done: t('The charge stands on that folio.'),
    todo: t('Refund the fee, or reopen the folio and take the charge back.'),
  }),
}
