import type { ConnectionStatus } from '../../schema/channel.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

export const connectionEvents = ['activate', 'pause', 'retire'] as const
export type ConnectionEvent = (typeof connectionEvents)[number]

const on = (allowed: Partial<Record<ConnectionEvent, ConnectionStatus>>) => only(connectionEvents, allowed)

/** The states of the connection to a channel. */
export const connectionStates: StateTable<ConnectionStatus, ConnectionEvent> = {
  setup: on({ activate: 'active', retire: 'retired' }),
  active: on({ pause: 'paused', retire: 'retired' }),
  paused: on({ activate: 'active', retire: 'retired' }),
  retired: on({}),
}
