import { join, resolve } from 'node:path'
import { connectToEmbedded, startEmbeddedPostgres } from '../server/postgres/embedded.ts'
import { migrateCentral } from '../server/postgres/migrate.ts'

/** The central database that `job` works on: the one that is given, else the one that npm start keeps; and how to leave it as it was found. */
export async function openCentralDatabase(
  given: string | undefined,
  job: string,
): Promise<{ url: string; close(): Promise<void> }> {
  if (given !== undefined) return { url: given, close: async () => undefined }
  const dataDir = join(resolve(process.env['STAYOS_HOME'] || '.stayos'), 'postgres')
  const running = await connectToEmbedded(dataDir)
  const postgres = running ?? (await startEmbeddedPostgres({ dataDir }))
  console.log(`Database: PostgreSQL under ${dataDir}${running ? ', running' : `, started for ${job}`}.`)
  const close = running ? async () => undefined : () => postgres.stop()
  try {
    await migrateCentral(postgres.url)
  } catch (error) {
    await close()
    throw error
  }
  return { url: postgres.url, close }
}
