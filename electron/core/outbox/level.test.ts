import { describe, expect, it } from 'vitest'
import { NO_NUMBERS } from '../commands/numbers.ts'
import { anotherId, PROPERTY, TERMINAL } from '../testing/hotel.ts'
import type { JournalEntry } from './journal.ts'
import { planLevel } from './level.ts'

const entry = (seq: number, incarnation = 1): JournalEntry => ({
  command: {
    id: anotherId(),
    name: 'v1.test',
    args: {},
    terminal: TERMINAL,
    incarnation,
    seq,
    actor: TERMINAL,
    property: PROPERTY,
    businessDate: '2026-11-23',
    occurredAt: 'x',
    basedOn: {},
  },
  keys: [],
})
const numbers = (nextSeq: number, incarnation = 1) => ({ ...NO_NUMBERS, incarnation, nextSeq })
const [a, b, c] = [entry(1), entry(2), entry(3)]

describe('J3: planLevel', () => {
  it('leaves alone what is level', () => {
    expect(planLevel([a, b], numbers(3), [a, b], numbers(3))).toMatchObject({ restore: [], rewrite: null })
  })

  it('adds to the journal what was committed and not appended', () => {
    expect(planLevel([a, b], numbers(3), [a], numbers(2))).toMatchObject({ restore: [], rewrite: [a, b] })
  })

  it('takes for confirmed what has left an outbox that knew it', () => {
    expect(planLevel([b], numbers(3), [a, b], numbers(3))).toMatchObject({ restore: [], rewrite: [b] })
  })

  it('brings everything back into a new database', () => {
    const plan = planLevel([], NO_NUMBERS, [a, b], numbers(3))
    expect(plan).toMatchObject({ restore: [a, b], rewrite: null, numbers: { incarnation: 1, nextSeq: 3 } })
  })

  it('brings back into an older database what it never issued', () => {
    expect(planLevel([a], numbers(2), [a, b, c], numbers(4))).toMatchObject({ restore: [b, c], rewrite: null })
  })

  it('writes the journal anew where the outbox counts under a new incarnation', () => {
    const renumbered = { ...b, command: { ...b.command, incarnation: 2, seq: 1 } }
    const plan = planLevel([renumbered], numbers(2, 2), [a, b], numbers(3))
    expect(plan).toMatchObject({ restore: [], rewrite: [renumbered], numbers: { incarnation: 2, nextSeq: 2 } })
  })
})
