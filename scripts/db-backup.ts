import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeBackup } from '../server/backup/backup.ts'
import { manifestPath } from '../server/backup/manifest.ts'
import { JobProblem } from '../server/jobs/problem.ts'
import { endLine, inMegabytes, progressLines, tellFailure } from './backup/view.ts'
import { namedDatabase, openCentral, stayosHome } from './central-database.ts'
import { stopOnSignal } from './stop-on-signal.ts'

const HELP = `npm run db:backup -- [--to FILE] [--database URL]

Writes the central database, as of one moment, to FILE and FILE.manifest.json, while the hotel goes on working.

  --to        Where to. Else .stayos/backups/stayos-DATE.dump (STAYOS_HOME).
  --database  The central database, as its owner. Else DATABASE_URL; else the one that "npm start" keeps.

It needs a pg_dump at least as new as the server: in PATH, under /usr/lib/postgresql, or in STAYOS_PG_BIN.`

function readArguments() {
  try {
    return parseArgs({
      options: { to: { type: 'string' }, database: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch (error) {
    throw new JobProblem(error instanceof Error ? error.message : String(error), HELP, { cause: error })
  }
}

async function run(signal: AbortSignal): Promise<void> {
  const { to, database, help } = readArguments()
  if (help) return console.log(HELP)
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '')
  const file = to ?? join(stayosHome(), 'backups', `stayos-${stamp}.dump`)
  const central = await openCentral(namedDatabase(database), 'the backup')
  try {
    const onProgress = progressLines(process.stdout)
    const manifest = await makeBackup({ databaseUrl: central.url, file, onProgress, signal })
    endLine(process.stdout)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `${rows} rows of ${manifest.tables.length} tables, as of ${manifest.madeAt}: ${inMegabytes(manifest.bytes)}.`,
    )
    console.log(`Keep both files: ${file}\n                 ${manifestPath(file)}`)
  } finally {
    await central.close()
  }
}

const signal = stopOnSignal('Stopping.')
try {
  await run(signal)
} catch (error) {
  endLine(process.stdout)
  process.exitCode = tellFailure(error, signal)
}
