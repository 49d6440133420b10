import type { Database, Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { OrderItemStatus, OrderStatus } from '../../schema/fb.ts'
import type { OrderLine } from './order-totals.ts'

/** What the commands of this context read; orders are locked until the end of the transaction. */

export interface OrderRecord {
  readonly id: Uuid
  readonly orderNo: string
  readonly status: OrderStatus
  readonly outletId: Uuid
  readonly outletName: string
  readonly transactionCode: string
  readonly type: 'table' | 'room' | 'counter' | 'takeaway'
  readonly tableId: Uuid | null
  readonly unitId: Uuid | null
  readonly stayId: Uuid | null
  readonly covers: number
  readonly currency: string
  readonly minorUnits: number
}

export async function lockOrder(db: Database, propertyId: Uuid, id: Uuid): Promise<OrderRecord | undefined> {
  const [row] = await db.query<OrderRecord>(
    `SELECT o.id, o.order_no AS "orderNo", o.status, o.outlet_id AS "outletId", u.name AS "outletName",
       u.transaction_code AS "transactionCode", o.type, o.dining_table_id AS "tableId", o.unit_id AS "unitId",
       o.stay_id AS "stayId", o.covers, o.currency, coalesce(c.minor_units, 2) AS "minorUnits"
     FROM fb.fb_orders o
     JOIN fb.outlets u ON u.id = o.outlet_id
     LEFT JOIN shared.currencies c ON c.code = o.currency
     WHERE o.property_id = $1 AND o.id = $2 AND o.deleted_at IS NULL
     FOR NO KEY UPDATE OF o`,
    [propertyId, id],
  )
  return row
}

export interface LineRecord extends OrderLine {
  readonly id: Uuid
  readonly orderId: Uuid
  readonly name: string
  readonly sentQty: number
  readonly status: OrderItemStatus
}

const LINE = `SELECT id, order_id AS "orderId", name, unit_price AS "unitPrice", modifiers, tax_code AS "taxCode", qty,
    sent_qty AS "sentQty", voided_qty AS "voidedQty", status
  FROM fb.fb_order_items WHERE property_id = $1 AND deleted_at IS NULL`

export async function readLines(db: Reader, propertyId: Uuid, orderId: Uuid): Promise<LineRecord[]> {
  return db.query<LineRecord>(`${LINE} AND order_id = $2 ORDER BY created_at, id`, [propertyId, orderId])
}

export async function readLine(db: Reader, propertyId: Uuid, itemId: Uuid): Promise<LineRecord | undefined> {
  const [row] = await db.query<LineRecord>(`${LINE} AND id = $2`, [propertyId, itemId])
  return row
}

/** Checks of a table that are not settled, the oldest first. */
export async function readOpenChecks(
  db: Reader,
  propertyId: Uuid,
  tableId: Uuid,
): Promise<{ id: Uuid; orderNo: string }[]> {
  return db.query(
    `SELECT id, order_no AS "orderNo" FROM fb.fb_orders
     WHERE property_id = $1 AND dining_table_id = $2 AND deleted_at IS NULL AND status NOT IN ('settled', 'closed', 'cancelled')
     ORDER BY created_at, id`,
    [propertyId, tableId],
  )
}

export interface GuestStay {
  readonly stayId: Uuid
  readonly status: 'in_house' | 'departed' | 'reversed'
  readonly reservationId: Uuid
  readonly profileId: Uuid
  readonly unitId: Uuid
  readonly unitNumber: string
  readonly guestName: string
  readonly confirmationNo: string
  readonly noPost: boolean
}

export async function readGuestStay(db: Reader, propertyId: Uuid, stayId: Uuid | null): Promise<GuestStay | undefined> {
  const [row] = await db.query<GuestStay>(
    `SELECT s.id AS "stayId", s.status, s.reservation_id AS "reservationId", s.profile_id AS "profileId", s.unit_id AS "unitId",
       coalesce(u.number, '?') AS "unitNumber", coalesce(g.full_name, '') AS "guestName",
       coalesce(r.confirmation_no, '') AS "confirmationNo", coalesce(g.no_post, false) AS "noPost"
     FROM guest.stays s
     LEFT JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
     LEFT JOIN guest.profiles g ON g.id = s.profile_id
     LEFT JOIN reservation.reservations r ON r.id = s.reservation_id
     WHERE s.property_id = $1 AND s.id = $2 AND s.deleted_at IS NULL`,
    [propertyId, stayId],
  )
  return row
}
