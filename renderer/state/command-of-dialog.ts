import type { GivenCommand, May } from '../core-client/may.ts'
import type { OpenDialog } from './view.ts'

/** What each dialog is there to give; one that is not here only shows. Buttons, keys and the palette go by it alike. */
export const commandOfDialog: Partial<Record<OpenDialog['kind'], GivenCommand>> = {
  'new-reservation': 'v1.reservation.create',
  'group-booking': 'v1.reservation.create',
  'new-quote': 'v1.quote.give',
  'take-quote': 'v1.quote.convert',
  'extend-quote': 'v1.quote.extend',
  'decline-quote': 'v1.quote.decline',
  'new-waiting': 'v1.waitlist.add',
  'book-waiting': 'v1.waitlist.book',
  'leave-waitlist': 'v1.waitlist.leave',
  overbooking: 'v1.property.setOverbooking',
  place: 'v1.reservation.assignUnit',
  assign: 'v1.reservation.assignUnit',
  move: 'v1.reservation.moveUnit',
  'check-in': 'v1.reservation.checkIn',
  'check-out': 'v1.reservation.checkOut',
  'post-charge': 'v1.folio.postCharge',
  'take-payment': 'v1.folio.takePayment',
  'card-outcome': 'v1.folio.tellCard',
  refund: 'v1.folio.requestRefund',
  'settle-refund': 'v1.folio.settleRefund',
  'change-stay': 'v1.reservation.modify',
  swap: 'v1.reservation.swapUnits',
  'split-stay': 'v1.reservation.splitStay',
  'lock-unit': 'v1.reservation.lockUnit',
  'unlock-unit': 'v1.reservation.lockUnit',
  notes: 'v1.reservation.setNotes',
  confirm: 'v1.reservation.confirm',
  guarantee: 'v1.reservation.setGuarantee',
  expire: 'v1.reservation.expire',
  'no-show': 'v1.reservation.noShow',
  walk: 'v1.reservation.walk',
  reinstate: 'v1.reservation.reinstate',
  'reverse-check-in': 'v1.reservation.reverseCheckIn',
  cancel: 'v1.reservation.cancel',
  resolve: 'v1.resolution.resolve',
  choices: 'v1.order.addItems',
  'void-item': 'v1.order.voidItem',
  'charge-room': 'v1.order.settleToRoom',
  cash: 'v1.order.settleCash',
  'report-fault': 'v1.maintenance.report',
  'request-service': 'v1.service.request',
  'out-of-order': 'v1.unit.takeOutOfOrder',
  'fault-word': 'v1.maintenance.resolve',
  'cancel-request': 'v1.service.cancel',
  'merge-guests': 'v1.guest.merge',
  feedback: 'v1.feedback.record',
  'reset-pin': 'v1.access.resetPin',
}

export function mayOpenDialog(may: May, kind: OpenDialog['kind']): boolean {
  const command = commandOfDialog[kind]
  return command === undefined || may.give(command)
}
