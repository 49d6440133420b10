import { describe, expect, it } from 'vitest'
import { nextSteps } from '../../../shared/domains/resolution/reasons.ts'
import { mayOf } from '../../core-client/may.ts'
import { stepFor } from './next-step.ts'

const about = { reservationId: 'r', unitId: 'u', profileId: 'p', inHouse: false }
const nothing = { reservationId: null, unitId: null, profileId: null, inHouse: false }

describe('the next step of an entry', () => {
  it('is what the entry says, for who may take it', () => {
    for (const step of nextSteps) expect(stepFor(step, about, mayOf('duty_manager'))).toBe(step)
  })
  it('opens the reservation for who may neither walk nor reinstate', () => {
    for (const step of ['walk', 'reinstate'] as const)
      expect(stepFor(step, about, mayOf('front_desk'))).toBe('open_reservation')
  })
  it('moves a guest who is in a unit already', () => {
    expect(stepFor('assign_unit', { ...about, inHouse: true }, mayOf('duty_manager'))).toBe('move')
  })
  it('is a note where there is nothing to go to', () => {
    for (const step of ['assign_unit', 'call_guest', 'inspect_unit', 'open_reservation', 'reinstate'] as const)
      expect(stepFor(step, nothing, mayOf('duty_manager'))).toBe('none')
  })
})
