import type { CommandContext, Refusal, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import { entry } from '../resolution/reasons.ts'
import { takeUnit } from './assign.ts'
import { findSoldOutNight } from './availability.ts'
import { holdsRoom, statusOf, type CreateArgs } from './create-args.ts'
import { refusePromise } from './may-take.ts'
import { promiseUnit, readPromises, spanOf, type Span } from './promises.ts'
import { findUpgrade, rehouse, type LossCause } from './re-room.ts'
import { blockIn, lockReservation, lockType, lockUnit, type TypeRecord } from './records.ts'
import { writeReservation } from './write-reservation.ts'

/** What no other desk can have caused: the command would be wrong anywhere. */
const ourOwnFault: readonly string[] = [
  'dates_reversed',
  'arrival_in_past',
  'hold_in_past',
  'waits_without_unit',
  'no_guests',
  'no_rate',
]

/**
 * The guest has been told yes: the reservation and the guest are kept whatever has happened meanwhile. Sold out -> a better type free of
 * charge -> the waitlist. The promised unit taken -> another one of the type -> a better one -> none yet. The quoted price stands.
 */
export async function reconcileCreate(
  db: Database,
  args: CreateArgs,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (ourOwnFault.includes(refusal.code)) return undefined
  const { propertyId } = context
  const guest = await followGuest(db, propertyId, args)
  if (!guest) return undefined
  const type = await lockType(db, propertyId, args.unitTypeId)
  const nights = { from: args.arrival, to: args.departure }
  const soldOut =
    !type ||
    (holdsRoom(args) && (await findSoldOutNight(db, propertyId, type.id, nights, { overbook: true })) !== undefined)
  const entries = soldOut
    ? await placeElsewhere(db, args, context, guest.profileId, type)
    : await placeAsAsked(db, args, context, guest.profileId, type)
  return guest.erased ? [...entries, tellErased(args)] : entries
}

/** Whoever this guest has been merged into. */
async function followGuest(
  db: Database,
  propertyId: Uuid,
  args: CreateArgs,
): Promise<{ profileId: Uuid; erased: boolean } | undefined> {
  if (args.guest.kind === 'new') return { profileId: args.profileId, erased: false }
  const [row] = await db.query<{ profileId: Uuid; erased: boolean }>(
    `WITH RECURSIVE merged AS (
       SELECT id, merged_into_id, erased_at, 1 AS depth FROM guest.profiles WHERE property_id = $1 AND id = $2
       UNION ALL
       SELECT g.id, g.merged_into_id, g.erased_at, m.depth + 1 FROM guest.profiles g JOIN merged m ON g.id = m.merged_into_id
       WHERE m.depth < 20)
     SELECT id AS "profileId", erased_at IS NOT NULL AS erased FROM merged ORDER BY depth DESC LIMIT 1`,
    [propertyId, args.profileId],
  )
  return row
}

const concernsOf = (args: CreateArgs, profileId: Uuid) => ({ reservationId: args.reservationId, profileId })
const whoIn = (args: CreateArgs) => ({ guestName: args.guestName, confirmationNo: args.confirmationNo })
const needOf = (args: CreateArgs, span: Span) => ({
  reservationId: args.reservationId,
  unitTypeId: args.unitTypeId,
  guests: args.adults + args.children,
  span,
})

async function placeElsewhere(
  db: Database,
  args: CreateArgs,
  context: CommandContext,
  profileId: Uuid,
  type: TypeRecord | undefined,
): Promise<Resolution[]> {
  const { propertyId, commandId } = context
  const span = spanOf(args.arrival, args.departure)
  const wantsUnit = args.unitId !== undefined
  // A better type without a unit yet is worth more to the guest than the waitlist.
  const better =
    (await findUpgrade(db, propertyId, needOf(args, span), { unit: wantsUnit })) ??
    (await findUpgrade(db, propertyId, needOf(args, span), { unit: false }))
  const unitType = type?.name ?? ''
  if (!better) {
    await writeReservation(db, args, context, { status: 'waitlisted', unitTypeId: args.unitTypeId, profileId })
    const { arrival, departure } = args
    return [entry('waitlisted', { ...whoIn(args), unitType, arrival, departure }, concernsOf(args, profileId))]
  }
  const { type: newType, unit } = better
  await writeReservation(db, args, context, { status: statusOf(args), unitTypeId: newType.id, profileId })
  if (unit) {
    const id = derivedId(commandId, 'reservation.unit_assignments', `${args.reservationId}/${unit.unitId}`)
    await promiseUnit(db, propertyId, { id, reservationId: args.reservationId, unitId: unit.unitId, span })
  }
  const facts = {
    ...whoIn(args),
    oldType: unitType,
    newType: newType.name,
    oldUnit: args.unitNumber || null,
    newUnit: unit?.number ?? null,
  }
  return [entry('upgraded', facts, { ...concernsOf(args, profileId), ...(unit && { unitId: unit.unitId }) })]
}

/** The type is there; what may be gone is the unit. */
async function placeAsAsked(
  db: Database,
  args: CreateArgs,
  context: CommandContext,
  profileId: Uuid,
  type: TypeRecord,
): Promise<Resolution[]> {
  await writeReservation(db, args, context, { status: statusOf(args), unitTypeId: args.unitTypeId, profileId })
  const entries = args.unitId ? await placeInUnit(db, args, context, args.unitId) : []
  const guests = args.adults + args.children
  if (guests <= type.maxOccupancy) return entries
  const facts = { ...whoIn(args), unitType: type.name, guests, max: type.maxOccupancy }
  return [...entries, entry('occupancy_exceeded', facts, concernsOf(args, profileId))]
}

async function placeInUnit(
  db: Database,
  args: CreateArgs,
  context: CommandContext,
  unitId: Uuid,
): Promise<Resolution[]> {
  const { propertyId } = context
  const span = spanOf(args.arrival, args.departure)
  const reservation = await lockReservation(db, propertyId, args.reservationId)
  if (!reservation) throw new Error(`reservation ${args.reservationId} was written and is not here`)
  const unit = await lockUnit(db, propertyId, unitId)
  if (unit && !(await refusePromise(db, propertyId, reservation, unit, span))) {
    await takeUnit(db, context, reservation, unit, { span, locked: false })
    return []
  }
  const [other] = await readPromises(db, propertyId, unitId, span, reservation.id)
  const how = unit && !blockIn(unit, span) ? (other?.inHouse ? 'in_house' : 'promised') : 'out_of_order'
  const cause: LossCause = {
    how,
    takenBy: other?.guestName ?? null,
    unit: { id: unitId, number: unit?.number ?? args.unitNumber },
  }
  return [await rehouse(db, context, reservation, { span, cause })]
}

function tellErased(args: CreateArgs): Resolution {
  return entry('guest_record_closed', { confirmationNo: args.confirmationNo }, { reservationId: args.reservationId })
}
