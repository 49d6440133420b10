import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { entry } from '../resolution/reasons.ts'
import { readStock, type NightStock } from './availability.ts'
import { upgradeOrWait } from './give-way.ts'
import { spanOf } from './promises.ts'
import { lockReservation, lockType, type ReservationRecord } from './records.ts'

/**
 * A guest in house has taken nights of a type that was sold out: arrivals that hold no unit yet give way, whoever has the least claim
 * first (DOMAIN.md section 3). Where nobody can, a person is told.
 */
export async function beatUnassigned(
  db: Database,
  context: CommandContext,
  winner: ReservationRecord,
  taken: { readonly unitTypeId: Uuid; readonly nights: readonly IsoDate[] },
): Promise<Resolution[]> {
  const entries: Resolution[] = []
  // Each that gives way frees a night.
  while (entries.length < taken.nights.length) {
    const over = await findOversold(db, context, taken)
    if (!over) break
    const loser = await findLoser(db, context, over, winner.id)
    if (!loser) return [...entries, await tellOver(db, context, winner, over)]
    // Given up a moment ago: its nights are free without that.
    if (loser.status === 'confirmed') entries.push(await upgradeOrWait(db, context, loser))
  }
  return entries
}

async function findOversold(
  db: Database,
  { propertyId }: CommandContext,
  { unitTypeId, nights }: { unitTypeId: Uuid; nights: readonly IsoDate[] },
): Promise<NightStock | undefined> {
  const [first, last] = [nights.at(0), nights.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const stock = await readStock(db, propertyId, spanOf(first, spanOf(last, last).to), { unitTypeId })
  return stock.find(({ night, sold, rooms, overbooking }) => nights.includes(night) && sold > rooms + overbooking)
}

async function findLoser(
  db: Database,
  { propertyId }: CommandContext,
  { unitTypeId, night }: NightStock,
  winnerId: Uuid,
): Promise<ReservationRecord | undefined> {
  const [row] = await db.query<{ id: Uuid }>(
    `SELECT r.id FROM reservation.reservation_line_items l JOIN reservation.reservations r ON r.id = l.reservation_id
     WHERE l.property_id = $1 AND l.night = $2::date AND l.unit_type_id = $3 AND l.kind = 'room' AND l.deleted_at IS NULL
       AND r.status = 'confirmed' AND r.deleted_at IS NULL AND r.id <> $4
       AND NOT EXISTS (SELECT FROM reservation.unit_assignments a WHERE a.reservation_id = r.id AND a.active AND a.deleted_at IS NULL)
     ORDER BY r.vip, r.group_code IS NOT NULL, r.guarantee_type <> 'none', r.created_at DESC, r.id LIMIT 1`,
    [propertyId, night, unitTypeId, winnerId],
  )
  return row && lockReservation(db, propertyId, row.id)
}

async function tellOver(
  db: Database,
  { propertyId }: CommandContext,
  { id, guestName, confirmationNo }: ReservationRecord,
  { unitTypeId, night, sold, rooms }: NightStock,
): Promise<Resolution> {
  const type = await lockType(db, propertyId, unitTypeId)
  const facts = { guestName, confirmationNo, unitType: type?.name ?? '', night, sold, rooms }
  return entry('extended_oversold', facts, { reservationId: id })
}
