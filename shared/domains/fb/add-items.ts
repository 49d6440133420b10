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
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { addItemsInput } from './inputs.ts'
import { refuseLines } from './may-order.ts'
import { openCheck } from './open-check.ts'
import { freezeLines, orderedLine } from './order-line.ts'
import { takesLines } from './order-rules.ts'
import { lockOrder, type OrderRecord } from './records.ts'
import { orderLines } from './write-lines.ts'

const args = z.strictObject({
  orderId: uuid,
  orderNo: z.string(),
  ticketNo: z.string(),
  /** For a second check, should the first be settled by the time this arrives. */
  extra: z.strictObject({ orderId: uuid, orderNo: z.string() }),
  lines: z.array(orderedLine),
})
type Args = z.output<typeof args>

export const addItemsCommand = defineCommand({
  name: 'v1.order.addItems',
  input: addItemsInput,
  args,
  async prepare({ orderId, lines }, { db, propertyId, newId, nextNumber }): Promise<Args> {
    const [order] = await db.query<{ orderNo: string; outletId: Uuid }>(
      'SELECT order_no AS "orderNo", outlet_id AS "outletId" FROM fb.fb_orders WHERE property_id = $1 AND id = $2',
      [propertyId, orderId],
    )
    return {
      orderId,
      orderNo: order?.orderNo ?? '',
      ticketNo: await nextNumber('ticket'),
      extra: { orderId: newId(), orderNo: await nextNumber('order') },
      lines: await freezeLines(db, propertyId, order?.outletId ?? null, lines, newId),
    }
  },
  keys: ({ orderId }) => [`order:${orderId}`],
  seen: ({ orderId }) => [{ table: 'fb.fb_orders', id: orderId }],
  execute: addItems,
  reconcile: keepFired,
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

async function addItems(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, businessDate } = context
  const order = await lockOrder(db, propertyId, args.orderId)
  if (!order) return no('order_not_found')
  if (!takesLines(order.status)) return no('order_settled', { orderNo: order.orderNo })
  const refusal = await refuseLines(db, propertyId, businessDate, args.lines)
  if (refusal) return { refused: refusal }
  await write(db, args, context, order)
  return applied
}

async function write(db: Database, args: Args, context: CommandContext, order: OrderRecord): Promise<void> {
  const { outletId, currency } = order
  const { lines, ticketNo } = args
  await orderLines(db, context, { orderId: order.id, outletId, currency, lines, ticketNo })
}

/** The kitchen has made it. On a check that is settled it goes to another one, which somebody must still be paid for. */
async function keepFired(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const order = await lockOrder(db, context.propertyId, args.orderId)
  if (!order) return undefined
  if (takesLines(order.status)) {
    if (refusal.code !== 'item_withdrawn') return undefined
    await write(db, args, context, order)
    return []
  }
  const { orderId, orderNo } = args.extra
  await openCheck(db, context, { ...order, id: orderId, orderNo, linkedOrderId: order.id, notes: '' })
  await write(db, args, context, { ...order, id: orderId })
  return [entry('ordered_after_settling', { orderNo: order.orderNo, extraOrderNo: orderNo }, {})]
}
