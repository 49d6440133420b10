import type { TaskStatus } from '../../schema/operations.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

export const taskEvents = [
  'assign',
  'start',
  'pause',
  'complete',
  'pass',
  'fail',
  'skip_do_not_disturb',
  'decline',
  'cancel',
] as const
export type TaskEvent = (typeof taskEvents)[number]

const on = (allowed: Partial<Record<TaskEvent, TaskStatus>>) => only(taskEvents, allowed)
const leave = { skip_do_not_disturb: 'dnd_skipped', decline: 'service_declined', cancel: 'cancelled' } as const

export const taskStates: StateTable<TaskStatus, TaskEvent> = {
  pending: on({ assign: 'assigned', start: 'in_progress', complete: 'completed', ...leave }),
  assigned: on({ start: 'in_progress', complete: 'completed', ...leave }),
  in_progress: on({ pause: 'paused', complete: 'completed', ...leave }),
  paused: on({ start: 'in_progress', cancel: 'cancelled' }),
  completed: on({ pass: 'inspected_pass', fail: 'inspected_fail' }),
  inspected_fail: on({ assign: 'assigned' }),
  inspected_pass: on({}),
  dnd_skipped: on({}),
  service_declined: on({}),
  cancelled: on({}),
}
