import {
  applied,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { reopenAccount } from '../billing/close-account.ts'
import { occupyUnit } from '../property_mgmt/set-unit.ts'
import { no } from '../refusals.ts'
import { settleEntries } from '../resolution/settle.ts'
import { isOfBusinessDay } from './business-day.ts'
import { reinstateInput } from './change-inputs.ts'
import { refuseSoldOut } from './confirm.ts'
import { takeBackFees } from './fees.ts'
import { upgradeOrWait } from './give-way.ts'
import { refuseOccupied } from './may-take.ts'
import { keptUntil, lockUnit, type ReservationRecord } from './records.ts'
import { regainNights } from './regain-nights.ts'
import type { ReservationStatus } from './status.ts'
import { defineStep } from './step.ts'
import { whoOf } from './who.ts'

/**
 * A cancellation or a check-out is taken back. Who did not come and stands at the desk after all is checked in instead: that reinstates
 * (DOMAIN.md section 2).
 */
export const reinstateCommand = defineStep({
  name: 'v1.reservation.reinstate',
  input: reinstateInput,
  done: ['already_confirmed', 'already_in_house'],
  execute: reinstate,
  rePlan: reinstateElsewhere,
})

async function reinstate(
  db: Database,
  _args: object,
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<ExecuteResult> {
  const { status } = reservation
  const who = whoOf(reservation)
  if (status === 'confirmed') return no('already_confirmed', who)
  if (status === 'checked_in') return no('already_in_house', { ...who, unit: null })
  if (status === 'no_show') return no('no_show_arrives', who)
  if (status === 'checked_out') return returnToHouse(db, context, reservation)
  if (!canStandAgain(status)) return no('cannot_reinstate', { ...who, status })
  const refusal = refuseOver(context, reservation) ?? (await refuseSoldOut(db, context, reservation))
  if (refusal) return { refused: refusal }
  return { resolutions: await standAgain(db, context, reservation) }
}

/** A lapsed option too: the guest wants it after all. */
const canStandAgain = (status: ReservationStatus): boolean => status === 'cancelled' || status === 'expired'

function refuseOver({ businessDate }: CommandContext, reservation: ReservationRecord): Refusal | undefined {
  const { arrival, departure } = reservation
  const over = businessDate >= keptUntil(arrival, departure)
  return over ? no('stay_is_over', { ...whoOf(reservation), departure }).refused : undefined
}

/** With the nights and the price that it had; the unit is assigned anew, and no fee is owed: what was charged is taken back. */
async function standAgain(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<Resolution[]> {
  const { id } = reservation
  await db.execute(
    `UPDATE reservation.reservations SET status = 'confirmed', cancelled_at = NULL, cancel_reason = NULL, cancel_fee = NULL,
       hold_until = NULL
     WHERE property_id = $1 AND id = $2`,
    [context.propertyId, id],
  )
  await settleEntries(db, context, 'reinstate', id, '')
  return takeBackFees(db, context, reservation)
}

async function reinstateElsewhere(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (refusal.code !== 'type_sold_out' || !canStandAgain(reservation.status)) return undefined
  const told = await standAgain(db, context, reservation)
  return [...told, await upgradeOrWait(db, context, reservation)]
}

interface DepartedStay {
  readonly id: Uuid
  readonly unitId: Uuid
  /** ISO 8601 instant. */
  readonly checkOutAt: string
}

/** On the business date of the check-out, and into the same unit, as long as nobody else is in it. */
async function returnToHouse(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<ExecuteResult> {
  const { propertyId, businessDate } = context
  const [stay] = await db.query<DepartedStay>(
    `SELECT id, unit_id AS "unitId", check_out_at AS "checkOutAt" FROM guest.stays
     WHERE property_id = $1 AND reservation_id = $2 AND status = 'departed' AND deleted_at IS NULL
     ORDER BY check_out_at DESC LIMIT 1`,
    [propertyId, reservation.id],
  )
  if (!stay) return no('stay_not_found')
  if (!(await isOfBusinessDay(db, propertyId, businessDate, stay.checkOutAt)))
    return no('departed_before', whoOf(reservation))
  const unit = await lockUnit(db, propertyId, stay.unitId)
  if (!unit) return no('unit_not_found')
  const occupied = await refuseOccupied(db, propertyId, unit, reservation.id)
  if (occupied) return { refused: occupied }
  await db.execute(
    `UPDATE guest.stays SET status = 'in_house', check_out_at = NULL WHERE property_id = $1 AND id = $2`,
    [propertyId, stay.id],
  )
  await db.execute(
    `UPDATE reservation.reservations SET status = 'checked_in', checked_out_at = NULL WHERE property_id = $1 AND id = $2`,
    [propertyId, reservation.id],
  )
  await regainNights(db, context, reservation, unit, stay.checkOutAt)
  await occupyUnit(db, context, unit.id)
  await reopenAccount(db, context, reservation.id)
  await withdrawDepartureTask(db, context, unit.id)
  await settleEntries(db, context, 'reinstate', reservation.id, unit.number)
  return applied
}

/** Nobody cleans a unit that was not left; what was begun is finished. */
async function withdrawDepartureTask(
  db: Database,
  { propertyId, businessDate }: CommandContext,
  unitId: Uuid,
): Promise<void> {
  await db.execute(
    `UPDATE operations.housekeeping_tasks SET status = 'cancelled'
     WHERE property_id = $1 AND unit_id = $2 AND scheduled_date = $3::date AND type = 'departure'
       AND status IN ('pending', 'assigned') AND deleted_at IS NULL`,
    [propertyId, unitId, businessDate],
  )
}
