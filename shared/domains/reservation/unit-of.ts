import type { CommandContext } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'

export interface UnitOfStay {
  readonly unitId: Uuid
  readonly number: string
  /** ISO 8601 instant of the command that put the stay there. */
  readonly since: string
}

type At = Pick<CommandContext, 'propertyId' | 'businessDate'>

/** The unit that a guest is in; before arrival, the first that is promised from the business date on. */
export async function readUnitOf(
  db: Reader,
  { propertyId, businessDate }: At,
  reservationId: Uuid,
): Promise<UnitOfStay | undefined> {
  const [row] = await db.query<UnitOfStay>(
    `SELECT u.id AS "unitId", u.number, coalesce(a.created_at, s.check_in_at) AS since
     FROM reservation.reservations r
     LEFT JOIN guest.stays s ON s.property_id = r.property_id AND s.reservation_id = r.id AND s.status = 'in_house'
       AND s.deleted_at IS NULL
     LEFT JOIN LATERAL (
       SELECT p.unit_id, p.created_at FROM reservation.unit_assignments p
       WHERE p.reservation_id = r.id AND p.active AND p.deleted_at IS NULL
         AND CASE WHEN s.id IS NULL THEN upper(p.stay) > $3::date ELSE p.unit_id = s.unit_id END
       ORDER BY CASE WHEN s.id IS NULL THEN lower(p.stay) END, p.created_at DESC LIMIT 1) a ON true
     JOIN property_mgmt.inventory_units u ON u.id = coalesce(s.unit_id, a.unit_id)
     WHERE r.property_id = $1 AND r.id = $2`,
    [propertyId, reservationId, businessDate],
  )
  return row
}

/** Whether somebody has put the stay elsewhere at a later clock than this command's. */
export const isLater = ({ since }: UnitOfStay, context: CommandContext): boolean =>
  Date.parse(since) > Date.parse(hlcInstant(context.occurredAt))

/**
 * Where the stay is, if that is neither where the person saw it nor where they want it: somebody at another desk has given it another unit
 * meanwhile. A stay that has lost its unit takes any. `seen` is absent from what desks sent before it was kept.
 */
export async function findOtherUnit(
  db: Reader,
  context: At,
  reservationId: Uuid,
  { seen, wanted }: { readonly seen: Uuid | null | undefined; readonly wanted: Uuid },
): Promise<UnitOfStay | undefined> {
  if (seen === undefined) return undefined
  const now = await readUnitOf(db, context, reservationId)
  return now && now.unitId !== seen && now.unitId !== wanted ? now : undefined
}
