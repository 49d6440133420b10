import type { CommandContext } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { addDays, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import { folioForCharge } from './account-folio.ts'
import { type Debtor } from './debtor.ts'
import type { NewFolio } from './folios.ts'
import { postCharges, readTaxation, taxAmount, type Taxation } from './post-charges.ts'
import type { TaxedAmount } from './tax.ts'

/** A night that was slept, or owed, and stands on no folio yet. */
export interface OwedNight {
  readonly id: Uuid
  readonly night: IsoDate
  /** As it was quoted. */
  readonly rate: Decimal
}

/** Who leaves on `businessDate` owes the nights before it, and the first one in any case. */
export function owedUntil(arrival: IsoDate, businessDate: IsoDate): IsoDate {
  return businessDate > arrival ? businessDate : addDays(arrival, 1)
}

export function readOwedNights(
  db: Reader,
  propertyId: Uuid,
  reservationId: Uuid,
  until: IsoDate,
): Promise<OwedNight[]> {
  return db.query<OwedNight>(
    `SELECT l.id, l.night, l.rate FROM reservation.reservation_line_items l
     WHERE l.property_id = $1 AND l.reservation_id = $2 AND l.kind IN ('room', 'package') AND l.deleted_at IS NULL
       AND l.night < $3::date AND l.rate <> 0
       AND NOT EXISTS (SELECT FROM billing.folio_line_items i WHERE i.source_id = l.id AND i.kind = 'charge')
     ORDER BY l.night, l.kind`,
    [propertyId, reservationId, until],
  )
}

export interface RoomCode {
  readonly id: Uuid
  readonly name: string
  readonly taxCode: string | null
}

/** What nights are posted as; undefined where head office has not set it up. */
export async function readRoomCode(db: Reader, propertyId: Uuid): Promise<RoomCode | undefined> {
  const [row] = await db.query<RoomCode>(
    `SELECT id, name, tax_code AS "taxCode" FROM billing.transaction_codes
     WHERE property_id = $1 AND revenue_group = 'rooms' AND kind = 'charge' AND active AND deleted_at IS NULL
     ORDER BY code LIMIT 1`,
    [propertyId],
  )
  return row
}

export function priceOfNight(taxation: Taxation, code: RoomCode, rate: Decimal, minorUnits: number): TaxedAmount {
  return taxAmount(taxation, rate, code.taxCode ?? '', minorUnits)
}

/** A bill is whole before it is paid: what the night has not posted yet is posted now. Nothing is, where head office has no code for it. */
export async function postOwedNights(
  db: Database,
  context: CommandContext,
  debtor: Debtor,
  until: IsoDate,
  fresh: NewFolio,
): Promise<void> {
  const { propertyId, businessDate } = context
  const nights = await readOwedNights(db, propertyId, debtor.reservationId, until)
  const code = nights.length > 0 ? await readRoomCode(db, propertyId) : undefined
  if (!code) return
  const taxation = await readTaxation(db, propertyId, businessDate)
  const { id: folioId } = await folioForCharge(db, propertyId, debtor, fresh)
  for (const { id, night, rate } of nights) {
    await postCharges(db, context, {
      folioId,
      transactionCodeId: code.id,
      description: debtor.unit === null ? `${code.name} ${night}` : `${code.name} ${night}, unit ${debtor.unit}`,
      currency: debtor.currency,
      origin: 'night',
      sourceId: id,
      key: id,
      charges: [{ taxCode: code.taxCode ?? '', ...priceOfNight(taxation, code, rate, debtor.minorUnits) }],
      taxation,
    })
  }
}
