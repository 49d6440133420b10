import { asIsoDate } from '../../shared/kernel/dates.ts'
import { expect, it } from 'vitest'
import type { ImportSummary } from './import.ts'
import { JobProblem } from '../jobs/problem.ts'
import { ImportStopped } from './problem.ts'
import { lineView } from '../jobs/progress.ts'
import { failureLines, needsProblemFile, summaryLines } from './report.ts'

const summary: ImportSummary = {
  businessDate: asIsoDate('2016-08-13'),
  rows: 1200,
  added: 1000,
  problems: [],
  unitsByHotel: { 'Resort Hotel': 210 },
  countByFlag: new Map([['no_guests', 2]]),
  countByStatus: new Map([['confirmed', 1200]]),
  addedByTable: new Map([['guest.stays', 7]]),
  seconds: 2,
}

it('says what is in, what is new, and how fast it went', () => {
  expect(summaryLines(summary)).toEqual([
    '1,200 bookings are in the database: 1,000 new, 200 were there already.',
    'Business date 2016-08-13. Units: Resort Hotel 210.',
    'Stands: confirmed 1,200.',
    'Kept as they came, and flagged: no_guests 2.',
    'Written: guest.stays 7.',
    '2.0 s, 600 rows/s.',
  ])
})

it('shows twenty of the lines that were left out, and counts the rest', () => {
  const problems = Array.from({ length: 23 }, (_, i) => ({ line: i + 2, reason: 'is odd' }))
  const lines = summaryLines({ ...summary, problems })
  expect(lines).toContain('23 lines are no bookings and were left out:')
  expect(lines.filter((line) => line.startsWith('  line '))).toHaveLength(20)
  expect(lines.at(-1)).toBe('  ... and 3 more.')
  expect(needsProblemFile(problems)).toBe(true)
  expect(needsProblemFile(problems.slice(0, 20))).toBe(false)
})

it('tells a person what to do, whatever happened', () => {
  expect(failureLines(new JobProblem('x.csv is empty.', 'Give another.'))).toEqual(['x.csv is empty.', 'Give another.'])
  expect(failureLines(new ImportStopped())).toEqual(['Stopped. Nothing of the bookings was written.'])
  expect(failureLines(new ImportStopped(5000)).join(' ')).toMatch(/5,000 bookings are in.*Run the same command again/)
  expect(failureLines(new Error('disk full')).join(' ')).toMatch(/disk full.*Run the same command again/)
})

it('prints a plain line at each phase and every five seconds where there is no terminal', () => {
  let now = 0
  const lines: string[] = []
  const view = lineView(
    (line) => lines.push(line),
    () => now,
  )
  for (const [time, phase, done] of [
    [0, 'reading', 0],
    [1000, 'reading', 10],
    [6000, 'reading', 60],
    [8000, 'writing', 0],
    [9000, 'writing', 100],
  ] as const) {
    now = time
    view.show({ phase, done, total: 100, rows: done * 2 })
  }
  expect(lines).toEqual([
    'Reading: 0 %, 0 rows, 0 rows/s',
    'Reading: 60 %, 120 rows, 20 rows/s',
    'Writing: 0 %, 0 rows, 0 rows/s',
  ])
})
