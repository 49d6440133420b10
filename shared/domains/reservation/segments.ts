import type { Database, Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import { releasePromise, spanOf, type Span } from './promises.ts'
import type { ReservationRecord } from './records.ts'
import type { Segment } from './stay-plan.ts'

/** A unit that is promised to a reservation for some of its days. */
export interface HeldUnit extends Segment {
  readonly assignmentId: Uuid
  readonly unitId: Uuid
  readonly number: string
  readonly locked: boolean
}

export async function readHeldUnits(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<HeldUnit[]> {
  return db.query<HeldUnit>(
    `SELECT a.id AS "assignmentId", a.unit_id AS "unitId", u.number, a.locked, lower(a.stay) AS from, upper(a.stay) AS to
     FROM reservation.unit_assignments a JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
     WHERE a.property_id = $1 AND a.reservation_id = $2 AND a.active AND a.deleted_at IS NULL ORDER BY lower(a.stay)`,
    [propertyId, reservationId],
  )
}

/** Each promise lasts as planned; one that is not in the plan ends. */
export async function setHeldUnits(
  db: Database,
  propertyId: Uuid,
  held: readonly HeldUnit[],
  planned: readonly HeldUnit[],
): Promise<void> {
  for (const { assignmentId, from, to } of held) {
    const wanted = planned.find((each) => each.assignmentId === assignmentId)
    if (!wanted) await releasePromise(db, propertyId, assignmentId)
    else if (wanted.from !== from || wanted.to !== to) await setDays(db, propertyId, wanted)
  }
}

async function setDays(db: Database, propertyId: Uuid, { assignmentId, from, to }: HeldUnit): Promise<void> {
  await db.execute(
    `UPDATE reservation.unit_assignments SET stay = daterange($3::date, $4::date) WHERE property_id = $1 AND id = $2`,
    [propertyId, assignmentId, from, to],
  )
}

/** How long a guest who arrives today is to be in this unit: until the other unit of a split stay, else until departure. */
export async function spanOfArrival(
  db: Reader,
  propertyId: Uuid,
  { id, departure }: ReservationRecord,
  unitId: Uuid,
  today: IsoDate,
): Promise<Span> {
  const whole = spanOf(today, departure)
  const held = await readHeldUnits(db, propertyId, id)
  const tonight = held.find((each) => each.unitId === unitId && each.from <= today && today < each.to)
  const isSplit = tonight && held.some(({ from }) => from === tonight.to)
  return isSplit ? { from: today, to: tonight.to } : whole
}
