import { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { type FolioRecord, type FolioWish, lockOpenFolio, openFolio, readAccount } from '../billing/folios.ts'
import { postCharges } from '../billing/post-charges.ts'
import { decimal, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { type Check, closeCheck, readCheck } from './check.ts'
import { settleToRoomInput } from './inputs.ts'
import { takesLines, whyNotToRoom } from './order-rules.ts'
import { type GuestStay, lockOrder, type OrderRecord, readGuestStay } from './records.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { toMinor } from '../../kernel/money.ts'

const args = z.strictObject({
  orderId: uuid,
  orderNo: z.string(),
  /** Null where the order has none and none was named. */
  stayId: uuid.nullable(),
  guestName: z.string(),
  reservationId: uuid.nullable(),
  /** What the guest signed for. */
  total: decimal,
  /** Opened where the guest has no open folio. */
  folioId: uuid,
  folioNo: z.string(),
})
type Args = z.output<typeof args>

export const settleToRoomCommand = defineCommand({
  name: 'v1.order.settleToRoom',
  input: settleToRoomInput,
  args,
  async prepare({ orderId, stayId }, { db, propertyId, newId, nextNumber }): Promise<Args> {
    const [order] = await db.query<{ orderNo: string; stayId: Uuid | null; total: string }>(
      `SELECT o.order_no AS "orderNo", o.stay_id AS "stayId", t.total::text AS total
       FROM fb.fb_orders o JOIN fb.v_order_totals t ON t.order_id = o.id WHERE o.property_id = $1 AND o.id = $2`,
      [propertyId, orderId],
    )
    const stay = await readGuestStay(db, propertyId, stayId ?? order?.stayId ?? null)
    return {
      orderId,
      orderNo: order?.orderNo ?? '',
      stayId: stay?.stayId ?? null,
      guestName: stay?.guestName ?? '',
      reservationId: stay?.reservationId ?? null,
      total: order?.total ?? '0',
      folioId: newId(),
      folioNo: await nextNumber('folio'),
    }
  },
  keys: ({ orderId, reservationId }) => [
    `order:${orderId}`,
    ...(reservationId ? [`reservation:${reservationId}` as const] : []),
  ],
  seen: ({ orderId }) => [{ table: 'fb.fb_orders', id: orderId }],
  execute: settleToRoom,
  reconcile: chargeTheGuest,
  onRefusal: ({ reservationId }, refusal) =>
    refusalEntry(refusal, reservationId ? 'open_reservation' : 'none', { ...(reservationId && { reservationId }) }),
})

interface RoomCharge {
  readonly order: OrderRecord
  readonly check: Check
  readonly stay: GuestStay
  readonly transactionCodeId: Uuid
}

async function findCharge(
  db: Database,
  args: Args,
  context: CommandContext,
): Promise<RoomCharge | { readonly refused: Refusal }> {
  const order = await lockOrder(db, context.propertyId, args.orderId)
  if (!order) return no('order_not_found')
  const { orderNo, outletName } = order
  if (!takesLines(order.status)) return no('order_settled', { orderNo })
  const check = await readCheck(db, context, order)
  if (check.lines.length === 0) return no('nothing_to_settle', { orderNo })
  const { transactionCodeId } = check
  if (!transactionCodeId) return no('posting_not_set_up', { outlet: outletName, code: order.transactionCode })
  const stay = await readGuestStay(db, context.propertyId, args.stayId)
  return stay ? { order, check, stay, transactionCodeId } : no('stay_not_found')
}

async function settleToRoom(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const charge = await findCharge(db, args, context)
  if ('refused' in charge) return charge
  const { stay, check, order } = charge
  const folio = await lockOpenFolio(db, context.propertyId, stay.reservationId, 'guest')
  const { balance, creditLimit } = await readAccount(db, context.propertyId, folio?.id)
  const { total } = check
  const why = whyNotToRoom({
    stayStatus: stay.status,
    noPost: stay.noPost,
    balance,
    creditLimit,
    total,
    minorUnits: order.minorUnits,
  })
  const who = { guestName: stay.guestName, unit: stay.unitNumber }
  if (why === 'not_in_house') return no('guest_departed', who)
  if (why === 'no_posting') return no('no_posting', who)
  if (why === 'over_credit_limit') return no('over_credit_limit', { ...who, limit: creditLimit, balance, total })
  await post(db, args, context, charge, 'guest', folio)
  return { resolutions: tellGrown(args, charge) }
}

async function post(
  db: Database,
  args: Args,
  context: CommandContext,
  { order, check, stay, transactionCodeId }: RoomCharge,
  type: FolioWish['type'],
  folio: FolioRecord | undefined,
): Promise<void> {
  const { reservationId, stayId, profileId, guestName } = stay
  const { id: folioId } =
    folio ??
    (await openFolio(db, context.propertyId, {
      folioId: args.folioId,
      folioNo: args.folioNo,
      type,
      holder: guestName,
      currency: order.currency,
      guest: { reservationId, stayId, profileId },
    }))
  await postCharges(db, context, {
    folioId,
    transactionCodeId,
    description: `${order.outletName} ${order.orderNo}`,
    currency: order.currency,
    origin: 'outlet',
    sourceId: order.id,
    charges: check.charges,
    taxation: check.taxation,
  })
  await closeCheck(db, context, order, check, { settlement: 'room', folioId, stayId })
}

/** The guest has signed: the charge follows the stay. One who has left owes it as a late charge; a limit is told, not enforced. */
async function chargeTheGuest(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (!isOvertaken(refusal.code)) return undefined
  const charge = await findCharge(db, args, context)
  if ('refused' in charge) return undefined
  const { stay, check, order } = charge
  const type = stay.status === 'in_house' ? 'guest' : 'post_departure'
  await post(db, args, context, charge, type, await lockOpenFolio(db, context.propertyId, stay.reservationId, type))
  const { guestName, confirmationNo, unitNumber: unit, reservationId, profileId } = stay
  const facts = {
    guestName,
    confirmationNo,
    unit,
    orderNo: order.orderNo,
    amount: check.total,
    currency: order.currency,
  }
  const reason = type === 'post_departure' ? 'late_charge' : 'charged_against_limit'
  return [entry(reason, facts, { reservationId, profileId }), ...tellGrown(args, charge)]
}

const isOvertaken = (code: string): boolean =>
  code === 'guest_departed' || code === 'no_posting' || code === 'over_credit_limit'

/** Another waiter put more on the check than the guest signed for. */
function tellGrown(args: Args, { order, check, stay }: RoomCharge): Resolution[] {
  if (toMinor(args.total, order.minorUnits) === toMinor(check.total, order.minorUnits)) return []
  const facts = { orderNo: order.orderNo, seen: args.total, total: check.total, currency: order.currency }
  return [entry('check_changed', facts, { reservationId: stay.reservationId })]
}
