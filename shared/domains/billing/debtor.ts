import type { Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import type { ReservationStatus } from '../../schema/reservation.ts'

/** Whose account it is: a reservation, with the stay that has come of it. */
export interface Debtor {
  readonly reservationId: Uuid
  readonly confirmationNo: string
  readonly guestName: string
  readonly profileId: Uuid
  readonly status: ReservationStatus
  readonly currency: string
  readonly minorUnits: number
  readonly stayId: Uuid | null
  /** Where the guest is or was. */
  readonly unit: string | null
}

export async function readDebtor(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<Debtor | undefined> {
  const [row] = await db.query<Debtor>(
    `SELECT r.id AS "reservationId", r.confirmation_no AS "confirmationNo", coalesce(g.full_name, '') AS "guestName",
       r.profile_id AS "profileId", r.status, r.currency, coalesce(c.minor_units, 2) AS "minorUnits",
       s.id AS "stayId", u.number AS unit
     FROM reservation.reservations r
     LEFT JOIN guest.profiles g ON g.id = r.profile_id
     LEFT JOIN shared.currencies c ON c.code = r.currency
     LEFT JOIN guest.stays s ON s.id = (
       SELECT o.id FROM guest.stays o WHERE o.reservation_id = r.id AND o.status <> 'reversed' AND o.deleted_at IS NULL
       ORDER BY o.status, o.check_in_at DESC LIMIT 1)
     LEFT JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
     WHERE r.property_id = $1 AND r.id = $2 AND r.deleted_at IS NULL`,
    [propertyId, reservationId],
  )
  return row
}

/** Still to come or in house: what is posted and paid belongs to the stay itself. */
export const isBeforeDeparture = ({ status }: Pick<Debtor, 'status'>): boolean =>
  !['checked_out', 'cancelled', 'no_show', 'expired', 'walked'].includes(status)

/** The folios of a reservation that take postings, and what is owed where its money goes, once the queued card amounts are captured: on those, or on one that was closed owing. */
export interface AccountSeen {
  readonly folioIds: Uuid[]
  readonly balance: Decimal
}

export async function readAccountSeen(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<AccountSeen> {
  const [row] = await db.query<AccountSeen>(
    `SELECT coalesce(array_agg(folio_id ORDER BY folio_id) FILTER (WHERE status IN ('open', 'reopened')), '{}'::uuid[]) AS "folioIds",
       coalesce(sum(balance - queued) FILTER (WHERE status IN ('open', 'reopened')),
         (array_agg(balance - queued ORDER BY type, window_no, folio_id) FILTER (WHERE type IN ('guest', 'master', 'post_departure')))[1], 0)::text AS balance
     FROM billing.v_folio_balances
     WHERE property_id = $1 AND reservation_id = $2
       AND status IN ('open', 'reopened', 'closed_with_balance', 'transferred_to_city_ledger')`,
    [propertyId, reservationId],
  )
  return row ?? { folioIds: [], balance: '0' }
}
