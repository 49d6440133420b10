import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import type { Reason } from './reasons.ts'

type AccountReason = Extract<
  Reason,
  'departed_owing' | 'charge_stands' | 'paid_twice' | 'payment_after_count' | 'payment_in_suspense'
>
type AccountRefusal = Extract<RefusalCode, 'balance_open' | 'charge_code_not_found' | 'no_company'>

type Facts = Refusal['facts']

/** Why a charge would not have been posted at the desk, had it known. */
function whyItStands(f: Facts): string {
  if (f.why === 'guest_departed')
    return t(
      '{guestName} ({confirmationNo}) had been checked out at another desk when {description}, {amount}, was posted. It stands on a post-departure folio.',
      f,
    )
  if (f.why === 'not_in_house')
    return t(
      '{description}, {amount}, was posted to {guestName} ({confirmationNo}), who is not in house by what the centre knows. The charge stands.',
      f,
    )
  return t(
    '{description}, {amount}, was posted to {guestName} ({confirmationNo}) under a code that head office has closed. The charge stands.',
    f,
  )
}

/** What the Resolution Centre says of accounts of guests, charges and payments. */
export const accountWords: Record<
  AccountReason,
  (f: Facts) => { title: string; whatHappened: string; tellGuest: string }
> = {
  departed_owing: (f) => ({
    title: t('Departed owing {balance}', f),
    whatHappened: t(
      '{guestName} ({confirmationNo}) was checked out while another desk changed the account. {balance} stands open on the folio.',
      f,
    ),
    tellGuest: t('Call the guest: {balance} came to the account after the bill.', f),
  }),
  charge_stands: (f) => ({
    title: t('Charge to look at: {amount}', f),
    whatHappened: whyItStands(f),
    tellGuest: f.why === 'guest_departed' ? t('Call the guest: {description} came after the bill.', f) : '',
  }),
  paid_twice: (f) => ({
    title: t('Paid more than was owed: {credit}', f),
    whatHappened: t(
      '{paid} was taken from {guestName} ({confirmationNo}) while another desk had been paid. {credit} stands as a credit.',
      f,
    ),
    tellGuest: t('Apologise, and give back what is too much.'),
  }),
  payment_after_count: (f) => ({
    title: t('Cash after the count of {drawer}', f),
    whatHappened: t(
      '{paid} of {guestName} ({confirmationNo}) belongs to the drawer {drawer}, which had been counted by then.',
      f,
    ),
    tellGuest: '',
  }),
  payment_in_suspense: (f) => ({
    title: t('Payment in suspense: {paid}', f),
    whatHappened: t(
      '{paid} was taken from {guestName} ({confirmationNo}), whose reservation is not at the centre. The money stands on the suspense folio {folioNo}.',
      f,
    ),
    tellGuest: t('Find out what it was paid for.'),
  }),
}

/** What stands in the way of an account, and what to do about it. */
export const accountRefusalWords: Record<AccountRefusal, (f: Facts) => { what: string; todo: string }> = {
  balance_open: (f) => ({
    what: t('The account of {guestName} ({confirmationNo}) is not balanced: {balance}.', f),
    todo: t('Take the payment, or have a duty manager leave it open for a reason.'),
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
