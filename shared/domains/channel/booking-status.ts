import type { BookingStatus } from '../../schema/channel.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

export const channelBookingEvents = ['import', 'acknowledge', 'miss_mapping', 'ignore_duplicate', 'oversell'] as const
export type ChannelBookingEvent = (typeof channelBookingEvents)[number]

const on = (allowed: Partial<Record<ChannelBookingEvent, BookingStatus>>) => only(channelBookingEvents, allowed)

/** The states of a booking as a channel sent it. What could not be taken as it came is imported once a person has decided. */
export const channelBookingStates: StateTable<BookingStatus, ChannelBookingEvent> = {
  received: on({
    import: 'imported',
    miss_mapping: 'mapping_error',
    ignore_duplicate: 'duplicate_ignored',
    oversell: 'oversold',
  }),
  imported: on({ acknowledge: 'acknowledged' }),
  mapping_error: on({ import: 'imported' }),
  duplicate_ignored: on({ import: 'imported' }),
  oversold: on({ import: 'imported' }),
  acknowledged: on({}),
}
