import type { CommandContext } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { type Decimal, sumAmounts } from '../../kernel/money.ts'
import { readPostingDate } from '../billing/folios.ts'
import { readTaxation, readTransactionCode, taxAmount, type Taxation } from '../billing/post-charges.ts'
import type { TaxShare } from '../billing/tax.ts'
import { pathBetween } from '../transitions.ts'
import { orderItemStates, orderStates } from './order-status.ts'
import { sharesByTax } from './order-totals.ts'
import { type LineRecord, type OrderRecord, readLines } from './records.ts'

/** What a guest is asked for: the lines that stand, by tax code. */
export interface Check {
  readonly lines: readonly LineRecord[]
  readonly charges: readonly TaxShare[]
  readonly taxation: Taxation
  readonly total: Decimal
  /** Undefined where the outlet's code is not set up. */
  readonly transactionCodeId: Uuid | undefined
}

export async function readCheck(db: Reader, context: CommandContext, order: OrderRecord): Promise<Check> {
  const { propertyId } = context
  const { minorUnits } = order
  const { date } = await readPostingDate(db, context)
  const taxation = await readTaxation(db, propertyId, date)
  const lines = (await readLines(db, propertyId, order.id)).filter((line) => line.qty > line.voidedQty)
  const charges = sharesByTax(lines, (amount, taxCode) => taxAmount(taxation, amount, taxCode, minorUnits), minorUnits)
  return {
    lines,
    charges,
    taxation,
    total: sumAmounts(
      charges.map((charge) => charge.gross),
      minorUnits,
    ),
    transactionCodeId: await readTransactionCode(db, propertyId, order.transactionCode),
  }
}

interface Settling {
  readonly settlement: 'room' | 'cash'
  readonly folioId: Uuid
  readonly stayId: Uuid | null
}

/** Whoever pays has been served: lines and order take every step that is left. */
export async function closeCheck(
  db: Database,
  { propertyId, occurredAt }: CommandContext,
  order: OrderRecord,
  check: Check,
  { settlement, folioId, stayId }: Settling,
): Promise<void> {
  const at = hlcInstant(occurredAt)
  for (const line of check.lines) {
    for (const status of pathBetween(orderItemStates, line.status, 'served') ?? []) {
      await db.execute(
        `UPDATE fb.fb_order_items SET status = $3::fb.order_item_status,
           served_at = CASE WHEN $3::fb.order_item_status = 'served' THEN $4::timestamptz END
         WHERE property_id = $1 AND id = $2`,
        [propertyId, line.id, status, at],
      )
    }
  }
  for (const status of pathBetween(orderStates, order.status, 'served') ?? []) {
    await db.execute('UPDATE fb.fb_orders SET status = $3 WHERE property_id = $1 AND id = $2', [
      propertyId,
      order.id,
      status,
    ])
  }
  await db.execute(
    `UPDATE fb.fb_orders SET status = 'settled', settlement = $3, settled_at = $4::timestamptz, folio_id = $5,
       stay_id = coalesce($6, stay_id)
     WHERE property_id = $1 AND id = $2`,
    [propertyId, order.id, settlement, at, folioId, stayId],
  )
}
