import type { Uuid } from '../../../shared/kernel/ids.ts'
import type { PlannedOrder } from '../fb/order-plan.ts'
import type { Booking } from '../reservation/bookings.ts'
import { seedId } from '../seed-id.ts'

/** The account of a guest's stay. */
export const guestFolioIdOf = (booking: Booking): Uuid => seedId('billing.folios', booking.key)

/** The account of a check that was paid at the table. */
export const houseFolioIdOf = (order: PlannedOrder): Uuid => seedId('billing.folios', `order ${order.key}`)
