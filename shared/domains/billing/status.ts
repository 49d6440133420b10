import type { FolioStatus, PaymentStatus } from '../../schema/billing.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

/*
 * Where the hotel's own list ends in a state that work must go on from (a folio that was reopened, a payment that was refunded in part, a
 * document that is partly paid or overdue), the steps that finish it are added; nothing else is.
 */

const folioEvents = ['settle', 'close', 'transfer', 'leave_balance', 'reopen', 'void'] as const
export type FolioEvent = (typeof folioEvents)[number]

const onFolio = (allowed: Partial<Record<FolioEvent, FolioStatus>>) => only(folioEvents, allowed)
const leave = {
  settle: 'settled',
  transfer: 'transferred_to_city_ledger',
  leave_balance: 'closed_with_balance',
} as const

export const folioStates: StateTable<FolioStatus, FolioEvent> = {
  open: onFolio({ ...leave, void: 'void' }),
  settled: onFolio({ close: 'closed' }),
  closed: onFolio({ reopen: 'reopened' }),
  reopened: onFolio(leave),
  transferred_to_city_ledger: onFolio({}),
  closed_with_balance: onFolio({}),
  void: onFolio({}),
}

const paymentEvents = [
  'authorize',
  'capture',
  'queue',
  'fail',
  'cancel',
  'decline',
  'release',
  'expire',
  'refund_in_part',
  'refund',
  'charge_back',
] as const
export type PaymentEvent = (typeof paymentEvents)[number]

const onPayment = (allowed: Partial<Record<PaymentEvent, PaymentStatus>>) => only(paymentEvents, allowed)

export const paymentStates: StateTable<PaymentStatus, PaymentEvent> = {
  initiated: onPayment({
    authorize: 'authorized',
    capture: 'captured',
    queue: 'queued_offline',
    fail: 'failed',
    cancel: 'cancelled',
  }),
  queued_offline: onPayment({ capture: 'captured', decline: 'declined' }),
  authorized: onPayment({ capture: 'captured', release: 'released', expire: 'expired' }),
  captured: onPayment({ refund_in_part: 'partially_refunded', refund: 'refunded', charge_back: 'charged_back' }),
  partially_refunded: onPayment({ refund: 'refunded', charge_back: 'charged_back' }),
  failed: onPayment({}),
  cancelled: onPayment({}),
  declined: onPayment({}),
  released: onPayment({}),
  expired: onPayment({}),
  refunded: onPayment({}),
  charged_back: onPayment({}),
}
