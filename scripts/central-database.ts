import { join, resolve } from 'node:path'
import { connectToEmbedded, startEmbeddedPostgres } from '../server/postgres/embedded.ts'
import { migrateCentral } from '../server/postgres/migrate.ts'

export interface CentralDatabase {
  readonly url: string
  /** Leaves it as it was found: running or not. */
  close(): Promise<void>
}

/** The central database that `job` works on, as it is: the one that is given, else the one that npm start keeps. */
export async function openCentral(given: string | undefined, job: string): Promise<CentralDatabase> {
  if (given !== undefined) return { url: given, close: async () => undefined }
  const dataDir = join(stayosHome(), 'postgres')
  const running = await connectToEmbedded(dataDir)
  const postgres = running ?? (await startEmbeddedPostgres({ dataDir }))
  console.log(`Database: PostgreSQL under ${dataDir}${running ? ', running' : `, started for ${job}`}.`)
  return { url: postgres.url, close: running ? async () => undefined : () => postgres.stop() }
}

/** The same, brought level with this program where npm start keeps it. */
export async function openCentralDatabase(given: string | undefined, job: string): Promise<CentralDatabase> {
  const central = await openCentral(given, job)
  if (given !== undefined) return central
  try {
    await migrateCentral(central.url)
    return central
  } catch (error) {
    await central.close()
    throw error
  }
}

/** What was named on the command line, else DATABASE_URL. */
export const namedDatabase = (option: string | undefined) => option ?? (process.env.DATABASE_URL || undefined)

export const stayosHome = () => resolve(process.env.STAYOS_HOME || '.stayos')
