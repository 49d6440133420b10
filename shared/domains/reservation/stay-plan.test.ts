import { describe, expect, it } from 'vitest'
import { asIsoDate } from '../../kernel/dates.ts'
import { asUuid } from '../../kernel/ids.ts'
import { moveSegments, nightsToPrice, planStay, type StayNow } from './stay-plan.ts'

const day = (n: number) => asIsoDate(`2026-11-${n}`)
const id = (n: number) => asUuid(`019aa000-0000-7000-8000-${String(n).padStart(12, '0')}`)
const [STD, DLX, BAR, NRF] = [id(1), id(2), id(3), id(4)]
const line = (n: number, rate = '100.00') => ({
  id: id(n),
  night: day(n),
  kind: 'room' as const,
  rate,
  unitTypeId: STD,
})

/** Three nights from the 23rd at 100 each, two guests. */
const now: StayNow = {
  arrival: day(23),
  departure: day(26),
  adults: 2,
  children: 0,
  bookedTypeId: STD,
  unitTypeId: STD,
  rateStrategyId: BAR,
  inHouse: false,
  nights: [line(23), line(24), line(25)],
}
const priced = (...nights: number[]) => nights.map((n) => ({ night: day(n), rate: '120.00' }))
const ratesOf = (plan: ReturnType<typeof planStay>) =>
  plan?.nights.map(({ night, rate }) => `${night.slice(8)}:${rate}`).join(' ')

describe('a change of a stay', () => {
  it('prices the nights that are added, and keeps the price of those that were booked', () => {
    const change = { arrival: day(22), departure: day(27) }
    expect(nightsToPrice(now, change, day(20))).toEqual([day(22), day(26)])
    const plan = planStay(now, change, priced(22, 26), day(20))
    expect(ratesOf(plan)).toBe('22:120.00 23:100.00 24:100.00 25:100.00 26:120.00')
    expect(plan?.claimed).toEqual([day(22), day(26)])
  })
  it('gives nights back that are left out', () => {
    const plan = planStay(now, { departure: day(24) }, [], day(20))
    expect(plan?.removed.map(({ night }) => night)).toEqual([day(24), day(25)])
    expect(plan?.claimed).toEqual([])
  })
  it('prices every night to come where the type or the rate changes', () => {
    expect(ratesOf(planStay(now, { unitTypeId: DLX }, priced(23, 24, 25), day(20)))).toBe(
      '23:120.00 24:120.00 25:120.00',
    )
    expect(nightsToPrice(now, { rateStrategyId: NRF }, day(20))).toHaveLength(3)
    expect(nightsToPrice(now, { adults: 1 }, day(20))).toEqual([])
  })
  it('never changes a night that is slept', () => {
    const inHouse = { ...now, inHouse: true }
    expect(nightsToPrice(inHouse, { rateStrategyId: NRF }, day(25))).toEqual([day(25)])
    const plan = planStay(inHouse, { rateStrategyId: NRF, departure: day(27) }, priced(25, 26), day(25), {
      fixedRate: '80.00',
    })
    expect(ratesOf(plan)).toBe('23:100.00 24:100.00 25:80.00 26:80.00')
  })
  it('upgrades at the price that was booked, or for so much more', () => {
    const upgrade = (extra: string) =>
      planStay(now, { unitTypeId: DLX, departure: day(27) }, priced(26), day(20), { extra })
    expect(ratesOf(upgrade('0'))).toBe('23:100.00 24:100.00 25:100.00 26:120.00')
    expect(ratesOf(upgrade('15.5'))).toBe('23:115.50 24:115.50 25:115.50 26:135.50')
    expect(upgrade('0')).toMatchObject({ unitTypeId: DLX, bookedTypeId: STD })
  })
  it('has no plan where a night has no price', () => {
    expect(planStay(now, { departure: day(28) }, priced(26), day(20))).toBeUndefined()
  })
  it('keeps a free upgrade: the nights stand on the better type, the price follows the booked one', () => {
    const upgraded = { ...now, unitTypeId: DLX, nights: now.nights.map((night) => ({ ...night, unitTypeId: DLX })) }
    const plan = planStay(upgraded, { departure: day(27) }, priced(26), day(20))
    expect(plan).toMatchObject({ unitTypeId: DLX, bookedTypeId: STD, claimed: [day(26)] })
  })
  it('makes a day use a package of its day, and a night of it again', () => {
    const plan = planStay(now, { departure: day(23) }, priced(23), day(20))
    expect(plan).toMatchObject({ nights: [{ kind: 'package', rate: '120.00', was: null }], claimed: [] })
    expect(plan?.removed).toHaveLength(3)
  })
})

describe('the units of a stay over other dates', () => {
  const after = (from: number, to: number) => ({ ...now, arrival: day(from), departure: day(to) })
  const whole = [{ unit: 'a', from: day(23), to: day(26) }]
  const split = [
    { unit: 'a', from: day(23), to: day(24) },
    { unit: 'b', from: day(24), to: day(26) },
  ]
  it('follow arrival and departure', () => {
    expect(moveSegments(whole, now, after(28, 30))).toEqual([{ unit: 'a', from: day(28), to: day(30) }])
    expect(moveSegments(split, now, after(22, 27))).toEqual([
      { unit: 'a', from: day(22), to: day(24) },
      { unit: 'b', from: day(24), to: day(27) },
    ])
    expect(moveSegments(split, now, after(23, 24))).toEqual([split[0]])
    expect(moveSegments(split, now, after(28, 30))).toEqual([{ unit: 'b', from: day(28), to: day(30) }])
  })
  it('stay open where they were open', () => {
    expect(moveSegments([{ unit: 'a', from: day(23), to: day(25) }, ...[]], now, after(23, 25))).toEqual([
      { unit: 'a', from: day(23), to: day(25) },
    ])
    expect(moveSegments([{ unit: 'b', from: day(24), to: day(26) }], now, after(22, 26))).toEqual([
      { unit: 'b', from: day(24), to: day(26) },
    ])
  })
})
