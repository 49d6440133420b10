import type { CommandContext } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import { readPostingDate } from './folios.ts'
import { addTax, splitIncludedTax, type TaxedAmount, type TaxShare } from './tax.ts'

/** How amounts of this house are taxed on a day. */
export interface Taxation {
  /** 'included': prices are what the guest pays. */
  readonly mode: 'included' | 'excluded'
  readonly ruleByCode: ReadonlyMap<string, { readonly id: Uuid; readonly version: number; readonly ratePct: Decimal }>
}

export async function readTaxation(db: Reader, propertyId: Uuid, on: IsoDate): Promise<Taxation> {
  const [house] = await db.query<{ mode: string }>(
    'SELECT tax_mode AS mode FROM property_mgmt.properties WHERE id = $1',
    [propertyId],
  )
  const rules = await db.query<{ code: string; id: Uuid; version: number; ratePct: Decimal }>(
    `SELECT code, id, rule_version AS version, rate_pct AS "ratePct" FROM billing.tax_rules
     WHERE property_id = $1 AND valid @> $2::date AND deleted_at IS NULL`,
    [propertyId, on],
  )
  return {
    mode: house?.mode === 'excluded' ? 'excluded' : 'included',
    ruleByCode: new Map(rules.map(({ code, ...rule }) => [code, rule])),
  }
}

/** What one amount is made of under a tax code; a code without a rule that day is not taxed. */
export function taxAmount(
  { mode, ruleByCode }: Taxation,
  amount: Decimal,
  taxCode: string,
  minorUnits: number,
): TaxedAmount {
  const ratePct = ruleByCode.get(taxCode)?.ratePct ?? '0'
  return mode === 'included' ? splitIncludedTax(amount, ratePct, minorUnits) : addTax(amount, ratePct, minorUnits)
}

/** The code that an outlet posts under; undefined where head office has not set it up. */
export async function readTransactionCode(db: Reader, propertyId: Uuid, code: string): Promise<Uuid | undefined> {
  const [row] = await db.query<{ id: Uuid }>(
    'SELECT id FROM billing.transaction_codes WHERE property_id = $1 AND code = $2 AND active AND deleted_at IS NULL',
    [propertyId, code],
  )
  return row?.id
}

export interface Posting {
  readonly folioId: Uuid
  readonly transactionCodeId: Uuid
  readonly description: string
  readonly currency: string
  readonly origin: 'outlet' | 'desk' | 'night'
  /** What it is posted for: an order, a night of a reservation; null: it stands for itself. */
  readonly sourceId: Uuid | null
  /** Tells the postings of one command apart. */
  readonly key?: Uuid
  /** Where several of one thing are posted: how many, and what one costs. */
  readonly pieces?: { readonly qty: number; readonly price: Decimal }
  readonly charges: readonly TaxShare[]
  readonly taxation: Taxation
}

/** One line for each tax code. */
export async function postCharges(db: Database, context: CommandContext, posting: Posting): Promise<void> {
  const { date, late } = await readPostingDate(db, context)
  const { key, pieces } = posting
  for (const { taxCode, net, tax, gross } of posting.charges) {
    const rule = posting.taxation.ruleByCode.get(taxCode)
    await db.execute(
      `INSERT INTO billing.folio_line_items (id, property_id, folio_id, business_date, transaction_code_id, description, qty, unit_price,
         net, tax, gross, currency, tax_rule_id, tax_rule_version, origin, source_id, late_posting)
       VALUES ($1, $2, $3, $4::date, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [
        derivedId(context.commandId, 'billing.folio_line_items', key ? `${key} ${taxCode}` : taxCode),
        context.propertyId,
        posting.folioId,
        date,
        posting.transactionCodeId,
        posting.description,
        pieces?.qty ?? 1,
        pieces?.price ?? (posting.taxation.mode === 'included' ? gross : net),
        net,
        tax,
        gross,
        posting.currency,
        rule?.id ?? null,
        rule?.version ?? null,
        posting.origin,
        posting.sourceId,
        late,
      ],
    )
  }
}

/** Takes a line back by one that mirrors it to the cent, on the folio that it stands on and on the date that is open. */
export async function reverseLine(
  db: Database,
  context: CommandContext,
  lineId: Uuid,
  reversalId: Uuid,
): Promise<void> {
  const { date, late } = await readPostingDate(db, context)
  await db.execute(
    `INSERT INTO billing.folio_line_items (id, property_id, folio_id, kind, business_date, transaction_code_id, description,
       qty, unit_price, net, tax, gross, currency, tax_rule_id, tax_rule_version, origin, source_id, reverses_id, late_posting)
     SELECT $3::uuid, l.property_id, l.folio_id, 'reversal', $4::date, l.transaction_code_id, l.description, -l.qty, l.unit_price,
       -l.net, -l.tax, -l.gross, l.currency, l.tax_rule_id, l.tax_rule_version, l.origin, l.source_id, l.id, $5
     FROM billing.folio_line_items l WHERE l.property_id = $1 AND l.id = $2`,
    [context.propertyId, lineId, reversalId, date, late],
  )
}
