import { parseArgs } from 'node:util'
import { connect } from '../server/jobs/database.ts'
import { JobProblem } from '../server/jobs/problem.ts'
import { progressView } from '../server/jobs/progress.ts'
import { DEFAULT_SEED, demoHouses } from '../server/seed/demo.ts'
import type { HouseSettings } from '../server/seed/house.ts'
import { inventedHouses } from '../server/seed/invented.ts'
import { seedHouses, type SeedReport, SeedStopped } from '../server/seed/seed-houses.ts'
import { isIsoDate } from '../shared/kernel/dates.ts'
import { openCentralDatabase } from './central-database.ts'
import { stopOnSignal } from './stop-on-signal.ts'

const HELP = `npm run db:seed -- [--properties N --units N --days N] [--seed S] [--business-date YYYY-MM-DD] [--database URL]

Fills the central database with hotels that live: guests and bookings, stays, housekeeping, requests, checks, stores, accounts, invoices.
Without a size it makes the two hotels of "npm start". Each hotel is one transaction: it stands whole or not at all, and Ctrl+C leaves
nothing half. The same numbers and date make the same rows; a second run changes nothing.

  --properties     how many hotels           (1 to 500; with a size 1)
  --units          units of each             (1 to 5000; with a size 100)
  --days           days of each one's past   (1 to 3650; with a size 90)
  --seed           any whole number          (${DEFAULT_SEED})
  --business-date  the day on which they stand, at eleven in the morning; without it today, no later than now
  --database       the central database, as its owner. Else DATABASE_URL; else the one that "npm start" keeps
                   under ./.stayos (STAYOS_HOME)`

const SIZES = { properties: [1, 500, 1], units: [1, 5000, 100], days: [1, 3650, 90] } as const

interface Arguments {
  readonly houses: readonly HouseSettings[]
  readonly database: string | undefined
}

function readArguments(args: string[]): Arguments | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  const date = values['business-date']
  if (date !== undefined && !isIsoDate(date)) {
    throw new JobProblem(`"${date}" is no date.`, 'Write --business-date as YYYY-MM-DD, for example 2026-11-23.')
  }
  const seed = values.seed === undefined ? DEFAULT_SEED : wholeNumber('seed', values.seed, 0, 4_294_967_295)
  const sized = values.properties ?? values.units ?? values.days
  const size = (name: keyof typeof SIZES) => {
    const [least, most, usual] = SIZES[name]
    return wholeNumber(name, values[name] ?? String(usual), least, most)
  }
  const moment = { seed, businessDate: date, now: new Date() }
  const houses =
    sized === undefined
      ? demoHouses(moment)
      : inventedHouses({ properties: size('properties'), units: size('units'), days: size('days'), ...moment })
  return { houses, database: values.database ?? (process.env['DATABASE_URL'] || undefined) }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  throw new JobProblem(`--${name} ${text} is not possible.`, `Give a whole number from ${least} to ${most}.`)
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args,
      options: {
        properties: text,
        units: text,
        days: text,
        seed: text,
        'business-date': text,
        database: text,
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values
  } catch (error) {
    throw new JobProblem(error instanceof Error ? error.message : String(error), HELP, { cause: error })
  }
}

const format = new Intl.NumberFormat('en-US')

function summaryLines({ made, found, rowsByTable }: SeedReport, seconds: number): string[] {
  const already = found.length === 0 ? [] : [`There already, and left as they are: ${found.join(', ')}.`]
  if (made.length === 0) return [...already, 'Nothing was changed.']
  const rows = Array.from(rowsByTable.values()).reduce((sum, count) => sum + count, 0)
  const tables = Array.from(rowsByTable, ([table, count]) => `${table} ${format.format(count)}`)
  return [
    `Made: ${made.join(', ')}.`,
    ...already,
    `Written: ${tables.join(', ')}.`,
    `${format.format(rows)} rows in ${seconds.toFixed(1)} s, ${format.format(Math.round(rows / seconds))} rows/s.`,
  ]
}

async function run({ houses, database }: Arguments, signal: AbortSignal): Promise<void> {
  const { url, close } = await openCentralDatabase(database, 'the seeding')
  const view = progressView(process.stdout)
  try {
    const client = await connect(url, 'db:seed')
    try {
      const began = performance.now()
      const report = await seedHouses(client, houses, { signal, onProgress: view.show })
      view.stop()
      console.log(summaryLines(report, (performance.now() - began) / 1000).join('\n'))
    } finally {
      await client.end()
    }
  } finally {
    view.stop()
    await close()
  }
}

function failureLines(error: unknown): string[] {
  if (error instanceof JobProblem) return [error.message, error.whatToDo]
  const again = 'Run the same command again: it goes on with the hotels that are missing.'
  if (error instanceof SeedStopped) {
    return [
      `Stopped. ${error.made === 0 ? 'No hotel was' : `${error.made} hotels were`} made; none stands half.`,
      again,
    ]
  }
  return [
    `The seeding failed: ${error instanceof Error ? error.message : String(error)}`,
    `No hotel stands half. ${again}`,
  ]
}

async function main(): Promise<number> {
  try {
    const args = readArguments(process.argv.slice(2))
    if (args === 'help') console.log(HELP)
    else await run(args, stopOnSignal('Stopping; the hotel that is being written is taken back.'))
    return 0
  } catch (error) {
    console.error(failureLines(error).join('\n'))
    return error instanceof SeedStopped ? 130 : 1
  }
}

process.exitCode = await main()
