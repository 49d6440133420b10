import { describe, expect, it } from 'vitest'
import { formatTime } from '../../../shared/language/format.ts'
import type { SyncStatus } from '../../../shared/protocol/port.ts'
import { badgeOf } from './badge.ts'

const since = '2026-11-23T13:47:00.000Z'
const word = (status: Partial<SyncStatus>, phase: 'open' | 'lost' = 'open') =>
  badgeOf({ phase, status: { state: 'online', since, queued: 0, progress: null, problems: [], ...status } }).word

describe('the sync badge', () => {
  it.each<[Partial<SyncStatus>, string]>([
    [{}, 'Online'],
    [{ queued: 3 }, 'Online · 3 queued'],
    [{ state: 'offline' }, `Offline since ${formatTime(since)}`],
    [{ state: 'offline', queued: 2 }, `Offline since ${formatTime(since)} · 2 queued`],
    [{ state: 'paused', queued: 1 }, 'Working offline · 1 queued'],
    [{ state: 'stopped' }, 'Sync stopped'],
    [
      { state: 'loading', progress: { done: 12, of: 61, rows: 5, ofRows: null, secondsLeft: null } },
      'Loading 12 of 61 tables',
    ],
    [{ state: 'loading', progress: { done: 12, of: 61, rows: 5, ofRows: 20, secondsLeft: 9 } }, 'Loading 25 %'],
    [{ state: 'loading' }, 'Loading'],
  ])('says %o as %s', (status, expected) => {
    expect(word(status)).toBe(expected)
  })
  it('says first that the desk program itself is away', () => {
    expect(word({ state: 'online' }, 'lost')).toBe('Desk program not reachable')
  })
})
