import { expect, test } from 'vitest'
import { nextMove, type Turn } from './poll-turn.ts'

const turn = (more: Partial<Turn>): Turn => ({
  flight: 'none',
  paused: false,
  parked: 3,
  expected: 5,
  unserved: true,
  firstParkedAt: 1000,
  lastParkedAt: 1000,
  now: 1000,
  ...more,
})

test('M14 it gathers for two milliseconds after the last stream, sixty at most, and not at all once everyone is here', () => {
  expect(nextMove(turn({}))).toEqual({ kind: 'wait', ms: 2 })
  expect(nextMove(turn({ lastParkedAt: 1059, now: 1059 }))).toEqual({ kind: 'wait', ms: 1 })
  expect(nextMove(turn({ now: 1002 }))).toEqual({ kind: 'send' })
  expect(nextMove(turn({ lastParkedAt: 1061, now: 1061 }))).toEqual({ kind: 'send' })
  expect(nextMove(turn({ parked: 5 }))).toEqual({ kind: 'send' })
})

test('M15 a held request is cut for a newcomer, an answer on its way never', () => {
  expect(nextMove(turn({ flight: 'held', now: 1010 }))).toEqual({ kind: 'cut' })
  expect(nextMove(turn({ flight: 'held', unserved: false, now: 1010 }))).toEqual({ kind: 'nothing' })
  expect(nextMove(turn({ flight: 'answering', now: 1010 }))).toEqual({ kind: 'nothing' })
  expect(nextMove(turn({ flight: 'resting', now: 1010 }))).toEqual({ kind: 'nothing' })
})

test('M16 paused, or with nobody waiting, nothing is sent', () => {
  expect(nextMove(turn({ paused: true, now: 1010 }))).toEqual({ kind: 'nothing' })
  expect(nextMove(turn({ parked: 0, now: 1010 }))).toEqual({ kind: 'nothing' })
})
