import type { ShapeDefinition, TerminalRole } from '../../command/shape.ts'

const table = (name: string, hot: boolean, hiddenFrom: readonly TerminalRole[]): ShapeDefinition => ({
  table: `billing.${name}`,
  scope: 'property_id',
  hot,
  hiddenFrom,
})

/** A housekeeper sees no money. An outlet posts to folios and takes cash; documents and disputes are the desk's. */
const accounts = ['housekeeping'] as const
const documents = ['housekeeping', 'outlet'] as const

export const billingShapes: readonly ShapeDefinition[] = [
  table('tax_rules', false, accounts),
  table('transaction_codes', false, accounts),
  table('cash_drawers', false, accounts),
  table('cashier_shifts', true, accounts),
  table('folios', true, accounts),
  table('folio_line_items', true, accounts),
  table('payments', true, accounts),
  table('refunds', true, documents),
  table('chargebacks', true, documents),
  table('document_series', false, documents),
  table('invoices', true, documents),
]
