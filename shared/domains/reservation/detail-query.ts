import type { Reader } from '../../command/database.ts'
import { defineQuery } from '../../command/query.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { readResolutions } from '../resolution/queries.ts'
import { hasOutbox } from '../sync/certainty.ts'
import { DESK_COLUMNS, DESK_JOINS, deskTables } from './desk-queries.ts'
import {
  detailArgs,
  type AssignmentRow,
  type NightRow,
  type PendingRow,
  type ReservationDetailRow,
  type StayRow,
} from './rows.ts'

type Header = Omit<ReservationDetailRow, 'nights' | 'money' | 'assignments' | 'stay' | 'pending' | 'resolutions'>

export const detailQuery = defineQuery({
  name: 'reservation.detail',
  args: detailArgs,
  tables: [
    ...deskTables,
    'reservation.reservation_line_items',
    'property_mgmt.rate_strategies',
    'operations.staff',
    'billing.folio_line_items',
    'billing.folios',
    'billing.payments',
    'billing.refunds',
  ],
  key: (row: ReservationDetailRow) => row.reservationId,
  async run(db, { reservationId }, { propertyId }) {
    const [header] = await readHeader(db, propertyId, reservationId)
    if (!header) return []
    const [stay = null] = await readStay(db, propertyId, reservationId)
    return [
      {
        ...header,
        money: await readMoney(db, propertyId, reservationId),
        nights: await readNights(db, propertyId, reservationId),
        assignments: await readAssignments(db, propertyId, reservationId),
        stay,
        pending: await readPending(db, reservationId),
        resolutions: await readResolutions(db, propertyId, { status: 'all', reservationId }),
      },
    ]
  },
})

/** The unit: where the guest is or was, else what is promised first. */
export const UNIT_OF_STAY = `LEFT JOIN property_mgmt.inventory_units u ON u.id = coalesce(
  (SELECT s.unit_id FROM guest.stays s WHERE s.reservation_id = r.id AND s.status <> 'reversed' AND s.deleted_at IS NULL
   ORDER BY s.status, s.check_in_at DESC LIMIT 1),
  (SELECT a.unit_id FROM reservation.unit_assignments a WHERE a.reservation_id = r.id AND a.active AND a.deleted_at IS NULL
   ORDER BY lower(a.stay) LIMIT 1))`

/** Where the fee that is owed was charged. */
const FEE_FOLIO = `CASE WHEN r.cancel_fee > 0 THEN (
  SELECT f.folio_no FROM billing.folio_line_items l
  JOIN billing.transaction_codes c ON c.id = l.transaction_code_id AND c.kind = 'fee'
  JOIN billing.folios f ON f.id = l.folio_id
  WHERE l.source_id = r.id AND l.kind = 'charge' ORDER BY l.posted_at DESC, l.id DESC LIMIT 1) END`

function readHeader(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<Header[]> {
  return db.query<Header>(
    `SELECT ${DESK_COLUMNS}, r.source, r.vip, r.rate_strategy_id AS "rateStrategyId",
       coalesce((r.rate_snapshot ->> 'unit_type_id')::uuid, r.unit_type_id) AS "bookedTypeId", r.hold_until AS "holdUntil", r.group_code AS "groupCode",
       coalesce(r.rate_snapshot ->> 'code', k.code, '') AS "rateCode",
       coalesce(r.rate_snapshot ->> 'meal_plan', k.meal_plan::text, '') AS "mealPlan",
       coalesce(r.policy_snapshot ->> 'name', '') AS "policyName",
       r.cancelled_at AS "cancelledAt", r.cancel_reason AS "cancelReason", r.cancel_fee AS "cancelFee",
       r.walked_to AS "walkedTo",
       ${FEE_FOLIO} AS "feeFolioNo",
       r.checked_in_at AS "checkedInAt", r.checked_out_at AS "checkedOutAt", r.created_at AS "createdAt",
       g.first_name AS "firstName", g.last_name AS "lastName", g.email, g.phone, g.nationality, g.language,
       g.notes AS "guestNotes", g.no_post AS "noPost"
     FROM reservation.reservations r ${DESK_JOINS} ${UNIT_OF_STAY}
     LEFT JOIN property_mgmt.rate_strategies k ON k.id = r.rate_strategy_id
     WHERE r.property_id = $1 AND r.id = $2 AND r.deleted_at IS NULL`,
    [propertyId, reservationId],
  )
}

async function readMoney(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<ReservationDetailRow['money']> {
  const [row] = await db.query<ReservationDetailRow['money']>(
    `SELECT coalesce(bool_or(p.status = 'queued_offline'), false) AS queued,
       coalesce(bool_or(p.status IN ('captured', 'partially_refunded')), false) AS captured,
       coalesce(bool_or(EXISTS (SELECT FROM billing.refunds r WHERE r.payment_id = p.id AND r.status = 'requested')), false) AS asked
     FROM billing.folios f JOIN billing.payments p ON p.folio_id = f.id
     WHERE f.property_id = $1 AND f.reservation_id = $2 AND f.deleted_at IS NULL`,
    [propertyId, reservationId],
  )
  return row ?? { queued: false, asked: false, captured: false }
}

function readNights(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<NightRow[]> {
  return db.query<NightRow>(
    `SELECT l.night, l.rate, t.code AS "unitTypeCode"
     FROM reservation.reservation_line_items l JOIN property_mgmt.unit_types t ON t.id = l.unit_type_id
     WHERE l.property_id = $1 AND l.reservation_id = $2 AND l.kind IN ('room', 'package') AND l.deleted_at IS NULL
     ORDER BY l.night, l.kind`,
    [propertyId, reservationId],
  )
}

function readAssignments(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<AssignmentRow[]> {
  return db.query<AssignmentRow>(
    `SELECT a.id AS "assignmentId", a.unit_id AS "unitId", u.number AS "unitNumber", lower(a.stay) AS from,
       upper(a.stay) AS to, a.active, a.locked
     FROM reservation.unit_assignments a JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
     WHERE a.property_id = $1 AND a.reservation_id = $2 AND a.deleted_at IS NULL
     ORDER BY lower(a.stay), a.active DESC, a.id`,
    [propertyId, reservationId],
  )
}

function readStay(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<StayRow[]> {
  return db.query<StayRow>(
    `SELECT s.id AS "stayId", s.unit_id AS "unitId", u.number AS "unitNumber", s.status, s.check_in_at AS "checkInAt",
       s.check_out_at AS "checkOutAt", s.keys_given AS "keysGiven"
     FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
     WHERE s.property_id = $1 AND s.reservation_id = $2 AND s.status <> 'reversed' AND s.deleted_at IS NULL
     ORDER BY s.status, s.check_in_at DESC LIMIT 1`,
    [propertyId, reservationId],
  )
}

/** What waits for the centre, with what it would say: commands about this reservation, or that touched it. */
async function readPending(db: Reader, reservationId: Uuid): Promise<PendingRow[]> {
  if (!(await hasOutbox(db))) return []
  return db.query<PendingRow>(
    `SELECT o.id AS "commandId", o.body ->> 'name' AS name, o.predicted FROM sync.outbox o
     WHERE o.body -> 'args' ->> 'reservationId' = $1
       OR o.id IN (SELECT command_id FROM sync.pending_rows WHERE table_name = 'reservation.reservations' AND row_id = $1::uuid)
     ORDER BY o.position`,
    [reservationId],
  )
}
