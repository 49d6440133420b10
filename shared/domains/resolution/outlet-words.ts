import type { Refusal } from '../../command/command.ts'
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

const guest = (f: Facts) => `${f.guestName} (${f.confirmationNo})`

/** What the Resolution Centre says of checks, charges to rooms and cash. */
export const outletWords: Record<
  OutletReason,
  (f: Facts) => { title: string; whatHappened: string; tellGuest: string }
> = {
  two_checks: (f) => ({
    title: `Two checks on table ${f.table}`,
    whatHappened: `Check ${f.orderNo} was opened while check ${f.otherOrderNo} of the same table was open at another terminal. Both stand, and each names the other.`,
    tellGuest: 'Ask whether the table pays together, and settle both.',
  }),
  order_for_departed: (f) => ({
    title: `Order for a guest who has left unit ${f.unit}`,
    whatHappened: `Check ${f.orderNo} was fired for ${f.guestName}, who had been checked out of unit ${f.unit} at another desk. The check is open.`,
    tellGuest: 'Ask who had it, and settle the check.',
  }),
  ordered_after_settling: (f) => ({
    title: `Ordered on a settled check`,
    whatHappened: `More was fired for check ${f.orderNo} after it had been settled at another terminal. It stands on the new check ${f.extraOrderNo}, which is not paid.`,
    tellGuest: `Ask the guests of check ${f.orderNo} to settle ${f.extraOrderNo} too.`,
  }),
  late_charge: (f) => ({
    title: `Late charge: ${f.amount} ${f.currency}`,
    whatHappened: `${guest(f)} signed check ${f.orderNo} to unit ${f.unit}, but had been checked out at another desk. ${f.amount} ${f.currency} stands on a post-departure folio.`,
    tellGuest: `Call the guest: check ${f.orderNo}, ${f.amount} ${f.currency}, came after the bill.`,
  }),
  charged_against_limit: (f) => ({
    title: `Charged beyond what unit ${f.unit} may sign`,
    whatHappened: `${guest(f)} signed check ${f.orderNo} over ${f.amount} ${f.currency} while another desk had set a limit or forbidden charges. The charge stands.`,
    tellGuest: 'Ask for a payment on account.',
  }),
  check_changed: (f) => ({
    title: `Check ${f.orderNo} was more than the guest signed for`,
    whatHappened: `${f.seen} ${f.currency} was shown when check ${f.orderNo} was charged to the room; with what another terminal had added it is ${f.total} ${f.currency}.`,
    tellGuest: 'Show the guest the check before departure.',
  }),
  drawer_opened_twice: (f) => ({
    title: `Drawer ${f.drawer} was opened twice`,
    whatHappened: `Two people opened the drawer ${f.drawer} while their terminals were apart. The first shift stands; the cash of both is counted with it.`,
    tellGuest: '',
  }),
  cash_in_suspense: (f) => ({
    title: `Cash in suspense: ${f.paid} ${f.currency}`,
    whatHappened: `${f.paid} ${f.currency} was taken for check ${f.orderNo}, which had been settled or emptied at another terminal. The money stands on the suspense folio ${f.folioNo}.`,
    tellGuest: 'Find out who paid twice and give the money back.',
  }),
  cash_after_count: (f) => ({
    title: `Cash after the count of ${f.drawer}`,
    whatHappened: `${f.paid} ${f.currency} for check ${f.orderNo} belongs to the drawer ${f.drawer}, which had been counted by then.`,
    tellGuest: '',
  }),
  cash_differs: (f) => ({
    title: `Check ${f.orderNo}: paid ${f.paid}, now ${f.total}`,
    whatHappened: `${f.paid} ${f.currency} was taken in cash; with what another terminal had changed the check is ${f.total} ${f.currency}. The difference stands open on folio ${f.folioNo}.`,
    tellGuest: 'Ask for what is missing, or give back what is too much.',
  }),
}
