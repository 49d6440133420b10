import { expect, it } from 'vitest'
import { UsedAssertions } from './tokens.ts'

it('takes an assertion once for as long as it could be replayed, and forgets it then', () => {
  let now = 0
  const used = new UsedAssertions(() => now)
  used.use('one', 60)
  used.use('two', 60)
  now = (60 + 5 * 60) * 1000
  expect(() => used.use('one', 60)).toThrow('used before')
  now += 1
  expect(() => used.use('one', 1000)).not.toThrow()
})
