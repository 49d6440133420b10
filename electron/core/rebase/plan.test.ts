import { expect, test } from 'vitest'
import type { ConflictKey } from '../../../shared/command/command.ts'
import { planRebase, withoutConfirmed } from './plan.ts'

const pending = (id: string, position: number, ...keys: ConflictKey[]) => ({ id, position, keys })
const ids = (commands: readonly { id: string }[]) => commands.map((command) => command.id).join('')

const queue = [
  pending('c', 3, 'unit:2', 'guest:9'),
  pending('a', 1, 'unit:1'),
  pending('b', 2, 'unit:2'),
  pending('d', 4, 'guest:9', 'folio:5'),
  pending('e', 5, 'unit:7'),
]

test('R1 with nothing known of the batch every pending command gives way, in outbox order', () => {
  const plan = planRebase(queue, 'everything')
  expect(ids(plan.undo)).toBe('abcde')
  expect(ids(plan.replay)).toBe('abcde')
})

test('R2 told by keys, only the commands connected with it give way, through one another too', () => {
  expect(ids(planRebase(queue, new Set<ConflictKey>(['unit:2'])).replay)).toBe('bcd')
  expect(ids(planRebase(queue, new Set<ConflictKey>(['folio:5'])).replay)).toBe('bcd')
  expect(ids(planRebase(queue, new Set<ConflictKey>(['unit:7'])).replay)).toBe('e')
  expect(ids(planRebase(queue, new Set<ConflictKey>(['unit:404'])).replay)).toBe('')
})

test('R3 what the batch confirmed does not run again', () => {
  const plan = planRebase(queue, 'everything')
  expect(ids(withoutConfirmed(plan, ['a', 'd', 'somebody-else']))).toBe('bce')
  expect(withoutConfirmed(planRebase([], 'everything'), ['a'])).toEqual([])
})
