import type { CommandContext } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import { readPostingDate } from './folios.ts'

export interface CashierShift {
  readonly id: Uuid
  readonly drawer: string
  readonly open: boolean
}

const SHIFT = `SELECT s.id, d.name AS drawer, s.status = 'open' AS open
  FROM billing.cashier_shifts s JOIN billing.cash_drawers d ON d.id = s.drawer_id
  WHERE s.property_id = $1 AND s.deleted_at IS NULL`

/** The shift whose drawer this command's cash is in: the actor's own, else that of the terminal's drawer; an open one before a closed one. */
export async function readCashierShift(
  db: Reader,
  { propertyId, actor, terminalId }: CommandContext,
): Promise<CashierShift | undefined> {
  const [row] = await db.query<CashierShift>(
    `${SHIFT} AND (s.user_id = $2 OR d.terminal_id = $3)
     ORDER BY s.status = 'open' DESC, s.user_id = $2 DESC, s.opened_at DESC, s.id LIMIT 1`,
    [propertyId, actor, terminalId],
  )
  return row
}

/** Where the cash of somebody whose own shift did not stand is counted: an open drawer of the house, else the one that was closed last. */
export async function readAnyShift(db: Reader, propertyId: Uuid): Promise<CashierShift | undefined> {
  const [row] = await db.query<CashierShift>(
    `${SHIFT} ORDER BY s.status = 'open' DESC, s.opened_at DESC, s.id LIMIT 1`,
    [propertyId],
  )
  return row
}

export interface PaymentTaken {
  readonly paymentId: Uuid
  readonly folioId: Uuid
  readonly amount: Decimal
  readonly currency: string
  readonly by:
    | { readonly method: 'cash'; readonly shiftId: Uuid }
    /** `queued`: the terminal has kept it for when its line is back; nothing is captured yet. */
    | { readonly method: 'card_slip'; readonly slip: string; readonly queued: boolean }
}

/** Money that was taken is a fact: it is booked, whatever it was for. */
export async function recordPayment(db: Database, context: CommandContext, taken: PaymentTaken): Promise<void> {
  const { date } = await readPostingDate(db, context)
  const { paymentId, folioId, amount, currency, by } = taken
  const queued = by.method === 'card_slip' && by.queued
  await db.execute(
    `INSERT INTO billing.payments (id, property_id, folio_id, method, status, business_date, amount, currency, cashier_shift_id, terminal_ref, offline)
     VALUES ($1, $2, $3, $4, $10::billing.payment_status, $5::date, $6, $7, $8, $9, $11)`,
    [
      paymentId,
      context.propertyId,
      folioId,
      by.method,
      date,
      amount,
      currency,
      by.method === 'cash' ? by.shiftId : null,
      by.method === 'cash' ? null : by.slip,
      queued ? 'queued_offline' : 'captured',
      queued,
    ],
  )
}
