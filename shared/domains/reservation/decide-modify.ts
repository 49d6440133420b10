import type { CommandContext, Refusal } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { firstSoldOut, readStock } from './availability.ts'
import type { ModifyArgs } from './modify-args.ts'
import { readStayNow } from './modify-args.ts'
import { readPromises } from './promises.ts'
import { blockIn, readType, readUnit, type ReservationRecord, type TypeRecord } from './records.ts'
import { type HeldUnit, readHeldUnits } from './segments.ts'
import { whoOf } from './who.ts'
import { moveSegments, planStay, type StayNow, type StayPlan, type StayTerms } from './stay-plan.ts'

/** What a change would make of a reservation. */
export interface ModifyDecision {
  readonly now: StayNow
  readonly plan: StayPlan
  readonly held: readonly HeldUnit[]
  /** Which of the units are kept, and when. */
  readonly units: readonly HeldUnit[]
}

export interface Insistence {
  /** The stay may take what is sold out, and units that are promised to others. */
  readonly insist?: boolean
}

type Judging = Pick<CommandContext, 'propertyId' | 'businessDate'>

const changeable: readonly string[] = ['inquiry', 'tentative', 'waitlisted', 'confirmed', 'checked_in']
/** States that hold a room of their type. */
const holding: readonly string[] = ['tentative', 'confirmed', 'checked_in']

/** The preview and the command ask this alike; the command holds the rows locked. */
export async function decideModify(
  db: Reader,
  args: ModifyArgs,
  context: Judging,
  reservation: ReservationRecord,
  { insist = false }: Insistence = {},
): Promise<ModifyDecision | { refused: Refusal }> {
  const { propertyId, businessDate } = context
  const now = await readStayNow(db, propertyId, reservation)
  const ahead = refuseState(args, reservation) ?? refuseDates(args, now, reservation, businessDate)
  if (ahead) return { refused: ahead }
  const plan = planStay(now, args.change, args.prices, businessDate, {
    fixedRate: args.override?.rate ?? null,
    extra: args.upgrade?.extra ?? null,
  })
  if (!plan || isRateMissing(args)) return no('no_rate', pick(args, now))
  const held = await readHeldUnits(db, propertyId, reservation.id)
  const decision = { now, plan, held, units: moveSegments(held, now, plan) }
  const refusal = await refuseRoom(db, context, reservation, decision, { args, insist })
  if (!refusal) return decision
  const gaveUp = args.releaseUnit && unitCodes.includes(refusal.code)
  // Who is in house keeps the unit for the days that were promised.
  return gaveUp ? { ...decision, units: now.inHouse ? held : [] } : { refused: refusal }
}

const unitCodes: readonly string[] = ['unit_taken', 'unit_out_of_order', 'unit_not_of_type']

/** Another type or rate was asked for, and it was not sold for these nights. */
function isRateMissing({ change, was, rate, prices, override, upgrade }: ModifyArgs): boolean {
  const { unitTypeId, rateStrategyId } = { ...was, ...change }
  if (rateStrategyId !== was?.rateStrategyId && rate === null) return true
  return unitTypeId !== was?.unitTypeId && prices.length === 0 && override === null && upgrade === null
}

const pick = ({ change }: ModifyArgs, now: StayTerms) => ({
  arrival: change.arrival ?? now.arrival,
  departure: change.departure ?? now.departure,
})

function refuseState(args: ModifyArgs, reservation: ReservationRecord): Refusal | undefined {
  const { guestName, confirmationNo, status, arrival, departure } = reservation
  const who = { guestName, confirmationNo }
  if (!changeable.includes(status)) return no('cannot_change', { ...who, status }).refused
  return isOvertaken(args, reservation) ? no('stay_changed', { ...who, arrival, departure }).refused : undefined
}

/** Somebody else has changed the same field to something else since it was looked at. */
function isOvertaken({ change, was }: ModifyArgs, reservation: ReservationRecord): boolean {
  if (!was) return false
  const now = { ...reservation, unitTypeId: reservation.bookedTypeId }
  const fields = ['arrival', 'departure', 'adults', 'children', 'unitTypeId', 'rateStrategyId'] as const
  return fields.some(
    (field) => change[field] !== undefined && now[field] !== was[field] && now[field] !== change[field],
  )
}

function refuseDates(
  args: ModifyArgs,
  now: StayNow,
  { guestName, confirmationNo }: ReservationRecord,
  businessDate: IsoDate,
): Refusal | undefined {
  const { arrival, departure } = pick(args, now)
  const who = { guestName, confirmationNo }
  if (departure < arrival) return no('dates_reversed', { arrival, departure }).refused
  if (now.inHouse && arrival !== now.arrival) return no('arrival_is_past', { ...who, arrival: now.arrival }).refused
  if (now.inHouse && departure < businessDate && departure !== now.departure)
    return no('departure_in_past', { departure, businessDate }).refused
  if (now.inHouse && args.change.unitTypeId && args.change.unitTypeId !== now.bookedTypeId)
    return no('type_of_guest_in_house', who).refused
  if (!now.inHouse && arrival < businessDate && arrival !== now.arrival)
    return no('arrival_in_past', { arrival, businessDate }).refused
  const guests = (args.change.adults ?? now.adults) + (args.change.children ?? now.children)
  return guests < 1 ? no('no_guests').refused : undefined
}

/** Whether it fits: the people into the type, the nights into what is left of it, the dates into the units that are promised. */
async function refuseRoom(
  db: Reader,
  { propertyId, businessDate }: Judging,
  reservation: ReservationRecord,
  { now, plan, held, units }: ModifyDecision,
  { args, insist }: { args: ModifyArgs; insist: boolean },
): Promise<Refusal | undefined> {
  const type = await readType(db, propertyId, plan.unitTypeId)
  if (!type) return no('type_not_found').refused
  const notBetter = args.upgrade ? await refuseUpgrade(db, propertyId, reservation, type) : undefined
  if (notBetter) return notBetter
  const guests = plan.adults + plan.children
  const grows = guests > now.adults + now.children || args.change.unitTypeId !== undefined
  if (grows && guests > type.maxOccupancy)
    return no('too_many_guests', { unitType: type.name, guests, max: type.maxOccupancy }).refused
  if (insist) return undefined
  if (holding.includes(reservation.status)) {
    const night = await soldOutAmong(db, propertyId, reservation.id, plan)
    if (night) return no('type_sold_out', { unitType: type.name, night }).refused
  }
  return refuseUnits(db, propertyId, reservation, { held, units, plan, businessDate })
}

async function refuseUpgrade(
  db: Reader,
  propertyId: Uuid,
  reservation: ReservationRecord,
  type: TypeRecord,
): Promise<Refusal | undefined> {
  if (reservation.unitTypeId === type.id)
    return no('already_of_type', { ...whoOf(reservation), unitType: type.name }).refused
  const booked = await readType(db, propertyId, reservation.bookedTypeId)
  if (!booked || type.rank > booked.rank) return undefined
  return no('not_better', { unitType: type.name, booked: booked.name }).refused
}

async function soldOutAmong(
  db: Reader,
  propertyId: Uuid,
  reservationId: Uuid,
  { unitTypeId, claimed, arrival, departure }: StayPlan,
): Promise<IsoDate | undefined> {
  if (claimed.length === 0) return undefined
  const only = { unitTypeId, exceptReservation: reservationId }
  const stock = await readStock(db, propertyId, { from: arrival, to: departure }, only)
  return firstSoldOut(
    stock.filter(({ night }) => claimed.includes(night)),
    { overbook: true },
  )
}

async function refuseUnits(
  db: Reader,
  propertyId: Uuid,
  { id, unitTypeId }: ReservationRecord,
  asked: Pick<ModifyDecision, 'held' | 'units' | 'plan'> & { businessDate: IsoDate },
): Promise<Refusal | undefined> {
  const { held, units, plan, businessDate } = asked
  for (const { unitId, from, to, assignmentId } of units) {
    const before = held.find((each) => each.assignmentId === assignmentId)
    const sameDays = before?.from === from && before.to === to
    const sameType = plan.unitTypeId === unitTypeId
    if (to <= businessDate || (sameDays && sameType)) continue
    const unit = await readUnit(db, propertyId, unitId)
    if (!unit) return no('unit_not_found').refused
    if (!sameType && unit.unitTypeId !== plan.unitTypeId)
      return no('unit_not_of_type', { unit: unit.number, unitType: unit.typeName }).refused
    const block = blockIn(unit, { from, to })
    if (block) return no('unit_out_of_order', { unit: unit.number, until: block.until }).refused
    const [other] = await readPromises(db, propertyId, unitId, { from, to }, id)
    if (!other) continue
    const { guestName, confirmationNo } = other
    return no('unit_taken', { unit: unit.number, guestName, confirmationNo, from: other.from, to: other.to }).refused
  }
  return undefined
}
