import { describe, expect, it } from 'vitest'
import { composeStatus, followStatus, type StatusParts } from './sync-status.ts'

const since = '2026-11-23T19:00:00.000Z'
const online = { state: 'online', since, progress: null, problem: null, g: '1' } as const
const clock = { code: 'clock_wrong', way: 'ahead', count: 3, unit: 'minutes' } as const
const p = { code: 'no_answer', reason: 'silence' } as const
const parts: StatusParts = {
  paused: false,
  enrolment: { kind: 'enrolled' },
  push: { state: { kind: 'idle', judged: { incarnation: 1, seq: 1 } }, failure: null },
  shapes: online,
  queued: 2,
  fault: null,
  notices: [],
}

describe('composeStatus', () => {
  it.each<[string, Partial<StatusParts>, object]>([
    ['all is well', {}, { state: 'online', queued: 2, problems: [] }],
    ['a person cut the line', { paused: true }, { state: 'paused' }],
    ['the clock is wrong', { notices: [clock] }, { state: 'online', problems: [clock] }],
    [
      'something is to be known while there is no line',
      { notices: [clock], push: { state: { kind: 'waiting', failures: 1, forks: 0 }, failure: p } },
      { problems: [clock, p] },
    ],
    ['there is no line', { shapes: { ...online, state: 'offline' } }, { state: 'offline' }],
    [
      'the first load runs',
      { shapes: { ...online, state: 'loading', progress: { done: 1, of: 2, rows: 9, ofRows: 20, secondsLeft: 4 } } },
      { state: 'loading', progress: { done: 1 } },
    ],
    ['the code was refused', { enrolment: { kind: 'stopped', problem: p } }, { state: 'stopped', problems: [p] }],
    [
      'the centre is down at first start',
      { enrolment: { kind: 'trying', problem: p } },
      { state: 'offline', problems: [p] },
    ],
    [
      'the push needs a person',
      { push: { state: { kind: 'stopped', problem: p }, failure: null } },
      { state: 'stopped', problems: [p] },
    ],
    [
      'the centre cannot judge just now',
      { push: { state: { kind: 'waiting', failures: 1, forks: 0 }, failure: p } },
      { state: 'online', problems: [p] },
    ],
    ['this machine is at fault, even in a pause', { fault: p, paused: true }, { state: 'stopped', problems: [p] }],
  ])('when %s', (_, change, expected) => {
    expect(composeStatus({ ...parts, ...change })).toMatchObject(expected)
  })

  it('says since when, by the state alone', () => {
    const before = { ...composeStatus(parts), since }
    const later = new Date('2026-11-23T20:00:00.000Z')
    expect(followStatus(before, { ...parts, queued: 7 }, later).since).toBe(since)
    expect(followStatus(before, { ...parts, paused: true }, later).since).toBe(later.toISOString())
  })
})
