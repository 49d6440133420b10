import type { Database } from '../../shared/command/database.ts'
import { settleNightsOver, settleOversold } from '../../shared/domains/reservation/settle-oversold.ts'
import { settleEntriesOf, type Settler } from '../../shared/domains/resolution/settle.ts'
import { formatHlc } from '../../shared/kernel/clock.ts'
import type { IsoDate } from '../../shared/kernel/dates.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'

export interface Roll {
  readonly propertyId: string
  readonly from: IsoDate
  readonly to: IsoDate
}

/**
 * The centre's night for properties whose day nobody closes by hand, the demo's: closes the open day, opens `today`, marks who never
 * came, and gives the attendants their morning list. Returns what was rolled; nothing where the day is right or ahead.
 * The caller holds the transaction, under the owner.
 */
export async function rollBusinessDate(db: Database, propertyIds: readonly string[], today: IsoDate): Promise<Roll[]> {
  const behind = await db.query<{ id: Uuid; property_id: Uuid; business_date: IsoDate }>(
    `SELECT id, property_id, business_date FROM property_mgmt.business_days
     WHERE property_id = ANY ($1::uuid[]) AND status = 'open' AND deleted_at IS NULL AND business_date < $2::date FOR UPDATE`,
    [propertyIds, today],
  )
  for (const day of behind) await rollOne(db, day.id, day.property_id, today)
  return behind.map((day) => ({ propertyId: day.property_id, from: day.business_date, to: today }))
}

async function rollOne(db: Database, dayId: string, propertyId: Uuid, today: IsoDate): Promise<void> {
  await db.execute(
    `UPDATE property_mgmt.business_days SET status = 'closed', closed_at = shared.command_time() WHERE id = $1`,
    [dayId],
  )
  const [opened] = await db.query<{ at: string; actor: Uuid }>(
    `INSERT INTO property_mgmt.business_days (property_id, business_date) VALUES ($1, $2::date)
     RETURNING opened_at AS at, created_by AS actor`,
    [propertyId, today],
  )
  if (!opened) throw new Error(`the day ${today} of ${propertyId} was not opened`)
  const occurredAt = formatHlc({ ms: Date.parse(opened.at), counter: 0 }, 'centre')
  const settler = { propertyId, actor: opened.actor, occurredAt }
  await markNoShows(db, settler, today)
  await settleNightsOver(db, settler, today)
  await db.execute(
    `UPDATE property_mgmt.inventory_units SET housekeeping_status = 'dirty', housekeeping_set_at = shared.command_time()
     WHERE property_id = $1 AND occupancy_status = 'occupied' AND housekeeping_status <> 'dirty' AND deleted_at IS NULL`,
    [propertyId],
  )
  await listMorningWork(db, propertyId, today)
}

interface Missed {
  readonly id: Uuid
  readonly unitTypeId: Uuid
  readonly arrival: IsoDate
  readonly departure: IsoDate
}

/**
 * As `v1.reservation.noShow` leaves them. The reservation is first, as in every command: whoever is let in or given a unit at this very moment
 * is waited for, and what that left is seen. Promises ended before it would be taken from a guest who has just come, or stand for one who has not.
 */
async function markNoShows(db: Database, settler: Settler, today: IsoDate): Promise<void> {
  const { propertyId } = settler
  const missed = await db.query<Missed>(
    `UPDATE reservation.reservations SET status = 'no_show'
     WHERE property_id = $1 AND status = 'confirmed' AND arrival < $2::date AND deleted_at IS NULL
     RETURNING id, unit_type_id AS "unitTypeId", arrival, departure`,
    [propertyId, today],
  )
  const ids = missed.map(({ id }) => id)
  await db.execute(
    `UPDATE reservation.unit_assignments SET active = false
     WHERE active AND deleted_at IS NULL AND reservation_id = ANY ($1::uuid[])`,
    [ids],
  )
  await settleEntriesOf(db, settler, 'no_show', ids, '')
  // What is left of their stays is free: the nights that are over need no room any more.
  for (const stay of missed) if (stay.departure > today) await settleOversold(db, settler, { ...stay, arrival: today })
}

/** Yesterday's unfinished work falls away; each occupied or dirty unit gets one task for today. */
async function listMorningWork(db: Database, propertyId: string, today: IsoDate): Promise<void> {
  await db.execute(
    `UPDATE operations.housekeeping_tasks SET status = 'cancelled'
     WHERE property_id = $1 AND scheduled_date < $2::date AND status IN ('pending', 'assigned', 'in_progress', 'paused')
       AND deleted_at IS NULL`,
    [propertyId, today],
  )
  await db.execute(
    `INSERT INTO operations.housekeeping_tasks (property_id, unit_id, type, scheduled_date)
     SELECT u.property_id, u.id,
       CASE WHEN r.id IS NULL OR r.departure <= $2::date THEN 'departure' ELSE 'stayover' END::operations.task_type, $2::date
     FROM property_mgmt.inventory_units u
     LEFT JOIN guest.stays s ON s.unit_id = u.id AND s.status = 'in_house' AND s.deleted_at IS NULL
     LEFT JOIN reservation.reservations r ON r.id = s.reservation_id
     WHERE u.property_id = $1 AND u.deleted_at IS NULL AND u.block_status = 'none' AND u.housekeeping_status = 'dirty'
       AND NOT EXISTS (SELECT FROM operations.housekeeping_tasks t
                       WHERE t.unit_id = u.id AND t.scheduled_date = $2::date AND t.deleted_at IS NULL)`,
    [propertyId, today],
  )
}
