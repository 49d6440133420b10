import type { StaffStatus, EnrollmentStatus } from '../../schema/operations.ts'
import { only, type StateTable } from '../transitions.ts'

const staffEvents = ['go_on_leave', 'come_back', 'leave'] as const

/** Who left may be taken on again: the same person keeps the same row. */
export const staffStates: StateTable<StaffStatus, (typeof staffEvents)[number]> = {
  active: only(staffEvents, { go_on_leave: 'on_leave', leave: 'left' }),
  on_leave: only(staffEvents, { come_back: 'active', leave: 'left' }),
  left: only(staffEvents, { come_back: 'active' }),
}

const enrollmentEvents = ['begin', 'pass', 'fail', 'expire'] as const

/** A certificate that expired is earned again by another attempt at the same module. */
export const enrollmentStates: StateTable<EnrollmentStatus, (typeof enrollmentEvents)[number]> = {
  enrolled: only(enrollmentEvents, { begin: 'in_progress' }),
  in_progress: only(enrollmentEvents, { pass: 'passed', fail: 'failed' }),
  failed: only(enrollmentEvents, { begin: 'in_progress' }),
  passed: only(enrollmentEvents, { expire: 'expired' }),
  expired: only(enrollmentEvents, { begin: 'in_progress' }),
}
