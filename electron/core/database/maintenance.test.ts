import { expect, it } from 'vitest'
import { dueUpkeep } from './maintenance.ts'

const MB = 1 << 20

it.each([
  ['nothing was written', { sinceCheckpoint: 0, sinceVacuum: 0, idle: true, isFresh: false }, null],
  ['little was written', { sinceCheckpoint: 5 * MB, sinceVacuum: 5 * MB, idle: true, isFresh: false }, 'checkpoint'],
  ['the desk is busy', { sinceCheckpoint: 50 * MB, sinceVacuum: 500 * MB, idle: false, isFresh: false }, null],
  [
    'the log grows without a pause',
    { sinceCheckpoint: 193 * MB, sinceVacuum: 500 * MB, idle: false, isFresh: false },
    'checkpoint',
  ],
  ['a desk is never quiet', { sinceCheckpoint: 5 * MB, sinceVacuum: 769 * MB, idle: false, isFresh: false }, 'vacuum'],
  [
    'much was written since the last vacuum',
    { sinceCheckpoint: 5 * MB, sinceVacuum: 65 * MB, idle: true, isFresh: false },
    'vacuum',
  ],
  ['rows came by a first load', { sinceCheckpoint: 0, sinceVacuum: 0, idle: true, isFresh: true }, 'vacuum'],
  ['they came, and the desk is busy', { sinceCheckpoint: 0, sinceVacuum: 0, idle: false, isFresh: true }, null],
] as const)('D5: when %s', (_, facts, due) => {
  expect(dueUpkeep(facts)).toBe(due)
})
