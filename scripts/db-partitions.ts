import { parseArgs } from 'node:util'
import { connect, inOneTransaction } from '../server/jobs/database.ts'
import { JobProblem } from '../server/jobs/problem.ts'
import { openCentralDatabase } from './central-database.ts'
import { runJob } from './run-job.ts'

const HELP = `Makes the coming months of the audit log and of the domain events, and takes off those past their retention.
The centre does this by itself every day; this shows what there is, and does it now.

  npm run db:partitions -- [--ahead MONTHS] [--database URL]

  --ahead      months beyond this one, 3 unless given
  --database   postgres://...; else DATABASE_URL, else the database that npm start keeps`

interface PartitionRow {
  readonly log: string
  readonly partition: string
  readonly range: string
  readonly bytes: string
}

const PARTITIONS = `
  SELECT log.relname AS log, part.relname AS partition, pg_get_expr(part.relpartbound, part.oid) AS range,
    pg_size_pretty(pg_total_relation_size(part.oid)) AS bytes
  FROM pg_inherits i JOIN pg_class log ON log.oid = i.inhparent AND log.relkind = 'p' JOIN pg_class part ON part.oid = i.inhrelid
  WHERE log.relnamespace = 'compliance'::regnamespace ORDER BY 1, 2`

function readArguments() {
  try {
    return parseArgs({
      options: { ahead: { type: 'string' }, database: { type: 'string' }, help: { type: 'boolean' } },
    }).values
  } catch (error) {
    throw new JobProblem(error instanceof Error ? error.message : String(error), HELP)
  }
}

async function main(): Promise<void> {
  const values = readArguments()
  if (values.help) return console.log(HELP)
  const ahead = Number(values.ahead ?? '3')
  if (!Number.isInteger(ahead) || ahead < 0 || ahead > 120)
    throw new JobProblem(`--ahead ${values.ahead} is no number of months.`, 'Give a whole number from 0 to 120.')
  const central = await openCentralDatabase(values.database ?? process.env['DATABASE_URL'], 'db:partitions')
  try {
    await maintain(central.url, ahead)
  } finally {
    await central.close()
  }
}

async function maintain(url: string, ahead: number): Promise<void> {
  const client = await connect(url, 'db:partitions')
  try {
    const done = await inOneTransaction(client, () =>
      client.query<{ action: string; partition: string }>('SELECT * FROM compliance.maintain_partitions($1)', [ahead]),
    )
    for (const { action, partition } of done.rows) console.log(`${action.padEnd(9)} ${partition}`)
    if (done.rows.length === 0) console.log('Nothing had to be done.')
    for (const { partition, range, bytes } of (await client.query<PartitionRow>(PARTITIONS)).rows)
      console.log(`${partition.padEnd(24)} ${bytes.padStart(10)}  ${range}`)
  } finally {
    await client.end()
  }
}

await runJob(main)
