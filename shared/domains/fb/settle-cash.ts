import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { toMinor } from '../../kernel/money.ts'
import { readAnyShift, readCashierShift, recordPayment } from '../billing/cash.ts'
import { closeFolio, type FolioWish, openFolio, readAccount } from '../billing/folios.ts'
import { postCharges } from '../billing/post-charges.ts'
import { decimal, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { type Check, closeCheck, readCheck } from './check.ts'
import { settleCashInput } from './inputs.ts'
import { takesLines } from './order-rules.ts'
import { lockOrder, type OrderRecord } from './records.ts'

const args = z.strictObject({
  orderId: uuid,
  orderNo: z.string(),
  /** What the guest paid. */
  total: decimal,
  paymentId: uuid,
  folioId: uuid,
  folioNo: z.string(),
})
type Args = z.output<typeof args>

export const settleCashCommand = defineCommand({
  name: 'v1.order.settleCash',
  input: settleCashInput,
  args,
  async prepare({ orderId, total }, { db, propertyId, newId, nextNumber }): Promise<Args> {
    const [order] = await db.query<{ orderNo: string }>(
      'SELECT order_no AS "orderNo" FROM fb.fb_orders WHERE property_id = $1 AND id = $2',
      [propertyId, orderId],
    )
    const orderNo = order?.orderNo ?? ''
    return { orderId, orderNo, total, paymentId: newId(), folioId: newId(), folioNo: await nextNumber('folio') }
  },
  keys: ({ orderId }) => [`order:${orderId}`],
  seen: ({ orderId }) => [{ table: 'fb.fb_orders', id: orderId }],
  execute: settleCash,
  reconcile: bookTheCash,
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

async function settleCash(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const order = await lockOrder(db, context.propertyId, args.orderId)
  if (!order) return no('order_not_found')
  const { orderNo, minorUnits, outletName } = order
  if (!takesLines(order.status)) return no('order_settled', { orderNo })
  const check = await readCheck(db, context, order)
  if (check.lines.length === 0 || toMinor(check.total, minorUnits) === 0) return no('nothing_to_settle', { orderNo })
  if (!check.transactionCodeId) return no('posting_not_set_up', { outlet: outletName, code: order.transactionCode })
  if (toMinor(check.total, minorUnits) !== toMinor(args.total, minorUnits))
    return no('check_changed', { orderNo, seen: args.total, total: check.total })
  const shift = await readCashierShift(db, context)
  if (!shift?.open) return no('no_open_drawer')
  await settle(db, args, context, { order, check, shiftId: shift.id })
  return applied
}

interface CashSale {
  readonly order: OrderRecord
  readonly check: Check
  readonly shiftId: Uuid
}

/** A check paid in cash has an account of its own, which is closed at once where it comes to nothing. Returns what is left on it. */
async function settle(db: Database, args: Args, context: CommandContext, sale: CashSale): Promise<string> {
  const { order, check, shiftId } = sale
  const folioId = await openAccount(db, args, context, order, 'house')
  if (check.transactionCodeId) {
    await postCharges(db, context, {
      folioId,
      transactionCodeId: check.transactionCodeId,
      description: `${order.outletName} ${order.orderNo}`,
      currency: order.currency,
      origin: 'outlet',
      sourceId: order.id,
      charges: check.charges,
      taxation: check.taxation,
    })
  }
  await pay(db, args, context, folioId, order.currency, shiftId)
  await closeCheck(db, context, order, check, { settlement: 'cash', folioId, stayId: null })
  const { balance } = await readAccount(db, context.propertyId, folioId)
  if (toMinor(balance, order.minorUnits) === 0) await closeFolio(db, context, folioId)
  return balance
}

async function openAccount(
  db: Database,
  { folioId, folioNo, orderNo }: Args,
  { propertyId }: CommandContext,
  { currency, outletName }: OrderRecord,
  type: FolioWish['type'],
): Promise<Uuid> {
  const holder = `${outletName} ${orderNo}`
  await openFolio(db, propertyId, { folioId, folioNo, type, holder, currency, guest: null })
  return folioId
}

function pay(
  db: Database,
  { paymentId, total }: Args,
  context: CommandContext,
  folioId: Uuid,
  currency: string,
  shiftId: Uuid,
): Promise<void> {
  return recordPayment(db, context, { paymentId, folioId, amount: total, currency, by: { method: 'cash', shiftId } })
}

/** No line is left on the check, or head office has not said what it is posted as. */
const notOnCheck: readonly string[] = ['nothing_to_settle', 'posting_not_set_up']

/** The money is in a drawer, so it is booked: on the check as it is now, or in suspense where that takes none. */
async function bookTheCash(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const order = await lockOrder(db, context.propertyId, args.orderId)
  const shift = (await readCashierShift(db, context)) ?? (await readAnyShift(db, context.propertyId))
  if (!order || !shift) return undefined
  const { orderNo, currency } = order
  const paid = { orderNo, paid: args.total, currency }
  if (!takesLines(order.status) || notOnCheck.includes(refusal.code)) {
    const folioId = await openAccount(db, args, context, order, 'suspense')
    await pay(db, args, context, folioId, currency, shift.id)
    return [entry('cash_in_suspense', { ...paid, folioNo: args.folioNo }, {})]
  }
  const check = await readCheck(db, context, order)
  const left = await settle(db, args, context, { order, check, shiftId: shift.id })
  const drawer = shift.open ? [] : [entry('cash_after_count', { ...paid, drawer: shift.drawer }, {})]
  const changed =
    toMinor(left, order.minorUnits) === 0
      ? []
      : [entry('cash_differs', { ...paid, total: check.total, folioNo: args.folioNo }, {})]
  return [...drawer, ...changed]
}
