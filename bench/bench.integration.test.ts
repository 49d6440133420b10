import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { chromiumPath } from '../tests/support/browser.ts'

const NAMES = [
  'first load, 500 reservations',
  'central commit -> live query',
  'command, answered "done"',
  'command, confirmed by the centre',
  '20 queued commands drained',
  '50 rows of catch-up',
  ...[0, 10].flatMap((pending) => [
    `${pending} pending, 2 rows`,
    `${pending} pending, 21 rows`,
    `${pending} pending, longest block of the thread`,
  ]),
  '50 live queries: command -> shown',
  '50 live queries: longest block of the thread',
  'start -> first rows',
  'command with its journal',
  ...(chromiumPath === undefined ? [] : ['down', 'across']).map(
    (way) => `rack of 12 units x 60 days: frame while scrolling ${way}`,
  ),
]

/** The other workload has no screens of its own. */
const PLAIN = NAMES.slice(0, 6)

test('npm run bench measures everything that it names, in its short form', { timeout: 600_000 }, () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'bench/main.ts', '--short'], {
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  const measured = stdout.split('\n').filter((line) => /^\| .* \| \d+ \| /.test(line))
  const names = measured.map((line) => line.slice(2).split(' | ')[0])
  expect(names).toEqual([...NAMES, ...PLAIN.map((name) => `plain: ${name}`)])
})
