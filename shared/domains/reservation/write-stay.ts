import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { derivedId } from '../../kernel/ids.ts'
import { sumAmounts, type Decimal } from '../../kernel/money.ts'
import type { ModifyArgs } from './modify-args.ts'
import type { ReservationRecord } from './records.ts'
import type { PlannedNight, StayPlan } from './stay-plan.ts'

export const totalOf = (nights: readonly { readonly rate: Decimal }[], minorUnits: number): Decimal =>
  sumAmounts(
    nights.map(({ rate }) => rate),
    minorUnits,
  )

/** The stay as it was planned: what it is, and what it costs night by night. */
export async function writeStay(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
  plan: StayPlan,
  rate: ModifyArgs['rate'],
): Promise<void> {
  await writeTerms(db, context, reservation, plan, rate)
  for (const { id } of plan.removed) {
    await db.execute(
      `UPDATE reservation.reservation_line_items SET deleted_at = shared.command_time() WHERE property_id = $1 AND id = $2`,
      [context.propertyId, id],
    )
  }
  for (const night of plan.nights) await writeNight(db, context, reservation, night)
}

async function writeTerms(
  db: Database,
  { propertyId }: CommandContext,
  { id, minorUnits }: ReservationRecord,
  plan: StayPlan,
  rate: ModifyArgs['rate'],
): Promise<void> {
  const snapshot = {
    ...(rate && { code: rate.code, meal_plan: rate.mealPlan }),
    unit_type_id: plan.bookedTypeId,
    nights: plan.nights.map(({ night, rate: price }) => ({ night, rate: price, tax: '0' })),
  }
  await db.execute(
    `UPDATE reservation.reservations SET arrival = $3::date, departure = $4::date, adults = $5, children = $6, unit_type_id = $7,
       rate_strategy_id = $8, total = $9, rate_snapshot = rate_snapshot || $10::jsonb,
       policy_snapshot = coalesce($11::jsonb, policy_snapshot)
     WHERE property_id = $1 AND id = $2`,
    [
      propertyId,
      id,
      plan.arrival,
      plan.departure,
      plan.adults,
      plan.children,
      plan.unitTypeId,
      plan.rateStrategyId,
      totalOf(plan.nights, minorUnits),
      JSON.stringify(snapshot),
      rate ? JSON.stringify(rate.policy ?? {}) : null,
    ],
  )
}

async function writeNight(
  db: Database,
  { propertyId, commandId }: CommandContext,
  { id, currency }: ReservationRecord,
  { night, kind, rate, unitTypeId, was }: PlannedNight,
): Promise<void> {
  if (was?.rate === rate && was.unitTypeId === unitTypeId) return
  if (was) {
    await db.execute(
      'UPDATE reservation.reservation_line_items SET rate = $3, unit_type_id = $4 WHERE property_id = $1 AND id = $2',
      [propertyId, was.id, rate, unitTypeId],
    )
    return
  }
  const lineId = derivedId(commandId, 'reservation.reservation_line_items', `${kind}/${night}`)
  await db.execute(
    `INSERT INTO reservation.reservation_line_items (id, property_id, reservation_id, night, unit_type_id, kind, rate, currency)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [lineId, propertyId, id, night, unitTypeId, kind, rate, currency],
  )
}
