import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incarnationAfterFork, judgeNumber } from './judge-number.ts'

const at = (incarnation: number, seq: number) => ({ incarnation, seq })
const progress = { incarnation: 2, lastSeq: 7 }

describe('judgeNumber', () => {
  it.each([
    ['the next number', at(2, 8), undefined, 'next'],
    ['its own number again', at(2, 7), at(2, 7), 'duplicate'],
    ['an old number of its own', at(2, 1), at(2, 1), 'duplicate'],
    ['a number too far', at(2, 9), undefined, 'gap'],
    ['a known command too far', at(2, 9), at(1, 4), 'gap'],
    ['a used number under a new id', at(2, 7), undefined, 'fork'],
    ['a used number under the id of another number', at(2, 7), at(2, 3), 'fork'],
    ['the next number with a command of an earlier count', at(2, 8), at(1, 4), 'renumbered'],
    ['an earlier count, known: its answer was lost', at(1, 9), at(1, 9), 'duplicate'],
    ['an earlier count, unknown', at(1, 9), undefined, 'fork'],
    ['a count that this centre never gave', at(3, 1), undefined, 'fork'],
    ['a count that this centre never gave, known command', at(3, 1), at(2, 7), 'fork'],
  ] as const)('%s', (_, number, known, verdict) => {
    expect(judgeNumber(progress, number, known)).toBe(verdict)
  })

  it('judges a command anew only under the next number, and only where it is unknown', () => {
    const small = fc.integer({ min: 1, max: 5 })
    const number = fc.record({ incarnation: small, seq: small })
    const known = fc.option(number, { nil: undefined })
    fc.assert(
      fc.property(fc.record({ incarnation: small, lastSeq: fc.nat(5) }), number, known, (before, sent, record) => {
        const isNext = sent.incarnation === before.incarnation && sent.seq === before.lastSeq + 1
        expect(judgeNumber(before, sent, record) === 'next').toBe(isNext && record === undefined)
      }),
    )
  })
})

describe('incarnationAfterFork', () => {
  it('raises the count of a terminal that is level, and of one that is ahead of a restored centre', () => {
    expect(incarnationAfterFork(progress, 2)).toBe(3)
    expect(incarnationAfterFork(progress, 5)).toBe(6)
  })

  it('tells a terminal that missed a fork of the present count, without raising it again', () => {
    expect(incarnationAfterFork(progress, 1)).toBe(2)
  })
})
