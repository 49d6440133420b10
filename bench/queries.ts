import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type Case, casesOf } from './cases.ts'
import { watchScans } from './scans.ts'
import { openCentral, openTerminalFolder, type Subject } from './subjects.ts'
import { YEAR } from './year.ts'
import { openYearCentre, openYearTerminal } from './year-subjects.ts'

const HELP = `npm run bench:queries [-- --units N --days N] [--repeat N] [--only TEXT]
npm run bench:queries -- --terminal DIR [--repeat N] [--only TEXT]
npm run bench:queries -- --database URL --property CODE [--repeat N] [--only TEXT]

Times every named query of the product on the database of a closed terminal, or on the central database; without either, on both,
made for it and filled with a year of a hotel of 300 units, or with as many units and days as are given. docs/performance.md says how to get one with real bookings. "cpu" is the processor time of this program: on a terminal the database runs in it, so that it tells the cost where
the machine has other work to do. "scans" names large tables that were read from end to end.

  --units     of the hotel that is made      (default ${YEAR.units})
  --days      of its past                    (default ${YEAR.days})
  --repeat    how often each is asked        (default 40)
  --only      cases whose name matches this`

function readArguments(args: string[]) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      ...{ terminal: text, database: text, property: text, units: text, days: text, repeat: text, only: text },
      help: { type: 'boolean' },
    },
  })
  const { terminal, database, property } = values
  const repeat = Number(values.repeat ?? 40)
  const size = { units: Number(values.units ?? YEAR.units), days: Number(values.days ?? YEAR.days) }
  if (values.help || !(repeat >= 1 && size.units >= 1 && size.days >= 1)) return undefined
  const only = values.only ?? ''
  if (terminal !== undefined) return { repeat, only, open: [() => openTerminalFolder(terminal)] }
  if (database !== undefined && property !== undefined)
    return { repeat, only, open: [() => openCentral(database, property)] }
  if (database !== undefined || property !== undefined) return undefined
  return { repeat, only, open: [() => openYearTerminal(size), () => openYearCentre(size)] }
}

interface Measured {
  query: string
  rows: number
  'p50 ms': number
  'p95 ms': number
  'cpu ms': number
  scans: string
}

async function measure(subject: Subject, one: Case, repeat: number): Promise<Measured> {
  const scans = new Set<string>()
  const rows = await subject.within((db) => one.run(watchScans(db, scans)))
  for (let i = 0; i < 3; i++) await subject.within((db) => one.run(db))
  const took: number[] = []
  const cpuBefore = process.cpuUsage()
  for (let i = 0; i < repeat; i++) {
    const start = performance.now()
    await subject.within((db) => one.run(db))
    took.push(performance.now() - start)
  }
  const cpu = process.cpuUsage(cpuBefore)
  took.sort((a, b) => a - b)
  const at = (share: number) => Math.round((took[Math.floor((took.length - 1) * share)] ?? 0) * 10) / 10
  return {
    query: one.name,
    rows: rows.length,
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'cpu ms': Math.round((cpu.user + cpu.system) / repeat / 100) / 10,
    scans: [...scans].join(', '),
  }
}

async function measureAll(subject: Subject, only: RegExp, repeat: number): Promise<void> {
  console.log(`${subject.title}; ${cpus().length} × ${cpus()[0]?.model.trim()}; business date ${subject.businessDate}`)
  const results: Measured[] = []
  for (const one of (await casesOf(subject)).filter(({ name }) => only.test(name))) {
    process.stderr.write(`${one.name} ...\n`)
    results.push(await measure(subject, one, repeat))
  }
  console.table(results)
}

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2))
  if (!given) return console.log(HELP)
  for (const open of given.open) {
    const subject = await open()
    try {
      await measureAll(subject, new RegExp(given.only), given.repeat)
    } finally {
      await subject.close()
    }
  }
}

await main()
