import { expect, it } from 'vitest'
import { dialogAgain } from './again.ts'

const ID = '019aa000-0000-7000-8000-000000000001'
const stay = {
  guest: { kind: 'new', firstName: 'Ana', lastName: 'Silva' },
  ...{ arrival: '2026-11-23', departure: '2026-11-25', adults: 2, children: 0, notes: 'Cot' },
  ...{ unitTypeId: ID, rateStrategyId: ID, guarantee: 'card', source: 'phone' },
}
const refused = (commandName: string, entered: unknown) =>
  dialogAgain({ status: 'open', commandName, entered, reservationId: 'r', guestName: 'Ana Silva' })

it('opens the dialog of a refused command with what was entered, and nothing else of its arguments', () => {
  expect(refused('v1.reservation.create', { ...stay, confirmationNo: 'A7-1', price: null })).toEqual({
    kind: 'new-reservation',
    entered: { ...stay, guestName: 'Ana Silva' },
  })
  expect(refused('v1.reservation.moveUnit', { unitId: ID, reason: 'noise', fromUnitId: null })).toEqual({
    kind: 'move',
    reservationId: 'r',
    entered: { unitId: ID, reason: 'noise' },
  })
  expect(refused('v1.reservation.cancel', { reason: 'Ill', waiveFee: true, guestName: 'Ana Silva' })).toMatchObject({
    kind: 'cancel',
    entered: { reason: 'Ill', waiveFee: true },
  })
})

it('has none where nothing was kept, where it cannot be read, or where somebody has seen to it', () => {
  expect(refused('v1.reservation.cancel', null)).toBeNull()
  expect(refused('v1.guest.captureIdentity', { number: 'sealed' })).toBeNull()
  expect(refused('v1.reservation.modify', { change: 'of heart' })).toBeNull()
  const entry = {
    commandName: 'v1.reservation.cancel',
    entered: { reason: 'Ill' },
    reservationId: 'r',
    guestName: null,
  }
  expect(dialogAgain({ ...entry, status: 'resolved' })).toBeNull()
})
