import type { RefundStatus, ChargebackStatus, InvoiceStatus } from '../../schema/billing.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

const refundEvents = ['approve', 'reject', 'process', 'complete', 'fail'] as const
export type RefundEvent = (typeof refundEvents)[number]
const onRefund = (allowed: Partial<Record<RefundEvent, RefundStatus>>) => only(refundEvents, allowed)

export const refundStates: StateTable<RefundStatus, RefundEvent> = {
  requested: onRefund({ approve: 'approved', reject: 'rejected' }),
  approved: onRefund({ process: 'processing' }),
  processing: onRefund({ complete: 'completed', fail: 'failed' }),
  completed: onRefund({}),
  failed: onRefund({}),
  rejected: onRefund({}),
}

const chargebackEvents = ['dispute', 'accept', 'respond', 'win', 'lose', 'expire'] as const
export type ChargebackEvent = (typeof chargebackEvents)[number]
const onChargeback = (allowed: Partial<Record<ChargebackEvent, ChargebackStatus>>) => only(chargebackEvents, allowed)

export const chargebackStates: StateTable<ChargebackStatus, ChargebackEvent> = {
  inquiry: onChargeback({ dispute: 'needs_response', accept: 'accepted' }),
  needs_response: onChargeback({ respond: 'under_review', accept: 'accepted', expire: 'expired' }),
  under_review: onChargeback({ win: 'won', lose: 'lost' }),
  expired: onChargeback({ lose: 'lost' }),
  won: onChargeback({}),
  lost: onChargeback({}),
  accepted: onChargeback({}),
}

const invoiceEvents = ['issue', 'wait_for_number', 'pay', 'pay_in_part', 'fall_due', 'credit'] as const
export type InvoiceEvent = (typeof invoiceEvents)[number]
const onInvoice = (allowed: Partial<Record<InvoiceEvent, InvoiceStatus>>) => only(invoiceEvents, allowed)

export const invoiceStates: StateTable<InvoiceStatus, InvoiceEvent> = {
  draft: onInvoice({ issue: 'issued', wait_for_number: 'pending_number' }),
  pending_number: onInvoice({ issue: 'issued' }),
  issued: onInvoice({ pay: 'paid', pay_in_part: 'partially_paid', fall_due: 'overdue', credit: 'credited' }),
  partially_paid: onInvoice({ pay: 'paid', fall_due: 'overdue', credit: 'credited' }),
  overdue: onInvoice({ pay: 'paid', pay_in_part: 'partially_paid', credit: 'credited' }),
  paid: onInvoice({ credit: 'credited' }),
  credited: onInvoice({}),
}
