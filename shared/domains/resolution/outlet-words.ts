import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { Reason } from './reasons.ts'

type Facts = Refusal['facts']
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
export const outletWords: Record<
  OutletReason,
  (f: Facts) => { title: string; whatHappened: string; tellGuest: string }
> = {
  two_checks: (f) => ({
    title: t('Two checks on table {table}', f),
    whatHappened: t(
      'Check {orderNo} was opened while check {otherOrderNo} of the same table was open at another terminal. Both stand, and each names the other.',
      f,
    ),
    tellGuest: t('Ask whether the table pays together, and settle both.'),
  }),
  order_for_departed: (f) => ({
    title: t('Order for a guest who has left unit {unit}', f),
    whatHappened: t(
      'Check {orderNo} was fired for {guestName}, who had been checked out of unit {unit} at another desk. The check is open.',
      f,
    ),
    tellGuest: t('Ask who had it, and settle the check.'),
  }),
  ordered_after_settling: (f) => ({
    title: t('Ordered on a settled check'),
    whatHappened: t(
      'More was fired for check {orderNo} after it had been settled at another terminal. It stands on the new check {extraOrderNo}, which is not paid.',
      f,
    ),
    tellGuest: t('Ask the guests of check {orderNo} to settle {extraOrderNo} too.', f),
  }),
  late_charge: (f) => ({
    title: t('Late charge: {amount}', f),
    whatHappened: t(
      '{guestName} ({confirmationNo}) signed check {orderNo} to unit {unit}, but had been checked out at another desk. {amount} stands on a post-departure folio.',
      f,
    ),
    tellGuest: t('Call the guest: check {orderNo}, {amount}, came after the bill.', f),
  }),
  charged_against_limit: (f) => ({
    title: t('Charged beyond what unit {unit} may sign', f),
    whatHappened: t(
      '{guestName} ({confirmationNo}) signed check {orderNo} over {amount} while another desk had set a limit or forbidden charges. The charge stands.',
      f,
    ),
    tellGuest: t('Ask for a payment on account.'),
  }),
  check_changed: (f) => ({
    title: t('Check {orderNo} was more than the guest signed for', f),
    whatHappened: t(
      '{seen} was shown when check {orderNo} was charged to the room; with what another terminal had added it is {total}.',
      f,
    ),
    tellGuest: t('Show the guest the check before departure.'),
  }),
  drawer_opened_twice: (f) => ({
    title: t('Drawer {drawer} was opened twice', f),
    whatHappened: t(
      'Two people opened the drawer {drawer} while their terminals were apart. The first shift stands; the cash of both is counted with it.',
      f,
    ),
    tellGuest: '',
  }),
  cash_in_suspense: (f) => ({
    title: t('Cash in suspense: {paid}', f),
    whatHappened: t(
      '{paid} was taken for check {orderNo}, which had been settled or emptied at another terminal. The money stands on the suspense folio {folioNo}.',
      f,
    ),
    tellGuest: t('Find out who paid twice and give the money back.'),
  }),
  cash_after_count: (f) => ({
    title: t('Cash after the count of {drawer}', f),
    whatHappened: t('{paid} for check {orderNo} belongs to the drawer {drawer}, which had been counted by then.', f),
    tellGuest: '',
  }),
  cash_differs: (f) => ({
    title: t('Check {orderNo}: paid {paid}, now {total}', f),
    whatHappened: t(
      '{paid} was taken in cash; with what another terminal had changed the check is {total}. The difference stands open on folio {folioNo}.',
      f,
    ),
    tellGuest: t('Ask for what is missing, or give back what is too much.'),
  }),
}
