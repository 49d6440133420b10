import { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { note, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { placeOrderInput } from './inputs.ts'
import { refuseLines } from './may-order.ts'
import { openCheck } from './open-check.ts'
import { freezeLines, orderedLine } from './order-line.ts'
import { readGuestStay, readOpenChecks } from './records.ts'
import { orderLines } from './write-lines.ts'

const args = z.strictObject({
  orderId: uuid,
  orderNo: z.string(),
  ticketNo: z.string(),
  outletId: uuid,
  /** Null for a room. */
  tableId: uuid.nullable(),
  tableNumber: z.string(),
  /** Checks of this table that the waiter knew of. */
  knownChecks: z.array(uuid),
  /** Null for a table; the guest of a room, as known then. */
  guest: z
    .strictObject({ stayId: uuid, unitId: uuid, unitNumber: z.string(), guestName: z.string(), reservationId: uuid })
    .nullable(),
  covers: z.int().min(1).max(99),
  currency: z.string(),
  lines: z.array(orderedLine),
  notes: note,
})
type Args = z.output<typeof args>

export const placeOrderCommand = defineCommand({
  name: 'v1.order.place',
  input: placeOrderInput,
  args,
  async prepare({ outletId, place, covers, lines, notes }, { db, propertyId, newId, nextNumber }): Promise<Args> {
    const tableId = place.kind === 'table' ? place.tableId : null
    const stay = place.kind === 'room' ? await readGuestStay(db, propertyId, place.stayId) : undefined
    const [house] = await db.query<{ currency: string }>(
      'SELECT currency FROM property_mgmt.properties WHERE id = $1',
      [propertyId],
    )
    const [table] = await db.query<{ number: string }>(
      'SELECT number FROM fb.dining_tables WHERE property_id = $1 AND id = $2',
      [propertyId, tableId],
    )
    const known = tableId ? await readOpenChecks(db, propertyId, tableId) : []
    return {
      orderId: newId(),
      orderNo: await nextNumber('order'),
      ticketNo: await nextNumber('ticket'),
      outletId,
      tableId,
      tableNumber: table?.number ?? '',
      knownChecks: known.map((check) => check.id),
      guest: stay
        ? {
            stayId: stay.stayId,
            unitId: stay.unitId,
            unitNumber: stay.unitNumber,
            guestName: stay.guestName,
            reservationId: stay.reservationId,
          }
        : null,
      covers,
      currency: house?.currency ?? '',
      lines: await freezeLines(db, propertyId, outletId, lines, newId),
      notes: notes ?? '',
    }
  },
  keys: ({ orderId, tableId, guest }) => [
    `order:${orderId}`,
    ...(tableId ? [`table:${tableId}` as const] : []),
    ...(guest ? [`reservation:${guest.reservationId}` as const] : []),
  ],
  seen: ({ outletId }) => [{ table: 'fb.outlets', id: outletId }],
  execute: placeOrder,
  reconcile: acceptFired,
  onRefusal: ({ guest }, refusal) =>
    refusalEntry(refusal, 'none', { ...(guest && { reservationId: guest.reservationId, unitId: guest.unitId }) }),
})

async function placeOrder(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, businessDate } = context
  const refusal =
    (await refusePlace(db, args, propertyId)) ?? (await refuseLines(db, propertyId, businessDate, args.lines))
  if (refusal) return { refused: refusal }
  return { resolutions: await writeOrder(db, args, context) }
}

async function refusePlace(db: Database, args: Args, propertyId: Uuid): Promise<Refusal | undefined> {
  const [outlet] = await db.query<{ name: string; active: boolean }>(
    'SELECT name, active FROM fb.outlets WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL',
    [propertyId, args.outletId],
  )
  if (!outlet) return no('outlet_not_found').refused
  if (!outlet.active) return no('outlet_closed', { outlet: outlet.name }).refused
  if (args.tableId) return (await isTableHere(db, args, propertyId)) ? undefined : no('table_not_found').refused
  const stay = await readGuestStay(db, propertyId, args.guest?.stayId ?? null)
  if (!stay) return no('stay_not_found').refused
  const { guestName, unitNumber, status } = stay
  return status === 'in_house' ? undefined : no('guest_departed', { guestName, unit: unitNumber }).refused
}

async function isTableHere(db: Database, { outletId, tableId }: Args, propertyId: Uuid): Promise<boolean> {
  const rows = await db.query(
    'SELECT 1 FROM fb.dining_tables WHERE property_id = $1 AND id = $2 AND outlet_id = $3 AND deleted_at IS NULL',
    [propertyId, tableId, outletId],
  )
  return rows.length > 0
}

/** A table that has a check already gets a second one, and the two are linked: neither waiter's lines are overwritten. */
async function writeOrder(db: Database, args: Args, context: CommandContext): Promise<Resolution[]> {
  const { propertyId } = context
  const { orderId, tableId, guest, lines, outletId, currency, ticketNo } = args
  const checks = tableId ? await readOpenChecks(db, propertyId, tableId) : []
  const unknown = checks.find((check) => !args.knownChecks.includes(check.id))
  const other = unknown ?? checks[0]
  await openCheck(db, context, {
    id: orderId,
    orderNo: args.orderNo,
    outletId,
    type: tableId ? 'table' : 'room',
    tableId,
    unitId: guest?.unitId ?? null,
    stayId: guest?.stayId ?? null,
    linkedOrderId: other?.id ?? null,
    covers: args.covers,
    currency,
    notes: args.notes,
  })
  await orderLines(db, context, { orderId, outletId, currency, lines, ticketNo })
  if (!unknown) return []
  const facts = { table: args.tableNumber, orderNo: args.orderNo, otherOrderNo: unknown.orderNo }
  return [entry('two_checks', facts, {})]
}

/** The kitchen has cooked it: what was fired stands at the price ordered, whatever the menu or the house say meanwhile. */
async function acceptFired(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (refusal.code === 'item_withdrawn') return writeOrder(db, args, context)
  if (refusal.code !== 'guest_departed' || !args.guest) return undefined
  const { guestName, unitNumber, reservationId, unitId } = args.guest
  return [
    ...(await writeOrder(db, args, context)),
    entry('order_for_departed', { guestName, unit: unitNumber, orderNo: args.orderNo }, { reservationId, unitId }),
  ]
}
