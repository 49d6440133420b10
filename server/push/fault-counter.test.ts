import { expect, it } from 'vitest'
import { FaultCounter, POISON_AFTER } from './fault-counter.ts'

const fail = (counter: FaultCounter, times: number, message = 'broken') => {
  for (let i = 0; i < times; i++) counter.note('terminal', 'command', new Error(message))
}

it('takes a command for poison after enough failures alike', () => {
  const counter = new FaultCounter()
  fail(counter, POISON_AFTER - 1)
  expect(counter.isPoison('terminal', 'command')).toBe(false)
  fail(counter, 1)
  expect(counter.isPoison('terminal', 'command')).toBe(true)
  expect(counter.isPoison('terminal', 'other')).toBe(false)
  expect(counter.isPoison('another terminal', 'command')).toBe(false)
})

it('begins anew with another fault, another command, or a success', () => {
  const counter = new FaultCounter()
  fail(counter, POISON_AFTER)
  counter.note('terminal', 'command', new Error('broken otherwise'))
  expect(counter.isPoison('terminal', 'command')).toBe(false)
  fail(counter, POISON_AFTER)
  counter.clear('terminal', 'the one before it, sent again')
  expect(counter.isPoison('terminal', 'command')).toBe(true)
  counter.clear('terminal', 'command')
  expect(counter.isPoison('terminal', 'command')).toBe(false)
})
