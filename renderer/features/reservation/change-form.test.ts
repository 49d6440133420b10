import { expect, it } from 'vitest'
import { modifyInput } from '../../../shared/domains/reservation/change-inputs.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { changesNothing, filledForm, formOf, inputOfChange } from './change-form.ts'

const TYPE = '019aa000-0000-7000-8000-000000000001'
const row = {
  reservationId: TYPE,
  arrival: '2026-11-23',
  departure: '2026-11-25',
  adults: 2,
  children: 0,
  bookedTypeId: TYPE,
  rateStrategyId: TYPE,
} as ReservationDetailRow

it('a change of a stay names only what differs from it', () => {
  const form = { ...formOf(row), departure: '2026-11-26', adults: '1' }
  const input = inputOfChange(row, form)
  expect(input).toEqual({ reservationId: TYPE, change: { departure: '2026-11-26', adults: 1 } })
  expect(modifyInput.safeParse(input).success).toBe(true)
  const untouched = inputOfChange(row, formOf(row))
  expect(untouched && changesNothing(untouched)).toBe(true)
})

it('a price is taken with a comma or a point, and nothing else is', () => {
  const priced = (fixedRate: string) => inputOfChange(row, { ...formOf(row), fixedRate, reason: 'noise' })
  expect(priced('95,50')).toMatchObject({ override: { rate: '95.50', reason: 'noise' } })
  expect(priced('a lot')).toBeNull()
  expect(inputOfChange(row, { ...formOf(row), adults: '' })).toBeNull()
})

it('a change that was refused stands in the fields again, on the stay as it is now', () => {
  const entered = { change: { departure: '2026-11-28' }, override: { rate: '95.50', reason: 'noise' }, upgrade: null }
  const now = { ...row, adults: 3 }
  const form = filledForm(now, entered)
  expect(form).toMatchObject({ departure: '2026-11-28', adults: '3', fixedRate: '95.50', reason: 'noise' })
  const { change, override } = entered
  expect(inputOfChange(now, form)).toEqual({ reservationId: TYPE, change, override })
})
