import { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Decimal } from '../../kernel/money.ts'
import { closeAccount } from '../billing/close-account.ts'
import { readAccountSeen, readDebtor } from '../billing/debtor.ts'
import { owedUntil, postOwedNights } from '../billing/nights.ts'
import { reason, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { checkOutInput, settlement } from './inputs.ts'
import { endPromises } from './promises.ts'
import { lockReservation, lockUnit, readStayOf, type ReservationRecord, type StayRecord } from './records.ts'
import { settleOversold } from './settle-oversold.ts'
import { leaveHouse } from './stay.ts'
import { readSubject, subjectFields, subjectKeys, subjectRows } from './subject.ts'
import { vacateUnit } from './vacate.ts'

const args = z.strictObject({
  reservationId: uuid,
  reason: reason.nullable(),
  ...subjectFields,
  /** Absent in what was given before accounts were closed by it: such a check-out leaves the folios as they are. */
  account: z
    .strictObject({
      /** The folios that took postings where it was given. */
      folioIds: z.array(uuid),
      /** Opened where nights are owed and none does. */
      folioId: uuid,
      folioNo: z.string(),
      settlement: settlement.nullable(),
    })
    .optional(),
})
type Args = z.output<typeof args>

export const checkOutCommand = defineCommand({
  name: 'v1.reservation.checkOut',
  input: checkOutInput,
  args,
  async prepare({ reservationId, reason, settlement }, { db, propertyId, ...make }): Promise<Args> {
    const { folioIds } = await readAccountSeen(db, propertyId, reservationId)
    const account = {
      folioIds,
      folioId: make.newId(),
      folioNo: await make.nextNumber('folio'),
      settlement: settlement ?? null,
    }
    return { reservationId, reason: reason ?? null, ...(await readSubject(db, propertyId, reservationId)), account }
  },
  keys: (args) => [
    ...subjectKeys(args.reservationId, args),
    ...(args.account?.folioIds ?? []).map((id) => `folio:${id}` as const),
  ],
  seen: (args) => subjectRows(args.reservationId, args.seen?.unitId),
  execute: checkOut,
  reconcile: reconcileCheckOut,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

async function checkOut(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const reservation = await lockReservation(db, context.propertyId, args.reservationId)
  if (!reservation) return no('reservation_not_found')
  const { guestName, confirmationNo, status } = reservation
  const stay = await readStayOf(db, context.propertyId, reservation.id)
  if (!stay) {
    return status === 'checked_out'
      ? no('already_departed', { guestName, confirmationNo })
      : no('not_in_house', { guestName, confirmationNo, status })
  }
  if (args.account?.settlement?.kind === 'city_ledger' && reservation.guarantee !== 'company')
    return no('no_company', { guestName, confirmationNo })
  const owed = await settleAccount(db, args, context, reservation)
  if (owed !== null)
    return no('balance_open', { guestName, confirmationNo, balance: owed, currency: reservation.currency })
  return { resolutions: await leave(db, context, reservation, stay) }
}

/** Posts the nights that are owed and closes the account. Returns what is left to be paid, null where that is settled. */
async function settleAccount(
  db: Database,
  { account }: Args,
  context: CommandContext,
  { id, arrival }: ReservationRecord,
): Promise<Decimal | null> {
  const debtor = account && (await readDebtor(db, context.propertyId, id))
  if (!debtor) return null
  await postOwedNights(db, context, debtor, owedUntil(arrival, context.businessDate), account)
  return closeAccount(db, context, debtor, account.settlement)
}

async function leave(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
  stay: StayRecord,
): Promise<readonly Resolution[]> {
  // Locked before the stay changes: whoever decides about this unit waits for what becomes of it.
  await lockUnit(db, context.propertyId, stay.unitId)
  await leaveHouse(db, context, { stayId: stay.id, reservation })
  await endPromises(db, context.propertyId, reservation.id, context.businessDate)
  await settleEntries(db, context, 'departure', reservation.id, stay.unitNumber)
  const resolutions = await vacateUnit(db, context, stay.unitId)
  await shortenStay(db, context, reservation)
  await settleOversold(db, context, { ...reservation, arrival: context.businessDate })
  return resolutions
}

/**
 * An early departure gives the nights back that were not slept; the first night stays owed. The price that was quoted stands in the snapshot.
 */
async function shortenStay(db: Database, context: CommandContext, reservation: ReservationRecord): Promise<void> {
  const { propertyId, businessDate } = context
  if (businessDate >= reservation.departure) return
  const departure = businessDate > reservation.arrival ? businessDate : reservation.arrival
  await db.execute('UPDATE reservation.reservations SET departure = $3::date WHERE property_id = $1 AND id = $2', [
    propertyId,
    reservation.id,
    departure,
  ])
  await db.execute(
    `UPDATE reservation.reservation_line_items SET deleted_at = shared.command_time()
     WHERE property_id = $1 AND reservation_id = $2 AND kind = 'room' AND night >= $3::date AND night > $4::date
       AND deleted_at IS NULL`,
    [propertyId, reservation.id, departure, reservation.arrival],
  )
}

/**
 * The first check-out wins; the second has nothing left to do, and nobody needs to hear of it. A guest who was charged meanwhile has left all
 * the same: what is owed stays on an open folio, and somebody is told.
 */
async function reconcileCheckOut(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (refusal.code === 'already_departed') return []
  if (refusal.code !== 'balance_open' && refusal.code !== 'no_company') return undefined
  const reservation = await lockReservation(db, context.propertyId, args.reservationId)
  const stay = reservation && (await readStayOf(db, context.propertyId, reservation.id))
  if (!reservation || !stay) return undefined
  const { id, guestName, confirmationNo, currency } = reservation
  const settlement = refusal.code === 'no_company' ? null : (args.account?.settlement ?? null)
  const account = args.account && { ...args.account, settlement }
  const owed = await settleAccount(db, { ...args, account }, context, reservation)
  const resolutions = await leave(db, context, reservation, stay)
  if (owed === null) return [...resolutions]
  const facts = { guestName, confirmationNo, balance: owed, currency }
  return [...resolutions, entry('departed_owing', facts, { reservationId: id })]
}
