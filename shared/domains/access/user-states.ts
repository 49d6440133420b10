import type { UserStatus } from '../../schema/shared.ts'
import { only, type StateTable } from '../transitions.ts'

const userEvents = ['accept', 'lock', 'unlock', 'disable', 'enable'] as const

/** Locked is what too many wrong attempts do; disabled is what a person decides. */
export const userStates: StateTable<UserStatus, (typeof userEvents)[number]> = {
  invited: only(userEvents, { accept: 'active', disable: 'disabled' }),
  active: only(userEvents, { lock: 'locked', disable: 'disabled' }),
  locked: only(userEvents, { unlock: 'active', disable: 'disabled' }),
  disabled: only(userEvents, { enable: 'active' }),
}
