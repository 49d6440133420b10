import type { Database, Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { type Decimal, fromMinor, toMinor } from '../../kernel/money.ts'
import type { FolioStatus, PaymentMethod, PaymentStatus } from '../../schema/billing.ts'

export interface PaymentRecord {
  readonly id: Uuid
  readonly folioId: Uuid
  readonly folioNo: string
  readonly folioStatus: FolioStatus
  readonly method: PaymentMethod
  readonly status: PaymentStatus
  readonly amount: Decimal
  readonly currency: string
  readonly minorUnits: number
  readonly slip: string | null
  /** What has been given back of it. */
  readonly given: Decimal
  /** What is asked for beside that. */
  readonly asked: Decimal
}

const PAYMENT = `SELECT p.id, p.folio_id AS "folioId", f.folio_no AS "folioNo", f.status AS "folioStatus", p.method, p.status, p.amount,
    p.currency, coalesce(c.minor_units, 2) AS "minorUnits", p.terminal_ref AS slip,
    (SELECT coalesce(sum(r.amount), 0) FROM billing.refunds r WHERE r.payment_id = p.id AND r.status = 'completed') AS given,
    (SELECT coalesce(sum(r.amount), 0) FROM billing.refunds r
     WHERE r.payment_id = p.id AND r.status IN ('requested', 'approved', 'processing')) AS asked
  FROM billing.payments p JOIN billing.folios f ON f.id = p.folio_id LEFT JOIN shared.currencies c ON c.code = p.currency
  WHERE p.property_id = $1 AND p.id = $2`

export async function readPayment(db: Reader, propertyId: Uuid, id: Uuid): Promise<PaymentRecord | undefined> {
  const [row] = await db.query<PaymentRecord>(PAYMENT, [propertyId, id])
  return row
}

/** Held until the end of the transaction, with its folio. */
export async function lockPayment(db: Database, propertyId: Uuid, id: Uuid): Promise<PaymentRecord | undefined> {
  await db.query(
    `SELECT f.id FROM billing.payments p JOIN billing.folios f ON f.id = p.folio_id
     WHERE p.property_id = $1 AND p.id = $2 FOR NO KEY UPDATE OF p, f`,
    [propertyId, id],
  )
  return readPayment(db, propertyId, id)
}

const CAPTURED: readonly PaymentStatus[] = ['captured', 'partially_refunded', 'refunded']

type Given = Pick<PaymentRecord, 'status' | 'amount' | 'given' | 'asked' | 'minorUnits'>

/** What may still be given back or asked for: in all never more than was captured. */
export function leftOf(payment: Given): Decimal {
  const { status, amount, given, asked, minorUnits } = payment
  if (!CAPTURED.includes(status)) return fromMinor(0, minorUnits)
  const left = toMinor(amount, minorUnits) - toMinor(given, minorUnits) - toMinor(asked, minorUnits)
  return fromMinor(Math.max(0, left), minorUnits)
}

/** As `leftOf`, for what is asked for already. */
export const leftOfAsked = (payment: Given): Decimal => leftOf({ ...payment, asked: '0' })

/** The folio of a payment that has come to owe something takes postings again. */
export async function reopenFolio(
  db: Database,
  propertyId: Uuid,
  folio: { readonly id: Uuid; readonly status: FolioStatus },
): Promise<void> {
  if (folio.status !== 'closed') return
  await db.execute(
    `UPDATE billing.folios SET status = 'reopened', closed_at = NULL WHERE property_id = $1 AND id = $2`,
    [propertyId, folio.id],
  )
}
