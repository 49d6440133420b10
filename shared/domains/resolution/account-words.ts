import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import type { EntryWords, WordsOf } from './entry-words.ts'

type AccountReason = 'departed_owing' | 'charge_stands' | 'paid_twice' | 'payment_after_count' | 'payment_in_suspense'
type AccountRefusal = Extract<RefusalCode, 'balance_open' | 'charge_code_not_found' | 'no_company'>

type Facts = Refusal['facts']

/** Why a charge would not have been posted at the desk, had it known. */
function whyItStands(f: Facts): Omit<EntryWords, 'title'> {
  if (f.why === 'guest_departed')
    return {
      happened: t(
        '{guestName} ({confirmationNo}) had been checked out at another desk when {description}, {amount}, was posted.',
        f,
      ),
      done: t('{amount} stands on a post-departure folio.', f),
      tell: t('{description}, {amount}, reached us after your bill; it is still open.', f),
    }
  if (f.why === 'not_in_house')
    return {
      happened: t(
        '{description}, {amount}, was posted to {guestName} ({confirmationNo}), who is not in house by what the centre knows.',
        f,
      ),
      done: t('The charge stands.'),
    }
  return {
    happened: t(
      '{description}, {amount}, was posted to {guestName} ({confirmationNo}) under a code that head office has closed.',
      f,
    ),
    done: t('The charge stands.'),
  }
}

/** What the Resolution Centre says of accounts of guests, charges and payments. */
export const accountWords: WordsOf<AccountReason> = {
  departed_owing: (f) => ({
    title: t('Departed owing {balance}', f),
    happened: t('{guestName} ({confirmationNo}) was checked out while another desk changed the account.', f),
    done: t('{balance} stands open on the folio.', f),
    tell: t('{balance} reached your account after the bill; it is still open.', f),
  }),
  charge_stands: (f) => ({ title: t('Charge to look at: {amount}', f), ...whyItStands(f) }),
  paid_twice: (f) => ({
    title: t('Paid more than was owed: {credit}', f),
    happened: t('{paid} was taken from {guestName} ({confirmationNo}) while another desk had been paid.', f),
    done: t('{credit} stands as a credit.', f),
    tell: t('We are sorry: {credit} was taken too much, and you get it back.', f),
  }),
  payment_after_count: (f) => ({
    title: t('Cash after the count of {drawer}', f),
    happened: t(
      '{paid} of {guestName} ({confirmationNo}) belongs to the drawer {drawer}, which had been counted by then.',
      f,
    ),
    done: t('It is booked in that drawer; the count was made without it.'),
    todo: t('Look at the count again: {paid} explains a difference.', f),
  }),
  payment_in_suspense: (f) => ({
    title: t('Payment in suspense: {paid}', f),
    happened: t('{paid} was taken from {guestName} ({confirmationNo}), whose reservation is not at the centre.', f),
    done: t('The money stands on the suspense folio {folioNo}.', f),
    todo: t('Find out what it was paid for.'),
  }),
}

/** What stands in the way of an account, and what to do about it. */
export const accountRefusalWords: Record<AccountRefusal, (f: Facts) => { what: string; todo: string }> = {
  balance_open: (f) => ({
    what: t('The account of {guestName} ({confirmationNo}) is not balanced: {balance}.', f),
    todo: /^[-−]/.test(String(f.balance))
      ? t('Give the credit back, or have a duty manager leave it open for a reason.')
      : t('Take the payment, or have a duty manager leave it open for a reason.'),
  }),
  charge_code_not_found: () => ({
    what: t('Nothing is posted under this code any more.'),
    todo: t('Choose another code.'),
  }),
  no_company: (f) => ({
    what: t('No company guaranteed the stay of {guestName} ({confirmationNo}).', f),
    todo: t('Take the payment from the guest.'),
  }),
}
