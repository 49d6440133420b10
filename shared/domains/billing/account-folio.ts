import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { type Debtor, isBeforeDeparture } from './debtor.ts'
import { type FolioRecord, lockOpenFolio, type NewFolio, openFolio } from './folios.ts'

/** Where a charge of this reservation is posted: on the stay's own folio, or as a late charge after departure; opened where there is none. */
export async function folioForCharge(
  db: Database,
  propertyId: Uuid,
  debtor: Debtor,
  fresh: NewFolio,
): Promise<FolioRecord> {
  const type = isBeforeDeparture(debtor) ? 'guest' : 'post_departure'
  const open = await lockOpenFolio(db, propertyId, debtor.reservationId, type)
  return open ?? openFor(db, propertyId, debtor, fresh, type)
}

/** Where money of this reservation belongs: what takes postings comes before a folio that was closed owing. */
export async function folioForPayment(
  db: Database,
  propertyId: Uuid,
  debtor: Debtor,
  fresh: NewFolio,
): Promise<FolioRecord> {
  const [payable] = await db.query<FolioRecord>(
    `SELECT id, folio_no AS "folioNo", status FROM billing.folios
     WHERE property_id = $1 AND reservation_id = $2 AND type IN ('guest', 'master', 'post_departure') AND deleted_at IS NULL
       AND status IN ('open', 'reopened', 'closed_with_balance', 'transferred_to_city_ledger')
     ORDER BY status IN ('open', 'reopened') DESC, type, window_no, id LIMIT 1 FOR NO KEY UPDATE`,
    [propertyId, debtor.reservationId],
  )
  return payable ?? openFor(db, propertyId, debtor, fresh, isBeforeDeparture(debtor) ? 'guest' : 'post_departure')
}

function openFor(
  db: Database,
  propertyId: Uuid,
  { reservationId, stayId, profileId, guestName, confirmationNo, currency }: Debtor,
  fresh: NewFolio,
  type: 'guest' | 'post_departure',
): Promise<FolioRecord> {
  const holder = guestName || confirmationNo
  return openFolio(db, propertyId, { ...fresh, type, holder, currency, guest: { reservationId, stayId, profileId } })
}
