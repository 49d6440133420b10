import type { ImportSummary } from './import.ts'
import { JobProblem } from '../jobs/problem.ts'
import { ImportStopped, type RowProblem } from './problem.ts'

const SHOWN_PROBLEMS = 20
const number = new Intl.NumberFormat('en-US')

/** What the person reads when the import is through. */
export function summaryLines(summary: ImportSummary): string[] {
  const { rows, added, seconds, problems } = summary
  return [
    `${number.format(rows)} bookings are in the database: ${number.format(added)} new, ${number.format(rows - added)} were there already.`,
    `Business date ${summary.businessDate}. Units: ${Object.entries(summary.unitsByHotel)
      .map(([hotel, units]) => `${hotel} ${units}`)
      .join(', ')}.`,
    `Stands: ${countsOf(summary.countByStatus)}.`,
    `Kept as they came, and flagged: ${countsOf(summary.countByFlag)}.`,
    `Written: ${countsOf(summary.addedByTable)}.`,
    `${seconds.toFixed(1)} s, ${number.format(Math.round(rows / seconds))} rows/s.`,
    ...(problems.length === 0 ? [] : problemLines(problems)),
  ]
}

function problemLines(problems: readonly RowProblem[]): string[] {
  const more = problems.length - SHOWN_PROBLEMS
  return [
    `${number.format(problems.length)} lines are no bookings and were left out:`,
    ...problems.slice(0, SHOWN_PROBLEMS).map(problemLine),
    ...(more > 0 ? [`  ... and ${number.format(more)} more.`] : []),
  ]
}

export const problemLine = ({ line, reason }: RowProblem) => `  line ${line}: ${reason}`

/** All of the problems do not fit on the screen. */
export const needsProblemFile = (problems: readonly RowProblem[]) => problems.length > SHOWN_PROBLEMS

/** What went wrong and what to do, for a person. */
export function failureLines(error: unknown): string[] {
  if (error instanceof JobProblem) return [error.message, error.whatToDo]
  if (error instanceof ImportStopped) {
    return error.rows === 0
      ? ['Stopped. Nothing of the bookings was written.']
      : [
          `Stopped. ${number.format(error.rows)} bookings are in the database, each whole; the hotels are not open yet.`,
          'Run the same command again: it goes on where it was.',
        ]
  }
  const detail = error instanceof Error ? error.message : String(error)
  return [
    `The import failed: ${detail}`,
    'What was written so far is whole. Run the same command again: it goes on where it was.',
  ]
}

function countsOf(counts: ReadonlyMap<string, number>): string {
  if (counts.size === 0) return 'none'
  return Array.from(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${number.format(count)}`)
    .join(', ')
}
