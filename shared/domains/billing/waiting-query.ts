import { defineQuery } from '../../command/query.ts'
import { noArgs } from '../fields.ts'
import type { WaitingMoneyRow } from './rows.ts'

const HOLDER = `JOIN billing.folios f ON f.id = p.folio_id JOIN reservation.reservations r ON r.id = f.reservation_id
  LEFT JOIN guest.profiles g ON g.id = r.profile_id`

/** Cards that wait for the line, and refunds that wait for an answer, of any guest. */
export const waitingMoneyQuery = defineQuery({
  name: 'folio.waiting',
  args: noArgs,
  tables: ['billing.folios', 'billing.payments', 'billing.refunds', 'guest.profiles', 'reservation.reservations'],
  key: (row: WaitingMoneyRow) => row.id,
  run: (db, _args, { propertyId }) =>
    db.query<WaitingMoneyRow>(
      `SELECT p.id, 'card' AS kind, r.id AS "reservationId", coalesce(g.full_name, r.confirmation_no) AS "guestName", p.amount, p.currency,
         p.business_date AS date, p.terminal_ref AS about
       FROM billing.payments p ${HOLDER} WHERE p.property_id = $1 AND p.status = 'queued_offline'
       UNION ALL
       SELECT b.id, 'refund', r.id, coalesce(g.full_name, r.confirmation_no), b.amount, b.currency, b.business_date, b.reason
       FROM billing.refunds b JOIN billing.payments p ON p.id = b.payment_id ${HOLDER}
       WHERE b.property_id = $1 AND b.status = 'requested'
       ORDER BY date, id`,
      [propertyId],
    ),
})
