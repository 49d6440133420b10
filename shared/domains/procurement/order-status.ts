import type { PurchaseOrderStatus } from '../../schema/procurement.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

export const purchaseOrderEvents = [
  'submit',
  'approve',
  'reject',
  'send',
  'receive_part',
  'receive_rest',
  'invoice',
  'close',
  'cancel',
] as const
export type PurchaseOrderEvent = (typeof purchaseOrderEvents)[number]

const on = (allowed: Partial<Record<PurchaseOrderEvent, PurchaseOrderStatus>>) => only(purchaseOrderEvents, allowed)

/** The states of a purchase order. */
export const purchaseOrderStates: StateTable<PurchaseOrderStatus, PurchaseOrderEvent> = {
  draft: on({ submit: 'submitted', cancel: 'cancelled' }),
  submitted: on({ approve: 'approved', reject: 'rejected', cancel: 'cancelled' }),
  approved: on({ send: 'sent', cancel: 'cancelled' }),
  sent: on({ receive_part: 'partially_received', cancel: 'cancelled' }),
  partially_received: on({ receive_rest: 'received' }),
  received: on({ invoice: 'invoiced' }),
  invoiced: on({ close: 'closed' }),
  closed: on({}),
  rejected: on({}),
  cancelled: on({}),
}
