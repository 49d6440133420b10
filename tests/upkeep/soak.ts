import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

/** npm run soak:upkeep -- --changes 1000000 */
const { values } = parseArgs({ options: { changes: { type: 'string', default: '1000000' } } })
process.env.STAYOS_CHANGES = values.changes
const vitest = await startVitest('test', ['tests/upkeep/upkeep.integration.test.ts'], {
  project: 'integration',
  watch: false,
})
await vitest.close()
