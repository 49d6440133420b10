import type { ShapeDefinition } from '../../command/shape.ts'

const table = (name: string, hot: boolean): ShapeDefinition => ({
  table: `procurement.${name}`,
  scope: 'property_id',
  hot,
  hiddenFrom: ['housekeeping'],
})

/** Goods come to a kitchen's door: an outlet holds what was ordered, but nobody's tax number. */
export const procurementShapes: readonly ShapeDefinition[] = [
  { ...table('suppliers', false), withheld: { housekeeping: ['tax_id_enc'], outlet: ['tax_id_enc'] } },
  table('supplier_certifications', false),
  table('purchase_orders', true),
  table('po_line_items', true),
  table('goods_receipts', true),
  table('goods_receipt_line_items', true),
]
