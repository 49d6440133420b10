import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { keepSeed } from './kept-seeds.ts'
import { runSeed } from './run-seed.ts'

/**
 * npm run soak:simulation -- --minutes 10: worlds with random seeds until the time is over. --seed N: that one alone. One that fails is told
 * with all that happened in it, and kept for the test.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    steps: { type: 'string', default: '120' },
  },
})
const steps = Number(values.steps)
const until = Date.now() + Number(values.minutes) * 60_000
const once = values.seed === undefined ? undefined : Number(values.seed)
do {
  const seed = once ?? randomInt(1, 1_000_000)
  const { hash, given, problems, trace } = await runSeed(seed, steps)
  process.stdout.write(`seed ${seed}: ${given} given, ${problems.length} problems, trace ${hash.slice(0, 12)}\n`)
  const [first] = problems
  if (first === undefined) continue
  process.stdout.write(`${trace.join('\n')}\n${problems.join('\n')}\nAgain: npm run soak:simulation -- --seed ${seed} --steps ${steps}\n`) // prettier-ignore
  keepSeed({ seed, steps, found: first.slice(0, 200) })
  process.exitCode = 1
} while (once === undefined && Date.now() < until)
