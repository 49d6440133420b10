import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'
import type { HousekeepingStatus } from './inputs.ts'

export const housekeepingEvents = ['soil', 'start', 'finish', 'pass', 'ask_pickup'] as const
export type HousekeepingEvent = (typeof housekeepingEvents)[number]

const on = (allowed: Partial<Record<HousekeepingEvent, HousekeepingStatus>>) => only(housekeepingEvents, allowed)

export const housekeepingStates: StateTable<HousekeepingStatus, HousekeepingEvent> = {
  dirty: on({ start: 'in_progress', finish: 'clean' }),
  in_progress: on({ finish: 'clean', soil: 'dirty' }),
  clean: on({ pass: 'inspected', soil: 'dirty', ask_pickup: 'pickup' }),
  inspected: on({ soil: 'dirty', ask_pickup: 'pickup' }),
  pickup: on({ finish: 'clean', soil: 'dirty', start: 'in_progress' }),
}

/** Whether a guest may be let in without an override. */
export function isReady(status: HousekeepingStatus, requiresInspection: boolean): boolean {
  return status === 'inspected' || (status === 'clean' && !requiresInspection)
}
