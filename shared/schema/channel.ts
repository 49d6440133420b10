// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Amount, CurrencyCode, Percentage } from './shared.ts'
import type { Audited, Instant, NewRow } from './values.ts'

/** channel.booking_status */
export const bookingStatuses = [
  'received',
  'imported',
  'acknowledged',
  'mapping_error',
  'duplicate_ignored',
  'oversold',
] as const
export type BookingStatus = (typeof bookingStatuses)[number]

/** channel.channel_kind */
export const channelKinds = ['ota', 'gds', 'metasearch', 'wholesale', 'booking_engine'] as const
export type ChannelKind = (typeof channelKinds)[number]

/** channel.connection_status */
export const connectionStatuses = ['setup', 'active', 'paused', 'retired'] as const
export type ConnectionStatus = (typeof connectionStatuses)[number]

/** channel.message_type */
export const messageTypes = ['new', 'modification', 'cancellation'] as const
export type MessageType = (typeof messageTypes)[number]

/** channel.protocol */
export const protocols = ['alpinebits', 'ota_xml', 'json'] as const
export type Protocol = (typeof protocols)[number]

/** channel.sync_direction */
export const syncDirections = ['inbound', 'outbound'] as const
export type SyncDirection = (typeof syncDirections)[number]

/** channel.sync_kind */
export const syncKinds = ['availability', 'rates', 'booking', 'acknowledgement', 'ping'] as const
export type SyncKind = (typeof syncKinds)[number]

/** channel.sync_outcome */
export const syncOutcomes = ['ok', 'partial', 'failed'] as const
export type SyncOutcome = (typeof syncOutcomes)[number]

/** channel.channel_bookings: Bookings as a channel sent them, and the reservations that they became. */
export interface ChannelBookingsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly connection_id: Uuid
  readonly external_id: string
  readonly external_version: number
  readonly message_type: MessageType
  readonly raw: unknown
  readonly guest_name: string
  readonly arrival: IsoDate | null
  readonly departure: IsoDate | null
  readonly total: Amount | null
  readonly currency: CurrencyCode | null
  readonly status: BookingStatus
  readonly reservation_id: Uuid | null
  readonly received_at: Instant
  readonly acknowledged_at: Instant | null
  readonly problem: string | null
  readonly resolution: string | null
}
export type NewChannelBookingsRow = NewRow<
  ChannelBookingsRow,
  'hot' | 'external_version' | 'raw' | 'guest_name' | 'status'
>

/** channel.channel_connections: Booking channels that a house sells through. */
export interface ChannelConnectionsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly kind: ChannelKind
  readonly protocol: Protocol
  readonly endpoint: string
  readonly external_property_code: string
  readonly status: ConnectionStatus
  readonly commission_pct: Percentage
}
export type NewChannelConnectionsRow = NewRow<ChannelConnectionsRow, 'status' | 'commission_pct'>

/** channel.channel_mappings: Which type and rate of ours is which of a channel. */
export interface ChannelMappingsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly connection_id: Uuid
  readonly unit_type_id: Uuid
  readonly rate_strategy_id: Uuid
  readonly external_unit_code: string
  readonly external_rate_code: string
  readonly external_name: string
}
export type NewChannelMappingsRow = NewRow<ChannelMappingsRow, 'external_rate_code' | 'external_name'>

/** channel.connection_credentials: What the centre needs to sign in at a channel, encrypted; it never leaves the centre. */
export interface ConnectionCredentialsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly connection_id: Uuid
  readonly credentials_enc: string
  readonly rotated_at: Instant
}
export type NewConnectionCredentialsRow = NewRow<ConnectionCredentialsRow, 'rotated_at'>

/** channel.sync_log: Every exchange with a channel, and what came of it. */
export interface SyncLogRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly connection_id: Uuid
  readonly direction: SyncDirection
  readonly kind: SyncKind
  readonly outcome: SyncOutcome
  readonly message_id: string
  readonly channel_booking_id: Uuid | null
  readonly items: number
  readonly duration_ms: number
  readonly problem: string | null
  readonly occurred_at: Instant
  readonly created_at: Instant
  readonly created_by: Uuid
  readonly version: number
}
export type NewSyncLogRow = NewRow<SyncLogRow, 'hot' | 'message_id' | 'items'>

/** channel.v_connection_health: When each channel was last heard of, and what failed since. */
export interface VConnectionHealthRow {
  readonly property_id: Uuid | null
  readonly connection_id: Uuid | null
  readonly code: string | null
  readonly name: string | null
  readonly status: ConnectionStatus | null
  readonly last_ok_at: Instant | null
  readonly last_failed_at: Instant | null
  readonly waiting: number | null
  readonly to_resolve: number | null
}
