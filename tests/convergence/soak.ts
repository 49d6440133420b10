import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

/** npm run soak:convergence -- --minutes 10: shifts with random seeds, until the time is over or one fails. */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, steps: { type: 'string', default: '150' } },
})
process.env.STAYOS_SOAK_MINUTES = values.minutes
process.env.STAYOS_STEPS = values.steps
const vitest = await startVitest('test', ['tests/convergence/soak.integration.test.ts'], {
  project: 'integration',
  watch: false,
})
await vitest.close()
