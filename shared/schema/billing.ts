// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { Amount, CurrencyCode, Percentage } from './shared.ts'
import type { Audited, Instant, NewRow } from './values.ts'

/** billing.chargeback_reason */
export const chargebackReasons = [
  'fraud',
  'not_as_described',
  'cancelled',
  'duplicate',
  'not_received',
  'other',
] as const
export type ChargebackReason = (typeof chargebackReasons)[number]

/** billing.chargeback_status */
export const chargebackStatuses = [
  'inquiry',
  'needs_response',
  'under_review',
  'won',
  'lost',
  'accepted',
  'expired',
] as const
export type ChargebackStatus = (typeof chargebackStatuses)[number]

/** billing.document_type */
export const documentTypes = ['invoice', 'credit_note'] as const
export type DocumentType = (typeof documentTypes)[number]

/** billing.folio_status */
export const folioStatuses = [
  'open',
  'settled',
  'closed',
  'transferred_to_city_ledger',
  'closed_with_balance',
  'reopened',
  'void',
] as const
export type FolioStatus = (typeof folioStatuses)[number]

/** billing.folio_type */
export const folioTypes = ['guest', 'master', 'house', 'deposit', 'post_departure', 'city_ledger', 'suspense'] as const
export type FolioType = (typeof folioTypes)[number]

/** billing.invoice_status */
export const invoiceStatuses = [
  'draft',
  'pending_number',
  'issued',
  'paid',
  'partially_paid',
  'overdue',
  'credited',
] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

/** billing.line_kind */
export const lineKinds = ['charge', 'adjustment', 'reversal', 'transfer_out', 'transfer_in'] as const
export type LineKind = (typeof lineKinds)[number]

/** billing.line_origin */
export const lineOrigins = ['desk', 'outlet', 'housekeeping', 'night', 'channel', 'centre'] as const
export type LineOrigin = (typeof lineOrigins)[number]

/** billing.payment_method */
export const paymentMethods = [
  'cash',
  'card_slip',
  'card',
  'bank_transfer',
  'voucher',
  'deposit',
  'city_ledger',
] as const
export type PaymentMethod = (typeof paymentMethods)[number]

/** billing.payment_status */
export const paymentStatuses = [
  'initiated',
  'authorized',
  'captured',
  'queued_offline',
  'failed',
  'cancelled',
  'declined',
  'released',
  'expired',
  'partially_refunded',
  'refunded',
  'charged_back',
] as const
export type PaymentStatus = (typeof paymentStatuses)[number]

/** billing.refund_status */
export const refundStatuses = ['requested', 'approved', 'processing', 'completed', 'failed', 'rejected'] as const
export type RefundStatus = (typeof refundStatuses)[number]

/** billing.revenue_group */
export const revenueGroups = ['rooms', 'food_beverage', 'minor_operated', 'miscellaneous', 'non_revenue'] as const
export type RevenueGroup = (typeof revenueGroups)[number]

/** billing.sha256_hex */
export type Sha256Hex = string

/** billing.shift_status */
export const shiftStatuses = ['open', 'closed', 'approved'] as const
export type ShiftStatus = (typeof shiftStatuses)[number]

/** billing.tax_code */
export type TaxCode = string

/** billing.transaction_kind */
export const transactionKinds = ['charge', 'fee', 'tax', 'discount', 'transfer'] as const
export type TransactionKind = (typeof transactionKinds)[number]

/** billing.cash_drawers: Drawers that cash is kept in. */
export interface CashDrawersRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly currency: CurrencyCode
  readonly terminal_id: Uuid | null
  readonly active: boolean
}
export type NewCashDrawersRow = NewRow<CashDrawersRow, 'active'>

/** billing.cashier_shifts: Who had which drawer from when to when, and what was counted. */
export interface CashierShiftsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly drawer_id: Uuid
  readonly user_id: Uuid
  readonly status: ShiftStatus
  readonly business_date: IsoDate
  readonly currency: CurrencyCode
  readonly opened_at: Instant
  readonly opening_float: Amount
  readonly closed_at: Instant | null
  readonly counted: Amount | null
  readonly expected: Amount | null
  readonly note: string
}
export type NewCashierShiftsRow = NewRow<CashierShiftsRow, 'hot' | 'status' | 'note'>

/** billing.chargebacks: Payments that a card holder disputes, with the day by which to answer. */
export interface ChargebacksRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly payment_id: Uuid
  readonly network_ref: string
  readonly reason: ChargebackReason
  readonly status: ChargebackStatus
  readonly amount: Amount
  readonly currency: CurrencyCode
  readonly opened_at: Instant
  readonly respond_by: IsoDate
  readonly decided_at: Instant | null
  readonly note: string
}
export type NewChargebacksRow = NewRow<ChargebacksRow, 'hot' | 'status' | 'note'>

/** billing.document_series: The number series of invoices and receipts, without gaps. */
export interface DocumentSeriesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly document_type: DocumentType
  readonly terminal_id: Uuid
  readonly fiscal_year: number
  readonly prefix: string
  readonly closed_at: Instant | null
}
export type NewDocumentSeriesRow = NewRow<DocumentSeriesRow>

/** billing.folio_line_items: What was posted on a folio. Lines are never changed: a wrong one is reversed by another. */
export interface FolioLineItemsRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly folio_id: Uuid
  readonly kind: LineKind
  readonly business_date: IsoDate
  readonly posted_at: Instant
  readonly transaction_code_id: Uuid
  readonly description: string
  readonly qty: Decimal
  readonly unit_price: Amount
  readonly net: Amount
  readonly tax: Amount
  readonly gross: Amount
  readonly currency: CurrencyCode
  readonly tax_rule_id: Uuid | null
  readonly tax_rule_version: number | null
  readonly origin: LineOrigin
  readonly source_id: Uuid | null
  readonly reverses_id: Uuid | null
  readonly late_posting: boolean
  readonly created_at: Instant
  readonly created_by: Uuid
  readonly version: number
}
export type NewFolioLineItemsRow = NewRow<
  FolioLineItemsRow,
  'hot' | 'kind' | 'posted_at' | 'qty' | 'tax' | 'origin' | 'late_posting'
>

/** billing.folios: Accounts of guests, groups and companies; a stay may have several windows. */
export interface FoliosRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly folio_no: string
  readonly type: FolioType
  readonly window_no: number
  readonly status: FolioStatus
  readonly reservation_id: Uuid | null
  readonly stay_id: Uuid | null
  readonly profile_id: Uuid | null
  readonly holder: string
  readonly currency: CurrencyCode
  readonly credit_limit: Amount | null
  readonly opened_at: Instant
  readonly closed_at: Instant | null
  readonly close_reason: string | null
}
export type NewFoliosRow = NewRow<FoliosRow, 'hot' | 'type' | 'window_no' | 'status' | 'opened_at'>

/** billing.invoices: Invoices as they were handed out, frozen and chained by hash. */
export interface InvoicesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly folio_id: Uuid
  readonly type: DocumentType
  readonly corrects_id: Uuid | null
  readonly status: InvoiceStatus
  readonly series_id: Uuid | null
  readonly series: string | null
  readonly number: number | null
  /** Generated. */
  readonly document_no: string | null
  readonly issued_at: Instant | null
  readonly business_date: IsoDate
  readonly due_on: IsoDate | null
  readonly bill_to: unknown
  readonly bill_to_tax_id_enc: string | null
  readonly currency: CurrencyCode
  readonly net_total: Amount
  readonly tax_total: Amount
  readonly gross_total: Amount
  readonly tax_breakdown: unknown
  readonly lines: unknown
  readonly prev_hash: Sha256Hex | null
  readonly hash: Sha256Hex | null
}
export type NewInvoicesRow = NewRow<InvoicesRow, 'hot' | 'type' | 'status' | 'tax_breakdown' | 'lines', 'document_no'>

/** billing.payments: Money that came in, by whatever means. */
export interface PaymentsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly folio_id: Uuid
  readonly method: PaymentMethod
  readonly status: PaymentStatus
  readonly business_date: IsoDate
  readonly received_at: Instant
  readonly amount: Amount
  readonly currency: CurrencyCode
  readonly tendered: Amount | null
  readonly tendered_currency: CurrencyCode | null
  readonly fx_rate: Decimal | null
  readonly terminal_ref: string | null
  readonly cashier_shift_id: Uuid | null
  readonly offline: boolean
  readonly failure_reason: string | null
}
export type NewPaymentsRow = NewRow<PaymentsRow, 'hot' | 'received_at' | 'offline'>

/** billing.refunds: Money that was given back of a payment. */
export interface RefundsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly payment_id: Uuid
  readonly status: RefundStatus
  readonly amount: Amount
  readonly currency: CurrencyCode
  readonly reason: string
  readonly business_date: IsoDate
  readonly requested_at: Instant
  readonly approved_by: Uuid | null
  readonly completed_at: Instant | null
  readonly cashier_shift_id: Uuid | null
  readonly terminal_ref: string | null
  readonly beyond_captured: boolean
  readonly answer: string | null
}
export type NewRefundsRow = NewRow<RefundsRow, 'hot' | 'status' | 'requested_at' | 'beyond_captured'>

/** billing.tax_rules: Tax rates by code and by the days on which they hold. */
export interface TaxRulesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: TaxCode
  readonly rule_version: number
  readonly name: string
  readonly rate_pct: Percentage
  readonly valid: string
}
export type NewTaxRulesRow = NewRow<TaxRulesRow>

/** billing.transaction_codes: What can be posted, and how it is taxed. */
export interface TransactionCodesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly kind: TransactionKind
  readonly revenue_group: RevenueGroup
  readonly tax_code: TaxCode | null
  readonly active: boolean
}
export type NewTransactionCodesRow = NewRow<TransactionCodesRow, 'kind' | 'active'>

/** billing.v_daily_revenue: Revenue per house and business date, by kind. */
export interface VDailyRevenueRow {
  readonly property_id: Uuid | null
  readonly business_date: IsoDate | null
  readonly revenue_group: RevenueGroup | null
  readonly transaction_code: string | null
  readonly transaction_name: string | null
  readonly currency: CurrencyCode | null
  readonly lines: number | null
  readonly net: Decimal | null
  readonly tax: Decimal | null
  readonly gross: Decimal | null
}

/** billing.v_folio_balances: What is posted, paid and open on each folio. */
export interface VFolioBalancesRow {
  readonly folio_id: Uuid | null
  readonly property_id: Uuid | null
  readonly folio_no: string | null
  readonly type: FolioType | null
  readonly window_no: number | null
  readonly status: FolioStatus | null
  readonly reservation_id: Uuid | null
  readonly profile_id: Uuid | null
  readonly holder: string | null
  readonly currency: CurrencyCode | null
  readonly credit_limit: Amount | null
  readonly lines: number | null
  readonly charges: Decimal | null
  readonly payments: number | null
  readonly captured: Decimal | null
  readonly refunded: Decimal | null
  readonly balance: Decimal | null
  readonly queued: Decimal | null
}

/** billing.v_invoice_series_gaps: Numbers that a series lacks: there must be none. */
export interface VInvoiceSeriesGapsRow {
  readonly property_id: Uuid | null
  readonly series_id: Uuid | null
  readonly series: string | null
  readonly first_number: number | null
  readonly last_number: number | null
  readonly documents: number | null
  readonly missing: number | null
  readonly broken_links: number | null
}
