import { describe, expect, it } from 'vitest'
import { describeSkew, ServerClock } from './server-clock.ts'

const MINUTE = 60_000
const DAY = 86_400_000

describe('ServerClock', () => {
  it('takes the own clock until the centre has spoken, and the centre from then on', () => {
    let own = 1000 * DAY
    const told: (string | null)[] = []
    const clock = new ServerClock(
      (problem) => told.push(problem),
      () => own,
    )
    expect([clock.now(), clock.nowForCommands()]).toEqual([own, own])
    clock.note(999 * DAY)
    own += MINUTE
    expect([clock.now(), clock.nowForCommands()]).toEqual([999 * DAY + MINUTE, 999 * DAY + MINUTE])
    clock.note(own)
    expect([clock.now(), clock.nowForCommands()]).toEqual([own, own])
    expect(told).toEqual([expect.stringContaining('24 hours ahead'), null])
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
    [-3 * MINUTE, '3 minutes behind'],
    [5 * 60 * MINUTE, '5 hours ahead'],
    [-400 * DAY, '400 days behind'],
  ])('says of %i ms: %s', (ms, words) => {
    expect(describeSkew(ms)).toEqual(words === null ? null : expect.stringContaining(words))
  })
})
