import { z } from 'zod'
import { decimal, note, reason, uuid } from '../fields.ts'

/** What a guest asks for: an item of the menu, how many, and the answers to its questions. */
export const lineInput = z.strictObject({
  menuItemId: uuid,
  qty: z.int().min(1).max(99),
  modifierIds: z.array(uuid).max(20),
  /** For the kitchen. */
  note: z.string().trim().max(200),
})
export type LineInput = z.input<typeof lineInput>

const lines = z.array(lineInput).min(1).max(100)

export const placeOrderInput = z.strictObject({
  outletId: uuid,
  place: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('table'), tableId: uuid }),
    /** A room is where a guest is: the check follows the stay. */
    z.strictObject({ kind: z.literal('room'), stayId: uuid }),
  ]),
  covers: z.int().min(1).max(99),
  lines,
  notes: note.optional(),
})
export type PlaceOrderInput = z.input<typeof placeOrderInput>

export const addItemsInput = z.strictObject({ orderId: uuid, lines })
export type AddItemsInput = z.input<typeof addItemsInput>

/** The reason may be left out only for what the kitchen never saw. */
export const voidItemInput = z.strictObject({ itemId: uuid, qty: z.int().min(1).max(99), reason: reason.optional() })
export type VoidItemInput = z.input<typeof voidItemInput>

/** Without a stay: the one the order was placed for. */
export const settleToRoomInput = z.strictObject({ orderId: uuid, stayId: uuid.optional() })
export type SettleToRoomInput = z.input<typeof settleToRoomInput>

/** `total` is the amount that the guest was told and paid. */
export const settleCashInput = z.strictObject({ orderId: uuid, total: decimal })
export type SettleCashInput = z.input<typeof settleCashInput>
