import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { importBookings } from '../server/import/import.ts'
import { JobProblem } from '../server/jobs/problem.ts'
import { ImportStopped, type RowProblem } from '../server/import/problem.ts'
import { progressView } from '../server/jobs/progress.ts'
import { failureLines, needsProblemFile, problemLine, summaryLines } from '../server/import/report.ts'
import { isIsoDate, type IsoDate } from '../shared/kernel/dates.ts'
import { openCentralDatabase } from './central-database.ts'
import { stopOnSignal } from './stop-on-signal.ts'

const HELP = `npm run import:bookings -- FILE.csv[.gz] [--business-date YYYY-MM-DD] [--database URL]

Brings the hotel booking demand dataset (Antonio, Almeida, Nunes, 2019) into the central database: two hotels
with their units, guests with invented names, reservations, nights, unit assignments and stays. A second run
changes nothing; one that was stopped goes on where it was.

  --business-date  The morning on which the hotels stand: stays under way are in house, later ones are confirmed
                   or cancelled as was known then, and bookings that were not made yet are inquiries, which hold
                   no unit. Without it everything is history, and the day after the last departure is open.
  --database       The central database, as its owner. Else DATABASE_URL; else the one that "npm start" keeps
                   under ./.stayos (STAYOS_HOME). See docs/import.md.`

interface Arguments {
  readonly file: string
  readonly businessDate: IsoDate | undefined
  readonly database: string | undefined
}

function readArguments(args: string[]): Arguments | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const [file, extra] = positionals
  if (file === undefined) throw new JobProblem('No file was named.', HELP)
  if (extra !== undefined) throw new JobProblem(`One file at a time, please: "${extra}" is a second one.`, HELP)
  const date = values['business-date']
  if (date !== undefined && !isIsoDate(date)) {
    throw new JobProblem(`"${date}" is no date.`, 'Write --business-date as YYYY-MM-DD, for example 2016-08-13.')
  }
  return { file, businessDate: date, database: values.database ?? (process.env['DATABASE_URL'] || undefined) }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'business-date': { type: 'string' },
        database: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new JobProblem(error instanceof Error ? error.message : String(error), HELP, { cause: error })
  }
}

function writeProblemFile(problems: readonly RowProblem[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'stayos-import-')), 'left-out.txt')
  writeFileSync(path, problems.map((problem) => `${problemLine(problem).trim()}\n`).join(''))
  return path
}

async function run({ file, businessDate, database }: Arguments, signal: AbortSignal): Promise<void> {
  const view = progressView(process.stdout)
  let close = async () => {}
  const databaseUrl = async () => {
    view.stop()
    const opened = await openCentralDatabase(database, 'the import')
    close = opened.close
    return opened.url
  }
  try {
    const summary = await importBookings({ file, databaseUrl, businessDate, signal, onProgress: view.show })
    view.stop()
    console.log(summaryLines(summary).join('\n'))
    if (needsProblemFile(summary.problems)) console.log(`All of them: ${writeProblemFile(summary.problems)}`)
  } finally {
    view.stop()
    await close()
  }
}

async function main(): Promise<number> {
  try {
    const args = readArguments(process.argv.slice(2))
    if (args === 'help') console.log(HELP)
    else await run(args, stopOnSignal('Stopping after this batch.'))
    return 0
  } catch (error) {
    console.error(failureLines(error).join('\n'))
    return error instanceof ImportStopped ? 130 : 1
  }
}

process.exitCode = await main()
