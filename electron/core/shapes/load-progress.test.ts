import { expect, it } from 'vitest'
import { secondsLeft } from './load-progress.ts'

it.each([
  ['nothing is known yet', 0, 500, 1000, null, 500],
  ['half is here after ten seconds', 0, 500, 1000, 10, 10_000],
  ['half was here before', 500, 600, 1000, 20, 5000],
  ['nothing has come', 500, 500, 1000, null, 5000],
  ['all is here', 0, 1000, 1000, 0, 5000],
])('L10: when %s', (_, resumed, rows, ofRows, left, elapsed) => {
  expect(secondsLeft(resumed, rows, ofRows, elapsed)).toBe(left)
})
