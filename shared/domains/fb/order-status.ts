import type { OrderItemStatus, OrderStatus } from '../../schema/fb.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

export const orderEvents = ['place', 'prepare', 'make_ready', 'serve', 'settle', 'close', 'cancel'] as const
export type OrderEvent = (typeof orderEvents)[number]

const on = (allowed: Partial<Record<OrderEvent, OrderStatus>>) => only(orderEvents, allowed)

/**
 * The states of an order. It only moves on: a dessert ordered while the order is served is one more line with states of its own, the
 * order stays served.
 */
export const orderStates: StateTable<OrderStatus, OrderEvent> = {
  draft: on({ place: 'placed', cancel: 'cancelled' }),
  placed: on({ prepare: 'in_preparation', cancel: 'cancelled' }),
  in_preparation: on({ make_ready: 'ready', cancel: 'cancelled' }),
  ready: on({ serve: 'served', cancel: 'cancelled' }),
  served: on({ settle: 'settled' }),
  settled: on({ close: 'closed' }),
  closed: on({}),
  cancelled: on({}),
}

export const orderItemEvents = ['fire', 'prepare', 'make_ready', 'serve', 'void'] as const
export type OrderItemEvent = (typeof orderItemEvents)[number]

const onItem = (allowed: Partial<Record<OrderItemEvent, OrderItemStatus>>) => only(orderItemEvents, allowed)

/** The states of one line of an order. */
export const orderItemStates: StateTable<OrderItemStatus, OrderItemEvent> = {
  new: onItem({ fire: 'fired', void: 'voided' }),
  fired: onItem({ prepare: 'preparing', void: 'voided' }),
  preparing: onItem({ make_ready: 'ready', void: 'voided' }),
  ready: onItem({ serve: 'served', void: 'voided' }),
  served: onItem({}),
  voided: onItem({}),
}
