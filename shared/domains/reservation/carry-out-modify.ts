import type { CommandContext, Refusal } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { settleEntries } from '../resolution/settle.ts'
import { decideModify, type Insistence, type ModifyDecision } from './decide-modify.ts'
import type { ModifyArgs } from './modify-args.ts'
import { keptUntil, lockType, lockUnit, type ReservationRecord } from './records.ts'
import { readHeldUnits, setHeldUnits } from './segments.ts'
import { settleOversold } from './settle-oversold.ts'
import { writeStay } from './write-stay.ts'

/** What is decided about is locked before it is looked at. */
export async function lockAndDecide(
  db: Database,
  args: ModifyArgs,
  context: CommandContext,
  reservation: ReservationRecord,
  insistence: Insistence = {},
): Promise<ModifyDecision | { refused: Refusal }> {
  const { propertyId } = context
  await lockType(db, propertyId, args.change.unitTypeId ?? reservation.unitTypeId)
  for (const { unitId } of await readHeldUnits(db, propertyId, reservation.id)) await lockUnit(db, propertyId, unitId)
  return decideModify(db, args, context, reservation, insistence)
}

export async function carryOut(
  db: Database,
  args: ModifyArgs,
  context: CommandContext,
  reservation: ReservationRecord,
  { plan, held, units }: Pick<ModifyDecision, 'plan' | 'held' | 'units'>,
): Promise<void> {
  await writeStay(db, context, reservation, plan, args.rate)
  await setHeldUnits(db, context.propertyId, held, units)
  const isInDates =
    plan.arrival <= context.businessDate && context.businessDate < keptUntil(plan.arrival, plan.departure)
  if (isInDates || reservation.status !== 'checked_in') await settleEntries(db, context, 'change', reservation.id, '')
  // What it held before may fit others now.
  await settleOversold(db, context, reservation)
}
