import type { CommandContext } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import type { FolioStatus } from '../../schema/billing.ts'

export interface FolioRecord {
  readonly id: Uuid
  readonly folioNo: string
  readonly status: FolioStatus
}

/** A folio that a command may have to open: id and number are taken before the command exists. */
export interface NewFolio {
  readonly folioId: Uuid
  readonly folioNo: string
}

export interface FolioWish extends NewFolio {
  readonly type: 'guest' | 'house' | 'post_departure' | 'suspense'
  readonly holder: string
  readonly currency: string
  /** Null for an account of the house. */
  readonly guest: { readonly reservationId: Uuid; readonly stayId: Uuid | null; readonly profileId: Uuid } | null
}

/** The reservation's first folio of this type that takes postings, locked; undefined where none does. */
export async function lockOpenFolio(
  db: Database,
  propertyId: Uuid,
  reservationId: Uuid,
  type: FolioWish['type'],
): Promise<FolioRecord | undefined> {
  const [row] = await db.query<FolioRecord>(
    `SELECT id, folio_no AS "folioNo", status FROM billing.folios
     WHERE property_id = $1 AND reservation_id = $2 AND type = $3 AND status IN ('open', 'reopened') AND deleted_at IS NULL
     ORDER BY window_no LIMIT 1 FOR NO KEY UPDATE`,
    [propertyId, reservationId, type],
  )
  return row
}

export async function openFolio(db: Database, propertyId: Uuid, wish: FolioWish): Promise<FolioRecord> {
  const { folioId, folioNo, type, holder, currency, guest } = wish
  await db.execute(
    `INSERT INTO billing.folios (id, property_id, folio_no, type, window_no, holder, currency, reservation_id, stay_id, profile_id)
     SELECT $1::uuid, $2::uuid, $3, $4::billing.folio_type,
       coalesce((SELECT max(window_no) + 1 FROM billing.folios WHERE property_id = $2 AND reservation_id = $7 AND type = $4::billing.folio_type), 1),
       $5, $6, $7::uuid, $8::uuid, $9::uuid`,
    [
      folioId,
      propertyId,
      folioNo,
      type,
      holder,
      currency,
      guest?.reservationId ?? null,
      guest?.stayId ?? null,
      guest?.profileId ?? null,
    ],
  )
  return { id: folioId, folioNo, status: 'open' }
}

/** A folio on which nothing is owed takes no more postings. */
export async function closeFolio(db: Database, { propertyId, occurredAt }: CommandContext, id: Uuid): Promise<void> {
  await db.execute(`UPDATE billing.folios SET status = 'settled' WHERE property_id = $1 AND id = $2`, [propertyId, id])
  await db.execute(
    `UPDATE billing.folios SET status = 'closed', closed_at = $3::timestamptz WHERE property_id = $1 AND id = $2`,
    [propertyId, id, hlcInstant(occurredAt)],
  )
}

export interface Account {
  readonly balance: Decimal
  /** Card amounts that wait for the line. */
  readonly queued: Decimal
  readonly creditLimit: Decimal | null
}

export async function readAccount(db: Reader, propertyId: Uuid, folioId: Uuid | undefined): Promise<Account> {
  const [row] = await db.query<Account>(
    `SELECT balance, queued, credit_limit AS "creditLimit" FROM billing.v_folio_balances WHERE property_id = $1 AND folio_id = $2`,
    [propertyId, folioId ?? null],
  )
  return row ?? { balance: '0', queued: '0', creditLimit: null }
}

/** Where a posting of this command belongs: its own business date, or the open one where that day is closed (`late`). */
export async function readPostingDate(
  db: Reader,
  { propertyId, businessDate }: CommandContext,
): Promise<{ readonly date: IsoDate; readonly late: boolean }> {
  const [open] = await db.query<{ date: IsoDate }>(
    'SELECT business_date AS date FROM property_mgmt.v_business_dates WHERE property_id = $1',
    [propertyId],
  )
  const late = open !== undefined && businessDate < open.date
  return { date: late ? open.date : businessDate, late }
}
