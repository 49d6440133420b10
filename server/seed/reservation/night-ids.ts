import type { IsoDate } from '../../../shared/kernel/dates.ts'
import { seedId } from '../seed-id.ts'

export const nightLineIdOf = (bookingKey: string, night: IsoDate) =>
  seedId('reservation.reservation_line_items', `${bookingKey} ${night}`)
