import { describe, expect, it } from 'vitest'
import { answerOf } from './sla.ts'

const asked = { inTime: null, requestedAt: '2026-11-29T22:00:00.000Z' }
const at = (time: string) => Date.parse(`2026-11-29T${time}Z`)

describe('the time to answer a guest', () => {
  it('is kept at 300 seconds, and not at 301', () => {
    expect(answerOf(asked, at('22:05:00.000'))).toEqual({ kind: 'waiting', minutes: 5 })
    expect(answerOf(asked, at('22:05:01.000'))).toEqual({ kind: 'overdue', minutes: 5 })
  })
  it('runs from when it was asked, however the clocks of two desks differ', () => {
    expect(answerOf(asked, at('21:59:00.000'))).toEqual({ kind: 'waiting', minutes: 0 })
    expect(answerOf(asked, at('23:01:30.000'))).toEqual({ kind: 'overdue', minutes: 61 })
  })
  it('stands still once somebody has answered', () => {
    expect(answerOf({ ...asked, inTime: true }, at('23:00:00.000'))).toEqual({ kind: 'in_time' })
    expect(answerOf({ ...asked, inTime: false }, at('22:00:00.000'))).toEqual({ kind: 'late' })
  })
})
