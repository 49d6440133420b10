import type { RequestStatus, IncidentStatus, ActionStatus, LostFoundStatus } from '../../schema/operations.ts'
import { only, type StateTable } from '../transitions.ts'

/** What guests ask for, what happened to them or to the house, and what is done so that it does not happen again. */

export const requestEvents = ['acknowledge', 'assign', 'start', 'complete', 'close', 'follow_up', 'cancel'] as const
export type RequestEvent = (typeof requestEvents)[number]

const onRequest = (allowed: Partial<Record<RequestEvent, RequestStatus>>) => only(requestEvents, allowed)

/** A breach of the time to answer is a flag of the row, not a state. */
export const requestStates: StateTable<RequestStatus, RequestEvent> = {
  requested: onRequest({ acknowledge: 'acknowledged', cancel: 'cancelled' }),
  acknowledged: onRequest({ assign: 'assigned', cancel: 'cancelled' }),
  assigned: onRequest({ start: 'in_progress', cancel: 'cancelled' }),
  in_progress: onRequest({ complete: 'completed', cancel: 'cancelled' }),
  completed: onRequest({ close: 'closed', follow_up: 'pending_follow_up' }),
  pending_follow_up: onRequest({ close: 'closed' }),
  closed: onRequest({}),
  cancelled: onRequest({}),
}

export const incidentEvents = ['investigate', 'require_action', 'resolve', 'close', 'reopen'] as const
export type IncidentEvent = (typeof incidentEvents)[number]

const onIncident = (allowed: Partial<Record<IncidentEvent, IncidentStatus>>) => only(incidentEvents, allowed)

export const incidentStates: StateTable<IncidentStatus, IncidentEvent> = {
  reported: onIncident({ investigate: 'under_investigation' }),
  under_investigation: onIncident({ require_action: 'action_required' }),
  action_required: onIncident({ resolve: 'resolved' }),
  resolved: onIncident({ close: 'closed', reopen: 'reopened' }),
  reopened: onIncident({ investigate: 'under_investigation' }),
  closed: onIncident({}),
}

const actionEvents = ['start', 'complete', 'verify'] as const

export const actionStates: StateTable<ActionStatus, (typeof actionEvents)[number]> = {
  open: only(actionEvents, { start: 'in_progress' }),
  in_progress: only(actionEvents, { complete: 'completed' }),
  completed: only(actionEvents, { verify: 'verified' }),
  verified: only(actionEvents, {}),
}

const lostFoundEvents = ['claim', 'withdraw', 'return', 'hand_over', 'dispose'] as const

/** What is claimed is not thrown away; a claim that proves wrong puts it back on the shelf. */
export const lostFoundStates: StateTable<LostFoundStatus, (typeof lostFoundEvents)[number]> = {
  registered: only(lostFoundEvents, {
    claim: 'claimed',
    return: 'returned',
    hand_over: 'handed_over',
    dispose: 'disposed',
  }),
  claimed: only(lostFoundEvents, { withdraw: 'registered', return: 'returned', hand_over: 'handed_over' }),
  returned: only(lostFoundEvents, {}),
  handed_over: only(lostFoundEvents, {}),
  disposed: only(lostFoundEvents, {}),
}
