import type { ServiceRow } from '../../../shared/domains/operations/upkeep-rows.ts'

/** Seconds in which a wish is to be answered: as `sla_compliant` of the schema has it. */
export const ANSWER_SECONDS = 300

/** How the time to answer stands; `minutes`: waited so far, whole ones. */
export type Answer =
  { readonly kind: 'in_time' | 'late' } | { readonly kind: 'waiting' | 'overdue'; readonly minutes: number }

/** `now` in milliseconds. An answer is judged by the clock of whoever gave it, a wait by this screen's. */
export function answerOf({ inTime, requestedAt }: Pick<ServiceRow, 'inTime' | 'requestedAt'>, now: number): Answer {
  if (inTime !== null) return { kind: inTime ? 'in_time' : 'late' }
  const seconds = Math.max(0, (now - Date.parse(requestedAt)) / 1000)
  return { kind: seconds > ANSWER_SECONDS ? 'overdue' : 'waiting', minutes: Math.floor(seconds / 60) }
}
