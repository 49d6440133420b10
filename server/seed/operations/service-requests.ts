import type { CopyRow } from '../../postgres/copy.ts'
import { stayIdOf, stayedBookings } from '../guest/stays.ts'
import type { House } from '../house.ts'
import { isHotInstant } from '../hot.ts'
import type { Random } from '../random.ts'
import type { Booking } from '../reservation/bookings.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { staffIdsOf } from './staff.ts'

const WISHES: readonly (readonly [category: string, role: string, description: string])[] = [
  ['housekeeping', 'housekeeper', 'Two more towels, please.'],
  ['housekeeping', 'housekeeper', 'An extra pillow.'],
  ['maintenance', 'engineer', 'The air conditioning does not cool.'],
  ['maintenance', 'engineer', 'The bathroom light flickers.'],
  ['concierge', 'front_desk', 'A table for two in the old town at eight.'],
  ['transport', 'front_desk', 'A taxi to the airport at six.'],
  ['food_beverage', 'front_desk', 'Coffee to the room.'],
  ['other', 'front_desk', 'A late check-out, if possible.'],
]

const SETTLED = ['closed', 'cancelled']

/** Seconds until somebody answers; about four of five within the five minutes that are promised. */
const answerSeconds = (random: Random) => (random.chance(0.81) ? random.between(15, 300) : random.between(301, 2400))

const addSeconds = (instant: string, seconds: number) => new Date(Date.parse(instant) + seconds * 1000).toISOString()

/** Requests are answered in order: what has not happened by now is open. */
function progressOf(random: Random, requestedAt: string, asOf: string) {
  const acknowledgedAt = addSeconds(requestedAt, answerSeconds(random))
  const completedAt = addSeconds(acknowledgedAt, random.between(300, 3600))
  if (acknowledgedAt > asOf) return { status: 'requested', acknowledgedAt: null, completedAt: null }
  if (completedAt > asOf) return { status: 'in_progress', acknowledgedAt, completedAt: null }
  return { status: random.chance(0.97) ? 'closed' : 'pending_follow_up', acknowledgedAt, completedAt }
}

function requestRow(house: House, random: Random, booking: Booking, day: number, n: number): CopyRow {
  const [category, role, description] = random.pick(WISHES)
  const requestedAt = house.clock.between(
    random,
    day,
    day === booking.stay.from ? 16 : 8,
    day === booking.stay.from ? 23 : 22,
  )
  const { status, acknowledgedAt, completedAt } = progressOf(random, requestedAt, house.clock.asOf)
  const staff = staffIdsOf(house, role)
  return {
    id: seedId('operations.service_requests', `${booking.key} ${n}`),
    property_id: house.propertyId,
    hot: !SETTLED.includes(status) || isHotInstant(house.clock, requestedAt),
    stay_id: stayIdOf(booking),
    unit_id: house.unitIds[booking.stay.unit] ?? '',
    category,
    priority: random.weighted([
      ['normal', 80],
      ['high', 14],
      ['low', 6],
    ]),
    status,
    description,
    assigned_to: status === 'requested' || staff.length === 0 ? null : random.pick(staff),
    requested_at: requestedAt,
    acknowledged_at: acknowledgedAt,
    completed_at: completedAt,
    created_at: requestedAt,
  }
}

function* requestRows(house: House): Iterable<CopyRow> {
  const random = house.random('service requests')
  for (const booking of stayedBookings(house)) {
    let n = 0
    for (let day = Math.max(booking.stay.from, house.firstDay); day < Math.min(booking.stay.to, 1); day++) {
      if (random.chance(0.11)) yield requestRow(house, random, booking, day, ++n)
    }
  }
}

/** What guests asked for while they were here, and how fast they were answered. */
export function serviceRequestTables(house: House): SeedTable[] {
  return [tableOf('operations.service_requests', () => requestRows(house))]
}
