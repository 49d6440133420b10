import type { Reader } from '../../command/database.ts'

/** Tables that certainty follows from; every query with a `certainty` depends on them. */
export const certaintyTables = ['sync.outbox', 'sync.resolutions'] as const

/** Reservations that a command of this terminal has changed and the centre has not confirmed: themselves, their promises, their stays. */
const QUEUED_RESERVATIONS = `
  SELECT row_id FROM sync.pending_rows WHERE table_name = 'reservation.reservations'
  UNION SELECT a.reservation_id FROM sync.pending_rows p JOIN reservation.unit_assignments a ON a.id = p.row_id
    WHERE p.table_name = 'reservation.unit_assignments'
  UNION SELECT s.reservation_id FROM sync.pending_rows p JOIN guest.stays s ON s.id = p.row_id
    WHERE p.table_name = 'guest.stays'`

const openNaming = (column: string) =>
  `SELECT ${column} FROM sync.resolutions WHERE property_id = $1 AND status = 'open' AND ${column} IS NOT NULL`

/** SQL for the certainty of the reservation with this id; $1 is the property. Both sets are small and are read once per query. */
export const certaintyOfReservation = (id: string) =>
  `CASE WHEN ${id} IN (${openNaming('reservation_id')}) THEN 'review'
        WHEN ${id} IN (${QUEUED_RESERVATIONS}) THEN 'queued' ELSE 'synced' END`

const certaintyOf = (id: string, table: string, namedBy: string) =>
  `CASE WHEN ${id} IN (${openNaming(namedBy)}) THEN 'review'
        WHEN ${id} IN (SELECT row_id FROM sync.pending_rows WHERE table_name = '${table}') THEN 'queued' ELSE 'synced' END`

/** Of a row that no entry of the Resolution Centre names. */
export const certaintyOfRow = (id: string, table: string) =>
  `CASE WHEN ${id} IN (SELECT row_id FROM sync.pending_rows WHERE table_name = '${table}') THEN 'queued' ELSE 'synced' END`

export const certaintyOfUnit = (id: string) => certaintyOf(id, 'property_mgmt.inventory_units', 'unit_id')
export const certaintyOfProfile = (id: string) => certaintyOf(id, 'guest.profiles', 'profile_id')

/** No entry names a task: its unit is what a person must look at. */
export const certaintyOfTask = (id: string, unitId: string) =>
  `CASE WHEN ${unitId} IN (${openNaming('unit_id')}) THEN 'review'
        WHEN ${id} IN (SELECT row_id FROM sync.pending_rows WHERE table_name = 'operations.housekeeping_tasks') THEN 'queued'
        ELSE 'synced' END`

/** A check waits with its lines: any of them. */
export const certaintyOfOrder = (id: string) =>
  `CASE WHEN ${id} IN (
     SELECT row_id FROM sync.pending_rows WHERE table_name = 'fb.fb_orders'
     UNION SELECT w.order_id FROM sync.pending_rows p JOIN fb.fb_order_items w ON w.id = p.row_id WHERE p.table_name = 'fb.fb_order_items')
   THEN 'queued' ELSE 'synced' END`

/** Terminals keep their queue in sync.outbox; the centre has none. */
export async function hasOutbox(db: Reader): Promise<boolean> {
  const [row] = await db.query<{ present: boolean }>(`SELECT to_regclass('sync.outbox') IS NOT NULL AS present`)
  return row?.present ?? false
}
