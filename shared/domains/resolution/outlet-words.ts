import { t } from '../../language/t.ts'
import type { WordsOf } from './entry-words.ts'
import type { Reason } from './reasons.ts'

type OutletReason = Extract<
  Reason,
  | 'two_checks'
  | 'order_for_departed'
  | 'ordered_after_settling'
  | 'late_charge'
  | 'charged_against_limit'
  | 'check_changed'
  | 'drawer_opened_twice'
  | 'cash_in_suspense'
  | 'cash_after_count'
  | 'cash_differs'
>

/** What the Resolution Centre says of checks, charges to rooms and cash. */
export const outletWords: WordsOf<OutletReason> = {
  two_checks: (f) => ({
    title: t('Two checks on table {table}', f),
    happened: t(
      'Check {orderNo} was opened while check {otherOrderNo} of the same table was open at another terminal.',
      f,
    ),
    done: t('Both stand, and each names the other.'),
    todo: t('Ask whether the table pays together, and settle both.'),
  }),
  order_for_departed: (f) => ({
    title: t('Order for a guest who has left unit {unit}', f),
    happened: t(
      'Check {orderNo} was fired for {guestName}, who had been checked out of unit {unit} at another desk.',
      f,
    ),
    done: t('The kitchen has it, and the check is open.'),
    todo: t('Ask who had it, and settle the check.'),
  }),
  ordered_after_settling: (f) => ({
    title: t('Ordered on a settled check'),
    happened: t('More was fired for check {orderNo} after it had been settled at another terminal.', f),
    done: t('It stands on the new check {extraOrderNo}, which is not paid.', f),
    todo: t('Ask the guests of check {orderNo} to settle {extraOrderNo} too.', f),
  }),
  late_charge: (f) => ({
    title: t('Late charge: {amount}', f),
    happened: t(
      '{guestName} ({confirmationNo}) signed check {orderNo} to unit {unit}, but had been checked out at another desk.',
      f,
    ),
    done: t('{amount} stands on a post-departure folio.', f),
    tell: t('Check {orderNo} over {amount} reached us after your bill; it is still open.', f),
  }),
  charged_against_limit: (f) => ({
    title: t('Charged beyond what unit {unit} may sign', f),
    happened: t(
      '{guestName} ({confirmationNo}) signed check {orderNo} over {amount} while another desk had set a limit or forbidden charges.',
      f,
    ),
    done: t('The charge stands.'),
    todo: t('Ask for a payment on account.'),
  }),
  check_changed: (f) => ({
    title: t('Check {orderNo} was more than the guest signed for', f),
    happened: t('{seen} was shown when check {orderNo} was charged to the room; another terminal had added to it.', f),
    done: t('{total} was charged to the room.', f),
    todo: t('Show the guest the check before departure.'),
  }),
  drawer_opened_twice: (f) => ({
    title: t('Drawer {drawer} was opened twice', f),
    happened: t('Two people opened the drawer {drawer} while their terminals were apart.', f),
    done: t('The first shift stands; the cash of both is counted with it.'),
  }),
  cash_in_suspense: (f) => ({
    title: t('Cash in suspense: {paid}', f),
    happened: t('{paid} was taken for check {orderNo}, which had been settled or emptied at another terminal.', f),
    done: t('The money stands on the suspense folio {folioNo}.', f),
    todo: t('Find out who paid twice and give the money back.'),
  }),
  cash_after_count: (f) => ({
    title: t('Cash after the count of {drawer}', f),
    happened: t('{paid} for check {orderNo} belongs to the drawer {drawer}, which had been counted by then.', f),
    done: t('It is booked in that drawer; the count was made without it.'),
    todo: t('Look at the count again: {paid} explains a difference.', f),
  }),
  cash_differs: (f) => ({
    title: t('Check {orderNo}: paid {paid}, now {total}', f),
    happened: t('{paid} was taken in cash; with what another terminal had changed the check is {total}.', f),
    done: t('The difference stands open on folio {folioNo}.', f),
    todo: t('Ask for what is missing, or give back what is too much.'),
  }),
}
