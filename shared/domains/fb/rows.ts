import { z } from 'zod'
import { uuid, type Certainty } from '../fields.ts'
import type { OrderItemStatus, OrderStatus } from '../../schema/fb.ts'

export const outletArgs = z.strictObject({ outletId: uuid })
export const checkArgs = z.strictObject({ orderId: uuid })

export interface OutletRow {
  outletId: string
  code: string
  name: string
  kind: string
  tables: number
  openChecks: number
}

export interface TableRow {
  tableId: string
  number: string
  seats: number
  area: string
  /** The table's open checks, the oldest first. */
  checks: { orderId: string; orderNo: string; total: string; placedAt: string; certainty: Certainty }[]
}

/** A guest in house, to whom a check may be charged. */
export interface RoomGuestRow {
  stayId: string
  unitNumber: string
  guestName: string
  confirmationNo: string
  noPost: boolean
}

export interface ChoiceGroup {
  groupId: string
  name: string
  min: number
  max: number
  choices: { modifierId: string; name: string; priceDelta: string }[]
}

export interface MenuRow {
  menuItemId: string
  name: string
  description: string
  category: string
  price: string
  currency: string
  allergens: string[]
  prepStation: string
  /** Off the menu, or sold out for the day: shown, not sold. */
  onSale: boolean
  groups: ChoiceGroup[]
}

export interface OpenCheckRow {
  orderId: string
  orderNo: string
  outletId: string
  type: 'table' | 'room' | 'counter' | 'takeaway'
  tableId: string | null
  stayId: string | null
  /** Table or unit number. */
  place: string
  guestName: string | null
  total: string
  currency: string
  pieces: number
  placedAt: string
  certainty: Certainty
}

export interface CheckLine {
  itemId: string
  name: string
  qty: number
  sentQty: number
  voidedQty: number
  unitPrice: string
  modifiers: { id: string; name: string; price_delta: string }[]
  note: string
  prepStation: string
  status: OrderItemStatus
  firedAt: string | null
  voidReason: string | null
}

export interface CheckRow {
  orderId: string
  orderNo: string
  outletId: string
  outletName: string
  type: OpenCheckRow['type']
  status: OrderStatus
  settlement: 'none' | 'room' | 'cash' | 'card_slip'
  tableNumber: string | null
  unitNumber: string | null
  stayId: string | null
  guestName: string | null
  covers: number
  total: string
  currency: string
  placedAt: string | null
  linkedOrderNo: string | null
  folioNo: string | null
  lines: CheckLine[]
  tickets: { ticketNo: string; prepStation: string; firedAt: string }[]
  certainty: Certainty
}
