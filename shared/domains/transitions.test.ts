import { describe, expect, test } from 'vitest'
import { housekeepingStates } from './property_mgmt/housekeeping.ts'
import { reservationEvents, reservationStates, reservationStatuses } from './reservation/status.ts'
import { canBecome, followers, pathBetween } from './transitions.ts'

describe('state tables', () => {
  test('are total: every state answers every event', () => {
    for (const state of reservationStatuses) {
      expect(Object.keys(reservationStates[state]).sort()).toEqual([...reservationEvents].sort())
    }
  })

  test('refuse what is not listed', () => {
    expect(canBecome(reservationStates, 'confirmed', 'checked_in')).toBe(true)
    expect(canBecome(reservationStates, 'cancelled', 'checked_in')).toBe(false)
    expect(followers(reservationStates, 'walked')).toEqual([])
  })

  test('a late fact finds its way by allowed steps', () => {
    expect(pathBetween(reservationStates, 'cancelled', 'checked_in')).toEqual(['confirmed', 'checked_in'])
    expect(pathBetween(reservationStates, 'waitlisted', 'checked_in')).toEqual(['confirmed', 'checked_in'])
    expect(pathBetween(reservationStates, 'checked_in', 'checked_in')).toEqual([])
    expect(pathBetween(reservationStates, 'walked', 'checked_in')).toBeUndefined()
    expect(pathBetween(housekeepingStates, 'inspected', 'clean')).toHaveLength(2)
  })
})
