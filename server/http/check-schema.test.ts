import { expect, it } from 'vitest'
import { Problem } from '../problem.ts'
import { checkSchema } from './check-schema.ts'

it.each([['7'], ['6'], [undefined]])('T6: serves rows to schema %s where the centre has 7', (told) => {
  expect(() => checkSchema(told, 7)).not.toThrow()
})

it.each([
  ['8', 'centre_outdated', 'update the centre'],
  ['5', 'terminal_outdated', 'update this desk'],
  ['x', 'terminal_outdated', 'update this desk'],
])('T6: says to schema %s what to do: %s', (told, code, words) => {
  expect(() => checkSchema(told, 7)).toThrow(Problem)
  expect(() => checkSchema(told, 7)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }))
})
