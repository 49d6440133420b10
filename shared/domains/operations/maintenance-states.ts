import type { MaintenanceStatus } from '../../schema/operations.ts'
import { only, type StateTable } from '../transitions.ts'

export const maintenanceEvents = [
  'triage',
  'assign',
  'start',
  'hold',
  'resolve',
  'verify',
  'close',
  'reopen',
  'find_duplicate',
  'cancel',
] as const
export type MaintenanceEvent = (typeof maintenanceEvents)[number]

const on = (allowed: Partial<Record<MaintenanceEvent, MaintenanceStatus>>) => only(maintenanceEvents, allowed)
const drop = { find_duplicate: 'duplicate', cancel: 'cancelled' } as const

export const maintenanceStates: StateTable<MaintenanceStatus, MaintenanceEvent> = {
  reported: on({ triage: 'triaged', ...drop }),
  triaged: on({ assign: 'assigned', ...drop }),
  assigned: on({ start: 'in_progress', ...drop }),
  in_progress: on({ hold: 'on_hold', resolve: 'resolved', cancel: 'cancelled' }),
  on_hold: on({ start: 'in_progress', cancel: 'cancelled' }),
  resolved: on({ verify: 'verified' }),
  verified: on({ close: 'closed', reopen: 'reopened' }),
  reopened: on({ triage: 'triaged' }),
  closed: on({}),
  duplicate: on({}),
  cancelled: on({}),
}
