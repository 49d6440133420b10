import { describe, expect, it } from 'vitest'
import { type Skew, skewOf, ServerClock } from './server-clock.ts'

const MINUTE = 60_000
const DAY = 86_400_000

describe('ServerClock', () => {
  it('takes the own clock until the centre has spoken, and the centre from then on', () => {
    let own = 1000 * DAY
    const told: (Skew | null)[] = []
    const clock = new ServerClock(
      (skew) => told.push(skew),
      () => own,
    )
    expect([clock.now(), clock.nowForCommands()]).toEqual([own, own])
    clock.note(999 * DAY)
    own += MINUTE
    expect([clock.now(), clock.nowForCommands()]).toEqual([999 * DAY + MINUTE, 999 * DAY + MINUTE])
    clock.note(own)
    expect([clock.now(), clock.nowForCommands()]).toEqual([own, own])
    expect(told).toEqual([{ code: 'clock_wrong', way: 'ahead', count: 24, unit: 'hours' }, null])
  })

  it('leaves the times of commands alone for what a person would call right', () => {
    const clock = new ServerClock(undefined, () => DAY)
    clock.note(DAY + MINUTE)
    expect([clock.now(), clock.nowForCommands()]).toEqual([DAY + MINUTE, DAY])
  })

  it('does not take an answer without a date for one', () => {
    const clock = new ServerClock(undefined, () => DAY)
    clock.note(Number.NaN)
    expect(clock.now()).toBe(DAY)
  })

  it.each([
    [MINUTE, null],
    [-3 * MINUTE, { way: 'behind', count: 3, unit: 'minutes' }],
    [5 * 60 * MINUTE, { way: 'ahead', count: 5, unit: 'hours' }],
    [-400 * DAY, { way: 'behind', count: 400, unit: 'days' }],
  ])('says of %i ms: %j', (ms, skew) => {
    expect(skewOf(ms)).toEqual(skew && { code: 'clock_wrong', ...skew })
  })
})
