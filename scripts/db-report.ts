import { parseArgs } from 'node:util'
import pg from 'pg'
import { databaseOf } from '../server/postgres/handle.ts'
import { readFigures } from '../shared/catalog/figures.ts'
import { namedDatabase, openCentral } from './central-database.ts'
import { reportLines } from './report/lines.ts'
import { readIdleIndexes, readServerFacts, readStatements, readTableUse } from './report/statistics.ts'

const HELP = `npm run db:report -- [--database URL]

What each schema of the central database holds, and how it is used: the largest tables, indexes that no query has
used, and the statements that took longest. The database is that of DATABASE_URL, else the one that "npm start" keeps.`

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { database: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return console.log(HELP)
  const central = await openCentral(namedDatabase(values.database), 'the report')
  const client = new pg.Client({ connectionString: central.url })
  try {
    await client.connect()
    const db = databaseOf(client)
    const lines = reportLines({
      server: await readServerFacts(db),
      figures: await readFigures(db),
      tables: await readTableUse(db),
      idleIndexes: await readIdleIndexes(db),
      statements: await readStatements(db),
    })
    console.log(lines.join('\n'))
  } finally {
    await client.end()
    await central.close()
  }
}

try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
