import { describe, expect, test } from 'vitest'
import { DatabaseError } from '../command/database.ts'
import { refusalFromDatabaseError } from './errors.ts'
import { isRefusalCode } from './refusals.ts'

const refusalOf = (sqlState: string, constraint?: string) =>
  refusalFromDatabaseError(new DatabaseError('no', sqlState, constraint))?.code

describe('a no of the database', () => {
  test.each([
    ['23P01', 'unit_assignments_no_double_booking', 'unit_taken'],
    ['23P01', 'stays_one_in_house', 'already_in_house'],
    ['23P01', 'reservations_confirmation_no_key', 'confirmation_no_used'],
    ['23P01', 'business_days_one_open', 'record_exists'],
    ['23505', 'profiles_pkey', 'record_exists'],
    ['ST001', undefined, 'changed_by_other'],
    ['ST002', undefined, 'transition_not_allowed'],
    ['ST003', undefined, 'append_only'],
    ['ST004', undefined, 'guest_erased'],
    ['ST030', undefined, 'batch_barred'],
  ])('%s %s is %s', (sqlState, constraint, code) => {
    expect(refusalOf(sqlState, constraint)).toBe(code)
    expect(isRefusalCode(code)).toBe(true)
  })

  test('everything else is a fault', () => {
    for (const sqlState of ['42703', '23503', '23514', '57014']) expect(refusalOf(sqlState)).toBeUndefined()
  })
})
