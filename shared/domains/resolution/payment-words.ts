import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import type { WordsOf } from './entry-words.ts'

type PaymentReason =
  | 'card_over_limit'
  | 'card_declined'
  | 'card_declined_after_departure'
  | 'card_told_twice'
  | 'refunded_twice'
  | 'refund_asked_in_vain'
  | 'refund_after_count'
  | 'refund_given_anyway'
type PaymentRefusal = Extract<
  RefusalCode,
  | 'card_limit'
  | 'card_told'
  | 'payment_not_found'
  | 'refund_by_request'
  | 'refund_exceeds'
  | 'refund_not_found'
  | 'refund_settled'
  | 'refund_slip_missing'
>

type Facts = Refusal['facts']

/** What the Resolution Centre says of cards that were queued, and of money that went back. */
export const paymentWords: WordsOf<PaymentReason> = {
  card_over_limit: (f) => ({
    title: t('More on cards without line than allowed: {paid}', f),
    happened: t(
      '{paid} of {guestName} ({confirmationNo}) was queued on a card while another desk had queued one. Together it is more than the {limit} that may rest on cards without a line.',
      f,
    ),
    done: t('Both stay queued.'),
    todo: t('If the guest is in house, ask for another means for a part of it.'),
  }),
  card_declined: (f) => ({
    title: t('Card declined: {amount} is owed again', f),
    happened: t('The card of {guestName} ({confirmationNo}) was declined when the line was back: {reason}.', f),
    done: t('{amount} is owed again on the folio {folioNo}.', f),
    tell: t('Your card was declined; may we ask for another means of payment?'),
  }),
  card_declined_after_departure: (f) => ({
    title: t('Card declined, guest gone: {amount} is owed', f),
    happened: t(
      '{guestName} ({confirmationNo}) has left, and the card was declined when the line was back: {reason}.',
      f,
    ),
    done: t('{amount} is owed again on the folio {folioNo}, which is open for it.', f),
    tell: t('Your card was declined after you left; {amount} is still open.', f),
  }),
  card_told_twice: (f) => ({
    title: t('One card, told twice: {amount}', f),
    happened: t(
      'The queued card of {guestName} ({confirmationNo}), {amount}, was {status} at one desk and {outcome} at another.',
      f,
    ),
    done: t('What has a slip is booked: {slip}.', f),
    todo: t('Compare the slips with the journal of the card terminal. If the card was charged twice, give one back.'),
  }),
  refunded_twice: (f) => ({
    title: t('Given back twice: {tooMuch} too much', f),
    happened: t(
      'Of {paid} that {guestName} ({confirmationNo}) had paid, {given} was given back: two desks did it while apart.',
      f,
    ),
    done: t('Both stand; {tooMuch} is owed on the account.', f),
    tell: t('We gave you {tooMuch} too much; may we ask for it back?', f),
  }),
  refund_asked_in_vain: (f) => ({
    title: t('Given back, and still asked for: {asked}', f),
    happened: t(
      'Of {paid} that {guestName} ({confirmationNo}) had paid, {given} was given back while another desk was asking for {asked}.',
      f,
    ),
    done: t('What was given stands, and the payment does not cover both.'),
    todo: t('Turn the request down, if it was for the same.'),
  }),
  refund_after_count: (f) => ({
    title: t('Cash given back after the count of {drawer}', f),
    happened: t(
      '{amount} was given back to {guestName} ({confirmationNo}) out of the drawer {drawer}, which had been counted by then.',
      f,
    ),
    done: t('It is booked in that drawer; the count was made without it.'),
    todo: t('Look at the count again: {amount} explains a difference.', f),
  }),
  refund_given_anyway: (f) => ({
    title: t('Given back, though the request was {status}', f),
    happened: t(
      '{amount} was given back to {guestName} ({confirmationNo}), while another desk had the request as {status}.',
      f,
    ),
    done: t('The money has gone, and is booked beside that.'),
    todo: t('Ask both desks whether it was given once or twice.'),
  }),
}

/** What stands in the way of a refund or of a card without line, and what to do about it. */
export const paymentRefusalWords: Record<PaymentRefusal, (f: Facts) => { what: string; todo: string }> = {
  card_limit: (f) => ({
    what: t(
      '{amount} on a card is too much while its line is down: {queued} of {guestName} ({confirmationNo}) is queued, and {limit} may be.',
      f,
    ),
    todo: t('Take less on the card, or cash.'),
  }),
  card_told: (f) => ({
    what: t('The card of {guestName} ({confirmationNo}), {amount}, is {status} already.', f),
    todo: t('Look at the account as it is now.'),
  }),
  payment_not_found: () => ({
    what: t('This payment is not on this desk.'),
    todo: t('Look at the account again, or ask head office.'),
  }),
  refund_by_request: () => ({
    what: t('This was not paid in cash.'),
    todo: t('Ask for the refund instead: it goes back the way it was paid.'),
  }),
  refund_exceeds: (f) => ({
    what: t('{amount} is more than is left of this payment of {guestName} ({confirmationNo}): {left}.', f),
    todo: t('Look at what was given back or asked for already.'),
  }),
  refund_not_found: () => ({
    what: t('This request is not on this desk.'),
    todo: t('Look at the account again.'),
  }),
  refund_settled: (f) => ({
    what: t('The refund of {amount} to {guestName} ({confirmationNo}) is {status} already.', f),
    todo: t('Look at the account as it is now.'),
  }),
  refund_slip_missing: () => ({
    what: t('A refund to a card needs the slip of the card terminal.'),
    todo: t('Give it back at the terminal, then enter the number on its slip.'),
  }),
}
