import {
  applied,
  defineCommand,
  type CommandContext,
  type ConflictKey,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { modifyInput } from './change-inputs.ts'
import { carryOut, lockAndDecide } from './carry-out-modify.ts'
import { modifyArgs, prepareModify, type ModifyArgs } from './modify-args.ts'
import { reconcileModify } from './reconcile-modify.ts'
import { lockReservation } from './records.ts'
import { subjectKeys, subjectRows, typeNightKeys } from './subject.ts'

export const modifyCommand = defineCommand({
  name: 'v1.reservation.modify',
  input: modifyInput,
  args: modifyArgs,
  prepare: prepareModify,
  keys: modifyKeys,
  seen: (args) => subjectRows(args.reservationId, args.seen?.unitId),
  execute: modify,
  // Upgraded at two desks: once is enough.
  reconcile: (db, args, context, refusal) =>
    refusal.code === 'already_of_type' ? Promise.resolve([]) : reconcileModify(db, args, context, refusal),
  onRefusal: tellRefusal,
})

/** The nights that may be freed, and those that may be taken. */
function modifyKeys(args: ModifyArgs): ConflictKey[] {
  const { change, seen } = args
  if (!seen) return subjectKeys(args.reservationId, args)
  const { arrival = seen.arrival, departure = seen.departure, unitTypeId = seen.unitTypeId } = change
  return [...new Set([...subjectKeys(args.reservationId, args), ...typeNightKeys(unitTypeId, arrival, departure)])]
}

async function modify(db: Database, args: ModifyArgs, context: CommandContext): Promise<ExecuteResult> {
  const reservation = await lockReservation(db, context.propertyId, args.reservationId)
  if (!reservation) return no('reservation_not_found')
  const decision = await lockAndDecide(db, args, context, reservation)
  if ('refused' in decision) return decision
  await carryOut(db, args, context, reservation, decision)
  return applied
}

/** A change of what was cancelled meanwhile, or did not come: the person decides whether it is to stand again. */
function tellRefusal({ reservationId }: ModifyArgs, refusal: Refusal): Resolution {
  const { guestName = null, confirmationNo = null, status = null } = refusal.facts
  if (refusal.code !== 'cannot_change' || (status !== 'cancelled' && status !== 'no_show'))
    return refusalEntry(refusal, 'open_reservation', { reservationId })
  return entry('changed_after_end', { guestName, confirmationNo, status }, { reservationId })
}
