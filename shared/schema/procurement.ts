// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { UnitOfMeasure } from './fb.ts'
import type { Address, Amount, ContactInfo, CurrencyCode, Percentage } from './shared.ts'
import type { Audited, CompositeText, Instant, NewRow } from './values.ts'

/** procurement.certification_type */
export const certificationTypes = [
  'haccp',
  'iso_22000',
  'organic',
  'halal',
  'kosher',
  'msc',
  'insurance',
  'other',
] as const
export type CertificationType = (typeof certificationTypes)[number]

/** procurement.purchase_order_status */
export const purchaseOrderStatuses = [
  'draft',
  'submitted',
  'approved',
  'sent',
  'partially_received',
  'received',
  'invoiced',
  'closed',
  'rejected',
  'cancelled',
] as const
export type PurchaseOrderStatus = (typeof purchaseOrderStatuses)[number]

/** procurement.quality_check */
export const qualityChecks = ['not_checked', 'passed', 'conditional', 'failed'] as const
export type QualityCheck = (typeof qualityChecks)[number]

/** procurement.supplier_status */
export const supplierStatuses = ['prospect', 'active', 'suspended', 'retired'] as const
export type SupplierStatus = (typeof supplierStatuses)[number]

/** procurement.goods_receipt_line_items: What of a delivery was accepted and what was sent back, and why. */
export interface GoodsReceiptLineItemsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly goods_receipt_id: Uuid
  readonly po_line_id: Uuid | null
  readonly inventory_item_id: Uuid | null
  readonly description: string
  readonly uom: UnitOfMeasure
  readonly qty_received: Decimal
  readonly qty_accepted: Decimal
  readonly qty_rejected: Decimal
  readonly reject_reason: string | null
  readonly quality_check: QualityCheck
  readonly temperature_c: Decimal | null
  readonly batch_no: string
  readonly expires_on: IsoDate | null
  readonly unit_cost: Amount
  readonly currency: CurrencyCode
}
export type NewGoodsReceiptLineItemsRow = NewRow<
  GoodsReceiptLineItemsRow,
  'hot' | 'qty_rejected' | 'quality_check' | 'batch_no'
>

/** procurement.goods_receipts: Deliveries, each with its delivery note. */
export interface GoodsReceiptsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly gr_no: string
  readonly supplier_id: Uuid
  readonly purchase_order_id: Uuid | null
  readonly delivery_note_no: string
  readonly received_at: Instant
  readonly business_date: IsoDate
  readonly reviewed_at: Instant | null
  readonly review_note: string | null
}
export type NewGoodsReceiptsRow = NewRow<GoodsReceiptsRow, 'hot'>

/** procurement.po_line_items: The lines of an order. */
export interface PoLineItemsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly purchase_order_id: Uuid
  readonly line_no: number
  readonly inventory_item_id: Uuid | null
  readonly description: string
  readonly qty: Decimal
  readonly uom: UnitOfMeasure
  readonly unit_price: Amount
}
export type NewPoLineItemsRow = NewRow<PoLineItemsRow, 'hot'>

/** procurement.purchase_orders: What was ordered from a supplier. */
export interface PurchaseOrdersRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly po_no: string
  readonly supplier_id: Uuid
  readonly status: PurchaseOrderStatus
  readonly currency: CurrencyCode
  readonly expected_on: IsoDate | null
  readonly tolerance_pct: Percentage
  readonly submitted_at: Instant | null
  readonly approved_at: Instant | null
  readonly approved_by: Uuid | null
  readonly sent_at: Instant | null
  readonly closed_at: Instant | null
  readonly notes: string
}
export type NewPurchaseOrdersRow = NewRow<PurchaseOrdersRow, 'hot' | 'status' | 'tolerance_pct' | 'notes'>

/** procurement.supplier_certifications: Certificates of suppliers, and until when they hold. */
export interface SupplierCertificationsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly supplier_id: Uuid
  readonly type: CertificationType
  readonly certificate_no: string
  readonly issuer: string
  readonly valid_from: IsoDate
  readonly valid_until: IsoDate
}
export type NewSupplierCertificationsRow = NewRow<SupplierCertificationsRow, 'issuer'>

/** procurement.suppliers: Who the house buys from. */
export interface SuppliersRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly status: SupplierStatus
  readonly tax_id_enc: string | null
  readonly address: CompositeText<Address> | null
  readonly contact: CompositeText<ContactInfo> | null
  readonly currency: CurrencyCode
  readonly payment_terms_days: number
  readonly lead_time_days: number
  readonly min_order: Amount
}
export type NewSuppliersRow = NewRow<SuppliersRow, 'status' | 'payment_terms_days' | 'lead_time_days' | 'min_order'>

/** procurement.v_expiring_certifications: Certificates that must be renewed soon. */
export interface VExpiringCertificationsRow {
  readonly property_id: Uuid | null
  readonly certification_id: Uuid | null
  readonly supplier_id: Uuid | null
  readonly supplier_name: string | null
  readonly type: CertificationType | null
  readonly certificate_no: string | null
  readonly valid_until: IsoDate | null
  readonly days_left: number | null
}

/** procurement.v_open_purchase_orders: Orders that have not arrived in full. */
export interface VOpenPurchaseOrdersRow {
  readonly property_id: Uuid | null
  readonly purchase_order_id: Uuid | null
  readonly po_no: string | null
  readonly status: PurchaseOrderStatus | null
  readonly supplier_id: Uuid | null
  readonly supplier_name: string | null
  readonly currency: CurrencyCode | null
  readonly expected_on: IsoDate | null
  readonly late: boolean | null
  readonly lines: number | null
  readonly open_lines: number | null
  readonly total: Decimal | null
  readonly over_received: boolean | null
}

/** procurement.v_po_line_receipts: What of each ordered line has arrived. */
export interface VPoLineReceiptsRow {
  readonly property_id: Uuid | null
  readonly purchase_order_id: Uuid | null
  readonly po_line_id: Uuid | null
  readonly line_no: number | null
  readonly inventory_item_id: Uuid | null
  readonly description: string | null
  readonly uom: UnitOfMeasure | null
  readonly ordered: Decimal | null
  readonly received: Decimal | null
  readonly accepted: Decimal | null
  readonly outstanding: Decimal | null
  readonly over_tolerance: boolean | null
  readonly line_total: Decimal | null
}
