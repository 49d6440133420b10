import { expect, it } from 'vitest'
import { groupsOf, TOGETHER } from './groups.ts'
import type { Task } from './task.ts'

const tasks = (marks: string): Task[] =>
  [...marks].map((mark, i) => ({
    command: {
      ...{
        id: String(i),
        terminal: 't',
        incarnation: 1,
        seq: i + 1,
        property: 'p',
        actor: 'a',
        name: 'v1.x',
        args: {},
      },
      ...{ basedOn: {}, occurredAt: '', businessDate: '2026-11-23' },
    },
    at: '',
    mayBeKnown: false,
    isFormer: mark === 'f',
    poison: mark === 'p',
    admit: undefined,
  }))

it('X11: takes commands together in their order, and apart what is of an earlier scope or poison', () => {
  const seen = (marks: string) => groupsOf(tasks(marks)).map((group) => group.map(({ command }) => command.id).join(''))
  expect(seen('')).toEqual([])
  expect(seen('...')).toEqual(['012'])
  expect(seen('..f.p..')).toEqual(['01', '2', '3', '4', '56'])
  expect(seen('ff')).toEqual(['0', '1'])
})

it('X11: a transaction holds the keys of no more than so many', () => {
  expect(groupsOf(tasks('.'.repeat(2 * TOGETHER + 1))).map(({ length }) => length)).toEqual([TOGETHER, TOGETHER, 1])
})
