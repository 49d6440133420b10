import {
  applied,
  defineCommand,
  type CommandContext,
  type ConflictKey,
  type ExecuteResult,
  type Refusal,
} from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { nightsOf } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { takeUnit } from './assign.ts'
import { findSoldOutNight } from './availability.ts'
import { createArgs, holdsRoom, prepareCreate, statusOf, type CreateArgs } from './create-args.ts'
import { reconcileCreate } from './create-placement.ts'
import { createInput } from './inputs.ts'
import { refusePromise } from './may-take.ts'
import { spanOf } from './promises.ts'
import { lockReservation, lockType, lockUnit } from './records.ts'
import { typeNightKeys } from './subject.ts'
import { writeReservation } from './write-reservation.ts'

export const createCommand = defineCommand({
  name: 'v1.reservation.create',
  input: createInput,
  args: createArgs,
  prepare: prepareCreate,
  keys: createKeys,
  seen: (args) => [
    ...(args.guest.kind === 'existing' ? [{ table: 'guest.profiles', id: args.profileId }] : []),
    ...(args.unitId ? [{ table: 'property_mgmt.inventory_units', id: args.unitId }] : []),
  ],
  execute: create,
  reconcile: reconcileCreate,
  onRefusal: (args, refusal) => refusalEntry(refusal, 'call_guest', { profileId: args.profileId }),
})

/** Of a reservation that is made, by this command or by what ends in one. */
export function createKeys(args: CreateArgs): ConflictKey[] {
  return [
    `reservation:${args.reservationId}`,
    `guest:${args.profileId}`,
    ...(args.unitId ? [`unit:${args.unitId}` as const] : []),
    ...typeNightKeys(args.unitTypeId, args.arrival, args.departure),
  ]
}

export async function create(db: Database, args: CreateArgs, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId } = context
  const refusal =
    refuseInput(args, context) ??
    (await refuseGuest(db, propertyId, args)) ??
    (await refuseNights(db, propertyId, args))
  if (refusal) return { refused: refusal }
  await writeReservation(db, args, context, {
    status: statusOf(args),
    unitTypeId: args.unitTypeId,
    profileId: args.profileId,
  })
  return args.unitId ? assignAtOnce(db, args, context, args.unitId) : applied
}

/** What no other record can change. */
function refuseInput(args: CreateArgs, context: CommandContext): Refusal | undefined {
  const { arrival, departure, price } = args
  const { businessDate } = context
  const refusal = refuseStay(args, context)
  if (refusal) return refusal
  if (args.holdUntil && args.holdUntil < businessDate)
    return no('hold_in_past', { holdUntil: args.holdUntil, businessDate }).refused
  if (args.unitId && !holdsRoom(args)) return no('waits_without_unit', { status: statusOf(args) }).refused
  const nights = departure > arrival ? nightsOf(arrival, departure) : [arrival]
  const priced = price?.nights.map((each) => each.night) ?? []
  return nights.join() === priced.join() ? undefined : no('no_rate', { arrival, departure }).refused
}

/** Dates and people, of a reservation or of what is only offered. */
export function refuseStay(
  { arrival, departure, adults, children }: Pick<CreateArgs, 'arrival' | 'departure' | 'adults' | 'children'>,
  { businessDate }: CommandContext,
): Refusal | undefined {
  if (departure < arrival) return no('dates_reversed', { arrival, departure }).refused
  if (arrival < businessDate) return no('arrival_in_past', { arrival, businessDate }).refused
  return adults + children < 1 ? no('no_guests').refused : undefined
}

export async function refuseGuest(
  db: Reader,
  propertyId: Uuid,
  args: Pick<CreateArgs, 'guest' | 'profileId'>,
): Promise<Refusal | undefined> {
  if (args.guest.kind === 'new') return undefined
  const [guest] = await db.query<{ erased: boolean; mergedInto: string | null }>(
    `SELECT g.erased_at IS NOT NULL AS erased, m.full_name AS "mergedInto"
     FROM guest.profiles g LEFT JOIN guest.profiles m ON m.id = g.merged_into_id
     WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL`,
    [propertyId, args.profileId],
  )
  if (!guest) return no('guest_not_found').refused
  if (guest.erased) return no('guest_erased').refused
  return guest.mergedInto === null ? undefined : no('guest_merged', { guestName: guest.mergedInto }).refused
}

async function refuseNights(db: Database, propertyId: Uuid, args: CreateArgs): Promise<Refusal | undefined> {
  const type = await lockType(db, propertyId, args.unitTypeId)
  if (!type) return no('type_not_found').refused
  const guests = args.adults + args.children
  if (guests > type.maxOccupancy) {
    return no('too_many_guests', { unitType: type.name, guests, max: type.maxOccupancy }).refused
  }
  if (!holdsRoom(args)) return undefined
  const nights = { from: args.arrival, to: args.departure }
  const night = await findSoldOutNight(db, propertyId, type.id, nights, { overbook: true })
  return night ? no('type_sold_out', { unitType: type.name, night }).refused : undefined
}

async function assignAtOnce(
  db: Database,
  args: CreateArgs,
  context: CommandContext,
  unitId: Uuid,
): Promise<ExecuteResult> {
  const reservation = await lockReservation(db, context.propertyId, args.reservationId)
  const unit = await lockUnit(db, context.propertyId, unitId)
  if (!reservation || !unit) return no('unit_not_found')
  const span = spanOf(args.arrival, args.departure)
  const refusal = await refusePromise(db, context.propertyId, reservation, unit, span)
  if (refusal) return { refused: refusal }
  await takeUnit(db, context, reservation, unit, { span, locked: false })
  return applied
}
