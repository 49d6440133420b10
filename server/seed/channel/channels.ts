import type { Uuid } from '../../../shared/kernel/ids.ts'
import { fromMinor } from '../../../shared/kernel/money.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { isHotDay, isHotInstant } from '../hot.ts'
import { minutesAfter } from '../moment.ts'
import { rateCodeOf, rateIdOf, unitTypeIdOf } from '../property_mgmt/ids.ts'
import { PLANS } from '../property_mgmt/policies.ts'
import type { Booking } from '../reservation/bookings.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'

const CHANNELS = [
  { code: 'VIAJANTE', name: 'Viajante', kind: 'ota', protocol: 'json', commission: '15' },
  { code: 'ROOMFARE', name: 'Roomfare', kind: 'ota', protocol: 'ota_xml', commission: '18' },
  { code: 'REGIO', name: 'Regio, tourist board', kind: 'booking_engine', protocol: 'alpinebits', commission: '8' },
] as const
type Channel = (typeof CHANNELS)[number]

/** How long exchanges are looked up again; terminals hold them as long (sync.cool_trade_rows). */
const LOG_DAYS = 30
const MINUTE = 60_000

const connectionIdOf = ({ hotel }: House, { code }: Channel) =>
  seedId('channel.channel_connections', `${hotel.code} ${code}`)

/** The booking as the channel first sent it. */
export const channelBookingIdOf = (booking: Booking): Uuid | null =>
  booking.source === 'channel' ? seedId('channel.channel_bookings', `${booking.key} 1`) : null

const connectionRows = (house: House): CopyRow[] =>
  CHANNELS.map((channel) => ({
    id: connectionIdOf(house, channel),
    property_id: house.propertyId,
    code: channel.code,
    name: channel.name,
    kind: channel.kind,
    protocol: channel.protocol,
    endpoint: `https://${channel.code.toLowerCase()}.example/api`,
    external_property_code: `${channel.code.slice(0, 2)}-${house.hotel.code}`,
    status: 'active',
    commission_pct: channel.commission,
  }))

const mappingRows = (house: House): CopyRow[] =>
  CHANNELS.flatMap((channel) =>
    house.hotel.unitTypes.flatMap((type) =>
      PLANS.map((plan) => ({
        id: seedId('channel.channel_mappings', `${house.hotel.code} ${channel.code} ${rateCodeOf(plan, type.code)}`),
        property_id: house.propertyId,
        connection_id: connectionIdOf(house, channel),
        unit_type_id: unitTypeIdOf(house.hotel, type.code),
        rate_strategy_id: rateIdOf(house.hotel, plan, type.code),
        external_unit_code: `${channel.code.slice(0, 1)}${type.code}`,
        external_rate_code: plan,
        external_name: type.name,
      })),
    ),
  )

interface Message {
  readonly id: Uuid
  readonly channel: Channel
  readonly booking: Booking
  readonly externalId: string
  readonly version: number
  readonly receivedAt: string
  /** The day on which it came. */
  readonly day: number
}

function channelOf(booking: Booking): Channel {
  const share = Number(booking.confirmationNo.slice(-2))
  return CHANNELS[share < 55 ? 0 : share < 90 ? 1 : 2]
}

/** A booking comes once, and once more where the guest took it back. */
function* messagesOf(house: House): Iterable<Message> {
  for (const booking of house.bookings) {
    const id = channelBookingIdOf(booking)
    if (id === null) continue
    const channel = channelOf(booking)
    const externalId = `${channel.code.slice(0, 2)}${booking.id.slice(-9).toUpperCase()}`
    const { bookedOn } = booking.stay
    yield { id, channel, booking, externalId, version: 1, receivedAt: booking.bookedAt, day: bookedOn }
    if (booking.cancelledOn === null) continue
    yield {
      id: seedId('channel.channel_bookings', `${booking.key} 2`),
      channel,
      booking,
      externalId,
      version: 2,
      receivedAt: cancelledAt(house, booking, booking.cancelledOn),
      day: booking.cancelledOn,
    }
  }
}

/** Not before it was booked. */
function cancelledAt({ clock }: House, { bookedAt }: Booking, day: number): string {
  const late = clock.at(day, 22 * 60 + 30)
  return late > bookedAt ? late : bookedAt
}

function bookingRow(house: House, message: Message): CopyRow {
  const { channel, booking, version, day, receivedAt } = message
  const { hotel, clock } = house
  const { stay, type, plan } = booking
  const guest = house.guests[booking.guest]
  const cancelled = version === 2
  return {
    id: message.id,
    property_id: house.propertyId,
    hot: isHotDay(Math.max(stay.to, day)),
    connection_id: connectionIdOf(house, channel),
    external_id: message.externalId,
    external_version: version,
    message_type: cancelled ? 'cancellation' : 'new',
    raw: JSON.stringify({
      id: message.externalId,
      kind: cancelled ? 'cancel' : 'book',
      room: `${channel.code.slice(0, 1)}${type.code}`,
      rate: plan,
      adults: booking.adults,
      children: booking.children,
    }),
    guest_name: guest ? `${guest.firstName} ${guest.lastName}` : '',
    arrival: clock.date(stay.from),
    departure: clock.date(stay.to),
    total: fromMinor(booking.total),
    currency: hotel.currency,
    status: 'acknowledged',
    reservation_id: booking.id,
    received_at: receivedAt,
    acknowledged_at: minutesAfter(receivedAt, 1, clock.asOf),
    created_at: receivedAt,
    updated_at: minutesAfter(receivedAt, 1, clock.asOf),
  }
}

function* bookingRows(house: House): Iterable<CopyRow> {
  for (const message of messagesOf(house)) yield bookingRow(house, message)
}

const logRow = (house: House, channel: Channel, key: string, at: string, more: CopyRow): CopyRow => ({
  id: seedId('channel.sync_log', key),
  property_id: house.propertyId,
  hot: isHotInstant(house.clock, at, LOG_DAYS),
  connection_id: connectionIdOf(house, channel),
  ...more,
  occurred_at: at,
  created_at: at,
})

/** What was exchanged: each booking that came, and every night what is free and for how much. */
function* logRows(house: House): Iterable<CopyRow> {
  const random = house.random('sync log')
  const { clock, hotel } = house
  const first = Math.max(house.firstDay, -LOG_DAYS)
  for (const { id, channel, day, version, receivedAt, booking, externalId } of messagesOf(house)) {
    if (day < first) continue
    const message = {
      direction: 'inbound',
      kind: 'booking',
      outcome: 'ok',
      message_id: externalId,
      channel_booking_id: id,
    }
    const more = { ...message, items: 1, duration_ms: random.between(40, 900), problem: null }
    yield logRow(house, channel, `${booking.key} ${version}`, receivedAt, more)
  }
  for (let day = first; day < 0; day++) {
    for (const channel of CHANNELS) {
      const failed = random.chance(0.01)
      const at = new Date(Date.parse(clock.at(day, 3 * 60)) + random.between(0, 9) * MINUTE).toISOString()
      const key = `${hotel.code} ${channel.code} ${clock.date(day)}`
      const message = { direction: 'outbound', kind: 'availability', outcome: failed ? 'failed' : 'ok' }
      const more = { ...message, message_id: `AV-${clock.date(day)}`, channel_booking_id: null }
      const items = hotel.unitTypes.length * 365
      const problem = failed ? 'The channel did not answer in time.' : null
      yield logRow(house, channel, key, at, { ...more, items, duration_ms: random.between(300, 4000), problem })
    }
  }
}

/** Who else sells the house, and what they sent. */
export function channelTables(house: House): SeedTable[] {
  return [
    tableOf('channel.channel_connections', () => connectionRows(house)),
    tableOf('channel.channel_mappings', () => mappingRows(house)),
    tableOf('channel.channel_bookings', () => bookingRows(house)),
    tableOf('channel.sync_log', () => logRows(house)),
  ]
}
