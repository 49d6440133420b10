import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

/**
 * npm run soak:server -- --kills 200 [--rows 100000] [--seed N]: the centre, killed again and again under three terminals that write, and one
 * transaction of very many rows before the official client. `--kills 0` leaves out the one, `--rows 0` the other.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    rows: { type: 'string', default: '100000' },
    seed: { type: 'string' },
  },
})
process.env.STAYOS_KILLS = values.kills
process.env.STAYOS_TRANSACTION_ROWS = values.rows
if (values.seed !== undefined) process.env.STAYOS_SEED = values.seed
const files = [
  ...(Number(values.kills) > 0 ? ['tests/server-soak/kills.integration.test.ts'] : []),
  ...(Number(values.rows) > 0 ? ['tests/conformance/official-client.integration.test.ts'] : []),
]
const vitest = await startVitest('test', files, { project: 'integration', watch: false })
await vitest.close()
