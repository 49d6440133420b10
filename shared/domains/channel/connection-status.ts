import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

/** The states of the connection to a channel. */
export const connectionStatuses = ['setup', 'active', 'paused', 'retired'] as const
export type ConnectionStatus = (typeof connectionStatuses)[number]

export const connectionEvents = ['activate', 'pause', 'retire'] as const
export type ConnectionEvent = (typeof connectionEvents)[number]

const on = (allowed: Partial<Record<ConnectionEvent, ConnectionStatus>>) => only(connectionEvents, allowed)

export const connectionStates: StateTable<ConnectionStatus, ConnectionEvent> = {
  setup: on({ activate: 'active', retire: 'retired' }),
  active: on({ pause: 'paused', retire: 'retired' }),
  paused: on({ activate: 'active', retire: 'retired' }),
  retired: on({}),
}
