import { expect, it } from 'vitest'
import { nextPrefix } from './prefix.ts'

it('gives each terminal a prefix of its own, a thousand of them, none with 0, 1, I or O', () => {
  const taken = new Set<string>()
  for (let prefix = nextPrefix(taken); prefix !== undefined; prefix = nextPrefix(taken)) {
    expect(prefix).toMatch(/^[2-9A-HJ-NP-Z]{2}$/)
    taken.add(prefix)
  }
  expect([...taken].slice(0, 2)).toEqual(['A2', 'A3'])
  expect(taken.size).toBe(32 * 32)
})
