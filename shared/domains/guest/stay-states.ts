import type { StayStatus } from '../../schema/guest.ts'
import { only, type StateTable } from '../transitions.ts'

const stayEvents = ['depart', 'reverse', 'reinstate'] as const

/** Reversed: a check-in that was none. Both ends may be taken back on the same business date. */
export const stayStates: StateTable<StayStatus, (typeof stayEvents)[number]> = {
  in_house: only(stayEvents, { depart: 'departed', reverse: 'reversed' }),
  departed: only(stayEvents, { reinstate: 'in_house' }),
  reversed: only(stayEvents, { reinstate: 'in_house' }),
}
