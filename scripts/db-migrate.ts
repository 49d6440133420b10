import { connectToEmbedded } from '../server/postgres/embedded.ts'
import { migrateCentral } from '../server/postgres/migrate.ts'

const home = process.env.STAYOS_HOME ?? '.stayos'
const url = process.env.DATABASE_URL ?? (await connectToEmbedded(`${home}/postgres`))?.url

if (url === undefined) {
  console.error('No database: set DATABASE_URL, or start the one of this folder first (npm start).')
  process.exit(1)
}
try {
  const ran = await migrateCentral(url)
  for (const script of ran) console.log(`applied  ${script}`)
  console.log(ran.length === 0 ? 'The database is up to date.' : `The database is up to date: ${ran.length} applied.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
