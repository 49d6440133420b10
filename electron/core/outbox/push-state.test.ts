import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEntered, MAX_FORKS, nextPushState, type PushEvent, type PushState, START } from './push-state.ts'

const NO = { code: 'told', error: 'no', message: 'No.' } as const

const judged = { incarnation: 1, seq: 4 }
const sending: PushState = { kind: 'sending', judged, failures: 0, forks: 0, round: 1, again: false }

const small = fc.nat(4)
const mark = fc.record({ incarnation: small, seq: small })
const event: fc.Arbitrary<PushEvent> = fc.oneof(
  ...(['queued', 'nothing', 'failed', 'due', 'pause', 'resume'] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind) }),
  ),
  fc.record({ kind: fc.constant('judged' as const), judged: mark }),
  fc.record({ kind: fc.constant('progress' as const), judged: mark }),
  fc.record({ kind: fc.constant('gap' as const), incarnation: small, expected: small, held: fc.boolean() }),
  fc.record({ kind: fc.constant('fork' as const), incarnation: small }),
  fc.record({ kind: fc.constant('renumbered' as const), incarnation: small }),
  fc.record({ kind: fc.constant('denied' as const), problem: fc.constant(NO) }),
)

const after = (events: readonly PushEvent[], start: PushState = START) => events.reduce(nextPushState, start)

describe('nextPushState', () => {
  it.each<[string, PushState, PushEvent, object]>([
    [
      'O2: asks, then sends from where the centre stands',
      START,
      { kind: 'progress', judged },
      { kind: 'sending', judged },
    ],
    [
      'O1: sends the next batch after one was judged',
      sending,
      { kind: 'judged', judged: { incarnation: 1, seq: 9 } },
      { kind: 'sending', judged: { seq: 9 }, round: 2 },
    ],
    ['rests when nothing is left', sending, { kind: 'nothing' }, { kind: 'idle' }],
    [
      'does not rest on what was queued meanwhile',
      { ...sending, again: true },
      { kind: 'nothing' },
      { kind: 'sending', round: 2 },
    ],
    ['sends what is queued at rest', { kind: 'idle', judged }, { kind: 'queued' }, { kind: 'sending', judged }],
    ['O2: waits after an unknown outcome', sending, { kind: 'failed' }, { kind: 'waiting', failures: 1 }],
    [
      'O2: asks after the wait',
      { kind: 'waiting', failures: 3, forks: 0 },
      { kind: 'due' },
      { kind: 'asking', failures: 3 },
    ],
    [
      'O5: fills a gap from what is held',
      sending,
      { kind: 'gap', incarnation: 1, expected: 3, held: true },
      { kind: 'sending', judged: { incarnation: 1, seq: 2 } },
    ],
    [
      'waits where filling a gap did not help',
      { ...sending, failures: 1 },
      { kind: 'gap', incarnation: 1, expected: 3, held: true },
      { kind: 'waiting', failures: 2 },
    ],
    [
      'O5: counts anew where a gap cannot be filled',
      sending,
      { kind: 'gap', incarnation: 1, expected: 3, held: false },
      { kind: 'renumbering', incarnation: 2 },
    ],
    [
      'O5: counts anew after a fork',
      sending,
      { kind: 'fork', incarnation: 2 },
      { kind: 'renumbering', incarnation: 2, forks: 1 },
    ],
    [
      'O5: sends all under the new count',
      { kind: 'renumbering', incarnation: 2, forks: 1 },
      { kind: 'renumbered', incarnation: 2 },
      { kind: 'sending', judged: { incarnation: 2, seq: 0 } },
    ],
    [
      'stops where forks do not end',
      { ...sending, forks: MAX_FORKS },
      { kind: 'fork', incarnation: 9 },
      { kind: 'stopped' },
    ],
    ['O6: stops for a person', sending, { kind: 'denied', problem: NO }, { kind: 'stopped', problem: NO }],
    ['O6: asks again when a person says so', { kind: 'stopped', problem: NO }, { kind: 'resume' }, START],
    ['O7: pauses', sending, { kind: 'pause' }, { kind: 'paused' }],
    ['O7: is deaf to late answers in a pause', { kind: 'paused' }, { kind: 'judged', judged }, { kind: 'paused' }],
    ['O2: asks after a pause', { kind: 'paused' }, { kind: 'resume' }, START],
  ])('%s', (_, state, given, expected) => {
    expect(nextPushState(state, given)).toMatchObject(expected)
  })

  it('notes what is queued while sending without sending twice', () => {
    const noted = nextPushState(sending, { kind: 'queued' })
    expect(noted).toMatchObject({ again: true })
    expect(isEntered(sending, noted)).toBe(false)
  })

  it('O2: after an unknown outcome sends nothing before the centre has told how far it came', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.array(event, { maxLength: 10 }), (before, rest) => {
        const failed = after([...before, { kind: 'failed' }])
        if (failed.kind !== 'waiting') return
        let state: PushState = failed
        for (const each of rest) {
          if (each.kind === 'progress') return
          state = nextPushState(state, each)
          expect(state.kind).not.toBe('sending')
          expect(state.kind).not.toBe('idle')
        }
      }),
    )
  })

  it('is never stuck: without a person or a pause, good answers lead to rest', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state = after(events)
        if (state.kind === 'stopped' || state.kind === 'paused') state = nextPushState(state, { kind: 'resume' })
        const good: Record<string, PushEvent> = {
          asking: { kind: 'progress', judged },
          waiting: { kind: 'due' },
          sending: { kind: 'nothing' },
          renumbering: { kind: 'renumbered', incarnation: 2 },
        }
        for (let i = 0; i < 6 && state.kind !== 'idle'; i++)
          state = nextPushState(state, good[state.kind] ?? { kind: 'due' })
        expect(state.kind).toBe('idle')
      }),
    )
  })
})
