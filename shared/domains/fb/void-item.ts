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
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { reason, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { voidItemInput } from './inputs.ts'
import { voidPieces } from './order-rules.ts'
import { lockOrder, readLine } from './records.ts'

const args = z.strictObject({
  itemId: uuid,
  /** Null where the line was not on this terminal. */
  orderId: uuid.nullable(),
  orderNo: z.string(),
  item: z.string(),
  qty: z.int().min(1).max(99),
  reason: reason.nullable(),
})
type Args = z.output<typeof args>

export const voidItemCommand = defineCommand({
  name: 'v1.order.voidItem',
  input: voidItemInput,
  args,
  async prepare({ itemId, qty, reason }, { db, propertyId }): Promise<Args> {
    const [line] = await db.query<{ orderId: Uuid; orderNo: string; item: string }>(
      `SELECT o.id AS "orderId", o.order_no AS "orderNo", i.name AS item
       FROM fb.fb_order_items i JOIN fb.fb_orders o ON o.id = i.order_id WHERE i.property_id = $1 AND i.id = $2`,
      [propertyId, itemId],
    )
    return { itemId, qty, reason: reason ?? null, ...(line ?? { orderId: null, orderNo: '', item: '' }) }
  },
  keys: ({ orderId, itemId }) => [orderId ? `order:${orderId}` : `line:${itemId}`],
  seen: ({ itemId }) => [{ table: 'fb.fb_order_items', id: itemId }],
  execute: voidItem,
  reconcile: mergeVoids,
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

async function voidItem(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId } = context
  const order = args.orderId ? await lockOrder(db, propertyId, args.orderId) : undefined
  const line = await readLine(db, propertyId, args.itemId)
  if (!order || !line) return no('line_not_found')
  const { orderNo } = order
  const item = line.name
  const result = voidPieces(line, args.qty, { orderStatus: order.status, reason: args.reason ?? '' })
  if ('voided' in result) {
    await db.execute(
      `UPDATE fb.fb_order_items SET voided_qty = $3, status = $4, voided_at = $5::timestamptz, void_reason = coalesce($6, void_reason)
       WHERE property_id = $1 AND id = $2`,
      [propertyId, line.id, result.voided, result.status, hlcInstant(context.occurredAt), args.reason],
    )
    return applied
  }
  switch (result.refused) {
    case 'order_settled':
      return no('order_settled', { orderNo })
    case 'line_served':
      return line.status === 'voided' ? no('line_voided', { item, orderNo }) : no('line_served', { item, orderNo })
    case 'more_than_ordered':
      return no('void_too_many', { item, left: line.qty - line.voidedQty })
    case 'reason_missing':
      return no('void_reason_missing', { item })
  }
}

/** Two waiters took the same pieces off: what is off is off. */
function mergeVoids(
  _db: Database,
  _args: Args,
  _context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  return Promise.resolve(refusal.code === 'line_voided' ? [] : undefined)
}
