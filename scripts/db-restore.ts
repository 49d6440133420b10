import { parseArgs } from 'node:util'
import { JobProblem } from '../server/jobs/problem.ts'
import { type Restored, restoreBackup } from '../server/backup/restore.ts'
import { describeDatabase } from '../server/postgres/check-central.ts'
import { endLine, progressLines, tellFailure } from './backup/view.ts'
import { namedDatabase, openCentral } from './central-database.ts'
import { stopOnSignal } from './stop-on-signal.ts'

const HELP = `npm run db:restore -- --from FILE [--into URL] [--replace]

Makes a database of a backup and proves by row counts and checksums that it is what was backed up.

  --from     The backup; its manifest, FILE.manifest.json, lies beside it.
  --into     The database to make, as its owner: missing (it is made) or empty. Else DATABASE_URL; else the one that
             "npm start" keeps.
  --replace  It may hold data: the restored database takes its name, and the present one is kept under another.

Stop the server first. It needs a pg_restore at least as new as the pg_dump that made the backup: in PATH, under
/usr/lib/postgresql, or in STAYOS_PG_BIN.`

function readArguments() {
  try {
    return parseArgs({
      options: {
        from: { type: 'string' },
        into: { type: 'string' },
        replace: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new JobProblem(error instanceof Error ? error.message : String(error), HELP, { cause: error })
  }
}

function tell(url: string, { manifest, before, roles, migrations }: Restored): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(
    `Restored into ${describeDatabase(url)}: ${rows} rows of ${manifest.tables.length} tables, as of ${manifest.madeAt}.`,
  )
  console.log('Every table has the rows and the checksum that the backup noted.')
  if (migrations.length > 0) console.log(`Brought level with this program by ${migrations.length} migrations.`)
  if (roles.length > 0) console.log(`Roles made, none of which may log in yet: ${roles.join(', ')}.`)
  if (before) console.log(`The database before is kept as "${before}". Drop it when you are sure.`)
  console.log('Terminals load afresh when the server starts on it; what they have not sent yet they send then.')
}

async function run(signal: AbortSignal): Promise<void> {
  const { from, into, replace, help } = readArguments()
  if (help) return console.log(HELP)
  if (from === undefined) throw new JobProblem('No backup was named.', HELP)
  const central = await openCentral(namedDatabase(into), 'the restore')
  try {
    const onProgress = progressLines(process.stdout)
    const restored = await restoreBackup({ file: from, databaseUrl: central.url, replace, onProgress, signal })
    endLine(process.stdout)
    tell(central.url, restored)
  } finally {
    await central.close()
  }
}

const signal = stopOnSignal('Stopping; the database stays as it was.')
try {
  await run(signal)
} catch (error) {
  endLine(process.stdout)
  process.exitCode = tellFailure(error, signal)
}
