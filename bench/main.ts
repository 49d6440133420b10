import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { catchUpCase } from './core/catch-up.ts'
import { type CoreCase, SHORT, type Sizes, SIZES } from './core/case.ts'
import { commandsCase } from './core/commands.ts'
import { drainCase } from './core/drain.ts'
import { firstLoadCase } from './core/first-load.ts'
import { journalCase } from './core/journal.ts'
import { liveCase } from './core/live.ts'
import { propagationCase } from './core/propagation.ts'
import { rackCase } from './core/rack.ts'
import { rebaseCase } from './core/rebase.ts'
import { startCase } from './core/start.ts'
import { type Result, tableOf } from './measure/result.ts'
import { type WorkloadName, WORKLOADS } from './world/workload.ts'
import { openWorld } from './world/world.ts'

const CASES: readonly CoreCase[] = [
  firstLoadCase,
  propagationCase,
  commandsCase,
  drainCase,
  catchUpCase,
  rebaseCase,
  liveCase,
  startCase,
  // After the start: it leaves commands behind in the folder that the start opens.
  journalCase,
  rackCase,
]

const HELP = `npm run bench [-- --only TEXT] [--workload hotel|plain] [--short]

Measures the desk and its centre, each thing beside the least that any program would need for it here and now. Everything is made for it
in a temporary folder: a PostgreSQL, a hotel, a centre and desks. Let nothing else run on the machine.

  --only    cases whose name contains this: ${CASES.map(({ name }) => name).join(', ')}
  --workload   the hotel's own schema, or one plain table of reservations beside it, to lay beside other programs; both unless given
  --short   sizes that only prove that it runs`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      short: { type: 'boolean' },
      workload: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const chosen = CASES.filter(({ name }) => name.includes(values.only ?? ''))
  const wanted = WORKLOADS.filter((name) => values.workload === undefined || values.workload === name)
  if (values.help || chosen.length === 0 || wanted.length === 0) return console.log(HELP)
  const results: Result[] = []
  try {
    for (const name of wanted) {
      const cases = chosen.filter(({ hotelOnly }) => name === 'hotel' || !hotelOnly)
      if (cases.length > 0) await measure(name, cases, values.short ? SHORT : SIZES, results)
    }
  } finally {
    // What was measured before something failed took minutes too.
    console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${process.platform}`)
    console.log(tableOf(results))
  }
}

/** Adds to the results, case by case. */
async function measure(
  workload: WorkloadName,
  cases: readonly CoreCase[],
  sizes: Sizes,
  results: Result[],
): Promise<void> {
  const say = (step: string) => void process.stderr.write(`${workload}: ${step}\n`)
  const world = await openWorld(workload, sizes, say)
  try {
    for (const each of cases) {
      say(`${each.name} ...`)
      const measured = await each.run(world, sizes)
      results.push(
        ...measured.map((result) =>
          workload === 'hotel' ? result : { ...result, name: `${workload}: ${result.name}` },
        ),
      )
    }
  } finally {
    await world.close()
  }
}

await main()
// A timer of the shape client would hold the process for another minute.
process.exit()
