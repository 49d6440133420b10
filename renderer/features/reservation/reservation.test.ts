import { describe, expect, it } from 'vitest'
import { reservationStatuses } from '../../../shared/domains/reservation/status.ts'
import { actionsFor } from './actions.ts'
import { statusMark } from './marks.ts'
import {
  departureAfter,
  emptyForm,
  errorsOf,
  filledForm,
  inputOf,
  nightsBetween,
  splitName,
} from './reservation-form.ts'
import { fitOf, orderUnits } from './unit-choice.ts'
import { settlementOf, waysOf } from './settlement.ts'

const TODAY = '2026-11-23'
const TYPE = '019aa000-0000-7000-8000-000000000001'
const CHOSEN = { profileId: null, unitTypeId: TYPE, rateStrategyId: TYPE, unitId: '' }

describe('status marks', () => {
  const word = (status: (typeof reservationStatuses)[number], arrival: string, departure: string) =>
    statusMark({ status, arrival, departure }, TODAY).word()
  it('derive due in, due out and what is late from the business date', () => {
    expect(word('confirmed', TODAY, '2026-11-25')).toBe('Due in')
    expect(word('confirmed', '2026-11-22', '2026-11-25')).toBe('Overdue')
    expect(word('confirmed', '2026-11-24', '2026-11-25')).toBe('Confirmed')
    expect(word('checked_in', '2026-11-20', TODAY)).toBe('Due out')
    expect(word('checked_in', '2026-11-20', '2026-11-22')).toBe('Overstay')
    expect(word('checked_in', TODAY, '2026-11-24')).toBe('In house')
  })
  it('have a word and a colour for every status', () => {
    for (const status of reservationStatuses) {
      expect(statusMark({ status, arrival: TODAY, departure: TODAY }, TODAY).word()).toMatch(/\w/)
    }
  })
})

describe('offered actions', () => {
  it('follow the status', () => {
    const due = {
      status: 'confirmed',
      arrival: TODAY,
      departure: '2026-11-25',
      unitId: null,
      assignments: [],
      groupCode: null,
      money: { queued: false, asked: false, captured: false },
    } as const
    const offered = (changes: object) => actionsFor({ ...due, ...changes }, TODAY).join(' ')
    expect(offered({})).toBe(
      'check-in assign change-stay take-payment registration-card guarantee no-show walk cancel notes',
    )
    const later = { arrival: '2026-12-01', departure: '2026-12-03', unitId: 'u' }
    expect(offered(later)).toBe(
      'move swap split-stay lock-unit change-stay take-payment registration-card guarantee cancel notes',
    )
    const assignments = [{ active: true, locked: true }]
    expect(offered({ ...later, assignments })).toBe(
      'unlock-unit change-stay take-payment registration-card guarantee cancel notes',
    )
    expect(offered({ status: 'checked_in', unitId: 'u' })).toBe(
      'check-out post-charge take-payment move change-stay request-service swap split-stay registration-card reverse-check-in notes',
    )
    // Nothing is left to divide.
    expect(offered({ ...later, departure: '2026-12-02' })).not.toContain('split-stay')
    expect(offered({ status: 'checked_in', unitId: 'u', departure: TODAY })).not.toContain('split-stay')
    expect(offered({ status: 'checked_out', groupCode: 'CONGRESS' })).toBe('take-payment notes group')
    expect(offered({ status: 'cancelled' })).toBe('reinstate notes')
    expect(offered({ status: 'checked_out' })).toBe('take-payment notes')
    expect(offered({ status: 'expired' })).toBe('reinstate notes')
    const money = { queued: true, asked: true, captured: true }
    expect(offered({ status: 'checked_out', money })).toBe('take-payment card-outcome refund settle-refund notes')
    expect(offered({ status: 'cancelled', money })).toBe('reinstate card-outcome refund settle-refund notes')
    expect(offered({ status: 'inquiry' })).toBe('confirm change-stay expire cancel notes')
  })
})

describe('an account that is not balanced on departure', () => {
  const both = { pay: true, leaveOpen: true }
  it('is billed to the company that guaranteed the stay, paid, or left open', () => {
    expect(waysOf({ due: '45.00' }, 'company', both)).toEqual([
      ...['city_ledger', 'card_slip', 'cash', 'card_queued', 'left_open'],
    ])
    expect(waysOf({ due: '45.00' }, 'card', { pay: true, leaveOpen: false })).toEqual([
      'card_slip',
      'cash',
      'card_queued',
    ])
  })
  it('is neither paid nor billed where the guest has a credit', () => {
    expect(waysOf({ due: '-45.00' }, 'company', both)).toEqual(['left_open'])
    expect(waysOf({ due: '-45.00' }, 'company', { pay: true, leaveOpen: false })).toEqual([])
  })
  it('tells the check-out only what a payment does not', () => {
    expect(settlementOf('cash', '')).toBeUndefined()
    expect(settlementOf('city_ledger', '')).toEqual({ kind: 'city_ledger' })
    expect(settlementOf('left_open', 'Pays by transfer')).toEqual({ kind: 'left_open', reason: 'Pays by transfer' })
  })
})

describe('the new reservation', () => {
  const form = { ...emptyForm(TODAY), lastName: 'Silva' }

  it('can be sent with a name alone: the rest has a sensible start', () => {
    const input = inputOf(form, CHOSEN)
    expect(errorsOf(input)).toEqual({})
    expect(input).toMatchObject({ arrival: TODAY, departure: '2026-11-24', adults: 2 })
    expect(input).not.toHaveProperty('eta')
    expect(input).not.toHaveProperty('unitId')
  })
  it('takes a known guest as is', () => {
    expect(inputOf(form, { ...CHOSEN, profileId: TYPE }).guest).toEqual({ kind: 'existing', profileId: TYPE })
  })
  it('says beside each field what is wrong with it', () => {
    const wrong = { ...form, lastName: ' ', email: 'nobody', nationality: 'Portugal', adults: '', eta: '25:00' }
    expect(Object.keys(errorsOf(inputOf(wrong, { ...CHOSEN, unitTypeId: '' }))).sort()).toEqual(
      ['adults', 'email', 'eta', 'lastName', 'nationality', 'unitTypeId'].sort(),
    )
    expect(errorsOf(inputOf({ ...form, departure: '2026-11-22' }, CHOSEN)).departure).toMatch(/before the arrival/)
    expect(errorsOf(inputOf({ ...form, adults: '0' }, CHOSEN)).adults).toMatch(/at least one/i)
  })
  it('stands in its fields again as it was entered', () => {
    const more = { email: 'ana@silva.pt', nationality: 'PT', eta: '15:30', vip: true, notes: 'Cot', children: '1' }
    for (const entered of [form, { ...form, ...more, status: 'tentative' as const, holdUntil: '2026-11-30' }])
      expect(filledForm(inputOf(entered, CHOSEN))).toEqual(entered)
  })
  it('counts nights both ways', () => {
    expect(nightsBetween(TODAY, '2026-12-01')).toBe(8)
    expect(nightsBetween(TODAY, '2026-11-22')).toBeNull()
    expect(nightsBetween('', TODAY)).toBeNull()
    expect(departureAfter('2026-12-30', 3)).toBe('2027-01-02')
    expect(departureAfter(TODAY, Number.NaN)).toBeNull()
  })
  it('takes a typed name apart', () => {
    expect(splitName('Ana Maria Silva')).toEqual({ firstName: 'Ana Maria', lastName: 'Silva' })
    expect(splitName('van der Berg, Pieter')).toEqual({ firstName: 'Pieter', lastName: 'van der Berg' })
    expect(splitName('Cher')).toEqual({ firstName: '', lastName: 'Cher' })
  })
})

describe('the units that are offered', () => {
  const unit = (number: string, unitTypeId: string, housekeepingStatus: 'dirty' | 'clean' | 'inspected') => ({
    unitId: number,
    number,
    floor: '',
    unitTypeId,
    unitTypeCode: '',
    housekeepingStatus,
    occupancyStatus: 'vacant' as const,
    blockStatus: 'none' as 'none' | 'out_of_service',
    upgradeRank: unitTypeId === 'lower' ? 1 : unitTypeId === 'booked' ? 2 : unitTypeId === 'better' ? 3 : 4,
    features: [],
  })
  const booked = { unitTypeId: 'booked', upgradeRank: 2 }
  const units = [
    unit('1', 'lower', 'inspected'),
    unit('13', 'best', 'inspected'),
    unit('12', 'better', 'dirty'),
    { ...unit('2', 'booked', 'inspected'), blockStatus: 'out_of_service' as const },
    unit('10', 'booked', 'clean'),
    unit('9', 'booked', 'clean'),
    unit('3', 'booked', 'dirty'),
    unit('90', 'booked', 'inspected'),
  ]
  it('stand ready ones of the booked type first, then the nearest upgrade; out of service and lower types go last', () => {
    expect(orderUnits(units, booked, '').map(({ number }) => number)).toEqual([
      '90',
      '9',
      '10',
      '3',
      '2',
      '12',
      '13',
      '1',
    ])
  })
  it('stand ready ones first where somebody goes in at once, of whatever better type; lower ones go last', () => {
    const occupied = { ...unit('5', 'booked', 'inspected'), occupancyStatus: 'occupied' as const }
    const order = orderUnits([...units, occupied], booked, '', true).map(({ number }) => number)
    expect(order).toEqual(['90', '13', '9', '10', '3', '12', '5', '2', '1'])
  })
  it('say how their type stands to the booked one', () => {
    expect(units.map((each) => fitOf(each, booked)).slice(0, 4)).toEqual(['lower', 'upgrade', 'upgrade', 'booked'])
    expect(fitOf(unit('1', 'lower', 'clean'), { ...booked, upgradeRank: undefined })).toBe('upgrade')
  })
  it('narrow to the number that is typed', () => {
    expect(orderUnits(units, booked, '9').map(({ number }) => number)).toEqual(['90', '9'])
  })
})
