import {
  applied,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import { no } from '../refusals.ts'
import { settleEntries } from '../resolution/settle.ts'
import { pathBetween } from '../transitions.ts'
import { findSoldOutNight } from './availability.ts'
import { confirmInput, expireInput, guaranteeInput } from './change-inputs.ts'
import { endPromises } from './promises.ts'
import { upgradeOrWait } from './give-way.ts'
import { lockType, type ReservationRecord } from './records.ts'
import { settleOversold } from './settle-oversold.ts'
import { reservationStates } from './status.ts'
import { setStatus } from './stay.ts'
import { defineStep } from './step.ts'
import { whoOf } from './who.ts'

type Guarantee = 'none' | 'card' | 'deposit' | 'company' | 'channel'

/** An inquiry, an option or somebody on the waitlist gets the room. */
export const confirmCommand = defineStep({
  name: 'v1.reservation.confirm',
  input: confirmInput,
  done: ['already_confirmed', 'already_in_house'],
  execute: confirm,
  rePlan: confirmElsewhere,
})

const convertible: readonly string[] = ['inquiry', 'tentative', 'waitlisted']

async function confirm(
  db: Database,
  { guarantee }: { guarantee?: Guarantee | undefined },
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<ExecuteResult> {
  const refusal = refuseToConfirm(context, reservation) ?? (await refuseSoldOut(db, context, reservation))
  if (refusal) return { refused: refusal }
  await promote(db, context, reservation, guarantee)
  return applied
}

function refuseToConfirm({ businessDate }: CommandContext, reservation: ReservationRecord): Refusal | undefined {
  const { status, arrival } = reservation
  const who = whoOf(reservation)
  if (status === 'confirmed') return no('already_confirmed', who).refused
  if (status === 'checked_in') return no('already_in_house', { ...who, unit: null }).refused
  if (!convertible.includes(status) && !isLapsedSince(reservation, businessDate))
    return no('cannot_confirm', { ...who, status }).refused
  return arrival < businessDate ? no('arrival_in_past', { arrival, businessDate }).refused : undefined
}

/** It has lapsed at the centre, and the guest had said yes before that, at a desk that was apart. */
const isLapsedSince = ({ status, holdUntil }: ReservationRecord, saidOn: IsoDate): boolean =>
  status === 'expired' && holdUntil !== null && saidOn <= holdUntil

/** Nights of the type, its own not counted: an option holds them already. */
export async function refuseSoldOut(
  db: Database,
  { propertyId }: CommandContext,
  { id, unitTypeId, arrival, departure }: ReservationRecord,
): Promise<Refusal | undefined> {
  const type = await lockType(db, propertyId, unitTypeId)
  if (!type) return no('type_not_found').refused
  const options = { overbook: true, exceptReservation: id }
  const night = await findSoldOutNight(db, propertyId, unitTypeId, { from: arrival, to: departure }, options)
  return night ? no('type_sold_out', { unitType: type.name, night }).refused : undefined
}

async function promote(
  db: Database,
  context: CommandContext,
  { id, status }: ReservationRecord,
  guarantee: Guarantee | undefined,
): Promise<void> {
  const { propertyId } = context
  for (const step of pathBetween(reservationStates, status, 'confirmed') ?? [])
    await setStatus(db, propertyId, id, step)
  await db.execute(
    `UPDATE reservation.reservations SET hold_until = NULL, guarantee_type = coalesce($3, guarantee_type)
     WHERE property_id = $1 AND id = $2`,
    [propertyId, id, guarantee ?? null],
  )
  await settleEntries(db, context, 'promote', id, '')
}

/** The guest has been told yes, and the last room of the type was sold meanwhile. */
async function confirmElsewhere(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
  refusal: Refusal,
  { guarantee }: { guarantee?: Guarantee | undefined },
): Promise<Resolution[] | undefined> {
  if (refusal.code !== 'type_sold_out') return undefined
  await promote(db, context, reservation, guarantee)
  return [await upgradeOrWait(db, context, reservation)]
}

/** What secures the arrival: whoever is guaranteed keeps a night against whoever is not. */
export const guaranteeCommand = defineStep({
  name: 'v1.reservation.setGuarantee',
  input: guaranteeInput,
  done: [],
  async execute(db, { guarantee }, { propertyId }, reservation) {
    if (![...convertible, 'confirmed', 'checked_in'].includes(reservation.status))
      return no('cannot_change', { ...whoOf(reservation), status: reservation.status })
    await db.execute('UPDATE reservation.reservations SET guarantee_type = $3 WHERE property_id = $1 AND id = $2', [
      propertyId,
      reservation.id,
      guarantee,
    ])
    return applied
  },
})

/** An offer or an option that nobody took up, or a wait in vain. The centre gives it by itself after the last day. */
export const expireCommand = defineStep({
  name: 'v1.reservation.expire',
  input: expireInput,
  done: ['already_expired', 'already_cancelled'],
  async execute(db, { reason }, context, reservation) {
    const { propertyId } = context
    const { id, status, arrival } = reservation
    if (status === 'expired') return no('already_expired', whoOf(reservation))
    if (status === 'cancelled') return no('already_cancelled', whoOf(reservation))
    if (!convertible.includes(status)) return no('cannot_expire', { ...whoOf(reservation), status })
    await db.execute(
      `UPDATE reservation.reservations SET status = 'expired', cancel_reason = $3 WHERE property_id = $1 AND id = $2`,
      [propertyId, id, reason],
    )
    await endPromises(db, propertyId, id, arrival)
    await settleEntries(db, context, 'cancel', id, '')
    await settleOversold(db, context, reservation)
    return applied
  },
})
