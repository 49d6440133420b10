import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

/** npm run soak:powercut -- --cuts 1000 [--seed N]: a new night for each hundred cuts; a failing seed is in the failed test's title. */
const { values } = parseArgs({
  options: { cuts: { type: 'string', default: '1000' }, seed: { type: 'string' } },
})
process.env.STAYOS_CUTS = values.cuts
process.env.STAYOS_SEED = values.seed ?? String(randomInt(1, 1_000_000))
const vitest = await startVitest('test', ['tests/powercut/powercut.integration.test.ts'], {
  project: 'integration',
  watch: false,
})
await vitest.close()
