import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { type Decimal, fromMinor, toMinor } from '../../kernel/money.ts'
import { closeFolio } from './folios.ts'
import type { FolioStatus } from '../../schema/billing.ts'

/** What becomes of what a guest still owes on departure: a company is billed for it, or it is left, by somebody who may, for a reason. */
export type Settlement = { readonly kind: 'city_ledger' } | { readonly kind: 'left_open'; readonly reason: string }

export interface OpenFolio {
  readonly id: Uuid
  readonly lines: number
  readonly payments: number
  readonly balance: Decimal
  /** Card amounts that wait for the line. */
  readonly queued: Decimal
}

/** `owing`: it stays as it is, for nobody has said what becomes of it. */
export type FolioEnd = 'void' | 'settle' | 'transfer' | 'leave' | 'owing'

/** Balanced, to the city ledger, or left open with a reason (DOMAIN.md section 3). What is owed to the guest is never billed to a company. */
export function endOf(folio: OpenFolio, settlement: Settlement | null, minorUnits: number): FolioEnd {
  if (folio.lines === 0 && folio.payments === 0) return 'void'
  const left = toMinor(folio.balance, minorUnits) - toMinor(folio.queued, minorUnits)
  if (left === 0) return 'settle'
  if (settlement?.kind === 'left_open') return 'leave'
  return settlement?.kind === 'city_ledger' && left > 0 ? 'transfer' : 'owing'
}

const OPEN = `property_id = $1 AND reservation_id = $2 AND status IN ('open', 'reopened') AND type <> 'suspense'`

/** Held until the end of the transaction: whoever posts waits for what becomes of them. */
export async function lockOpenFolios(db: Database, propertyId: Uuid, reservationId: Uuid): Promise<OpenFolio[]> {
  await db.query(`SELECT id FROM billing.folios WHERE ${OPEN} AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE`, [
    propertyId,
    reservationId,
  ])
  return db.query<OpenFolio>(
    `SELECT folio_id AS id, lines::integer AS lines, payments::integer AS payments, balance, queued
     FROM billing.v_folio_balances WHERE ${OPEN} ORDER BY folio_id`,
    [propertyId, reservationId],
  )
}

/** Closes what can be closed. Returns what is still to be paid on the others beside what is queued, null where nothing is. */
export async function closeAccount(
  db: Database,
  context: CommandContext,
  account: { readonly reservationId: Uuid; readonly minorUnits: number },
  settlement: Settlement | null,
): Promise<Decimal | null> {
  const { minorUnits } = account
  const folios = await lockOpenFolios(db, context.propertyId, account.reservationId)
  const ends = folios.map((folio) => ({ folio, end: endOf(folio, settlement, minorUnits) }))
  for (const { folio, end } of ends) await carryOut(db, context, folio.id, end, settlement)
  const owing = ends.filter(({ end }) => end === 'owing')
  if (owing.length === 0) return null
  return fromMinor(
    owing.reduce((sum, { folio }) => sum + toMinor(folio.balance, minorUnits) - toMinor(folio.queued, minorUnits), 0),
    minorUnits,
  )
}

const CLOSED: Partial<Record<FolioEnd, FolioStatus>> = {
  void: 'void',
  transfer: 'transferred_to_city_ledger',
  leave: 'closed_with_balance',
}

async function carryOut(
  db: Database,
  context: CommandContext,
  folioId: Uuid,
  end: FolioEnd,
  settlement: Settlement | null,
): Promise<void> {
  if (end === 'settle') return closeFolio(db, context, folioId)
  const status = CLOSED[end]
  if (!status) return
  await db.execute(
    `UPDATE billing.folios SET status = $3::billing.folio_status, closed_at = $4::timestamptz, close_reason = $5
     WHERE property_id = $1 AND id = $2`,
    [
      context.propertyId,
      folioId,
      status,
      hlcInstant(context.occurredAt),
      settlement?.kind === 'left_open' && end === 'leave' ? settlement.reason : null,
    ],
  )
}

/** A check-out is taken back: what was closed with it takes postings again. What was left owing or billed to a company stays so. */
export async function reopenAccount(db: Database, { propertyId }: CommandContext, reservationId: Uuid): Promise<void> {
  await db.execute(
    `UPDATE billing.folios SET status = 'reopened', closed_at = NULL
     WHERE property_id = $1 AND reservation_id = $2 AND type = 'guest' AND status = 'closed' AND deleted_at IS NULL`,
    [propertyId, reservationId],
  )
}
