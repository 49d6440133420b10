import { MigrationProblem } from '../shared/migrate/plan.ts'
import { readSettings } from '../server/settings.ts'
import { startServer } from '../server/start-server.ts'
import { StartProblem } from '../server/start-problem.ts'

/** The sync server alone, set up by environment variables (server/settings.ts): what a data centre runs. */
try {
  const server = await startServer(readSettings(process.env))
  console.log(`StayOS server: ${server.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop())
} catch (error) {
  if (!(error instanceof StartProblem || error instanceof MigrationProblem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
