import { openPool } from '../server/postgres/pool.ts'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { z } from 'zod'
import { issueEnrolmentCode } from '../server/auth/enrolment.ts'
import { connectToEmbedded } from '../server/postgres/embedded.ts'
import { Problem } from '../server/problem.ts'
import { terminalRole } from '../shared/protocol/enrolment.ts'

const HELP = `npm run enrol -- --name NAME --property CODE[,CODE] --user EMAIL [--role ROLE] [--minutes N] [--database URL]

Makes a one-time code with which a device becomes a terminal. It is shown once and kept nowhere.

  --name      what people call the terminal: "Front desk 2"
  --property  codes of the properties that it serves; it works for the first
  --user      who signs what is done there
  --role      ${terminalRole.options.join(', ')}  (default desk)
  --minutes   how long the code is good           (default 60)
  --database  the central database; else DATABASE_URL; else the one that "npm start" runs under ./.stayos (STAYOS_HOME)`

/** What was asked for cannot be done: what, and what to do. */
class EnrolRefused extends Error {}

function readArguments(args: string[]) {
  const text = { type: 'string' } as const
  const options = { name: text, property: text, user: text, role: text, minutes: text, database: text }
  const { values } = parseArgs({ args, options: { ...options, help: { type: 'boolean', short: 'h' } } })
  if (values.help || args.length === 0) return undefined
  const { name, property, user } = values
  if (!name || !property || !user) throw new EnrolRefused(`Give --name, --property and --user.\n\n${HELP}`)
  const role = terminalRole.safeParse(values.role ?? 'desk')
  if (!role.success) throw new EnrolRefused(`--role ${values.role} is none of ${terminalRole.options.join(', ')}.`)
  const minutes = z.coerce
    .number()
    .positive()
    .max(43_200)
    .safeParse(values.minutes ?? 60)
  if (!minutes.success) throw new EnrolRefused('--minutes is a number from 1 to 43200 (30 days).')
  return {
    name,
    properties: property.split(','),
    user,
    role: role.data,
    minutes: minutes.data,
    database: values.database,
  }
}

async function findDatabase(given: string | undefined): Promise<string> {
  const home = resolve(process.env['STAYOS_HOME'] || '.stayos')
  const url = given ?? (process.env['DATABASE_URL'] || (await connectToEmbedded(join(home, 'postgres')))?.url)
  if (url !== undefined) return url
  throw new EnrolRefused('No database: give --database or DATABASE_URL, or start the demo group first (npm start).')
}

/** In the order in which they were given. */
async function findProperties(pool: pg.Pool, codes: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ code: string; id: string }>(
    'SELECT code, id FROM property_mgmt.properties WHERE deleted_at IS NULL ORDER BY code',
  )
  return codes.map((code) => {
    const property = rows.find((row) => row.code === code.trim().toUpperCase())
    if (property) return property.id
    throw new EnrolRefused(
      `There is no property ${code}. There are: ${rows.map((row) => row.code).join(', ') || 'none'}.`,
    )
  })
}

async function findUser(pool: pg.Pool, email: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM shared.users WHERE lower(email) = lower($1) AND deleted_at IS NULL',
    [email],
  )
  if (rows[0]) return rows[0].id
  throw new EnrolRefused(`No user has the e-mail address ${email}.`)
}

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2))
  if (!given) return console.log(HELP)
  const pool = openPool(await findDatabase(given.database), { max: 1 })
  try {
    const code = await issueEnrolmentCode(pool, {
      name: given.name,
      role: given.role,
      propertyIds: await findProperties(pool, given.properties),
      actor: await findUser(pool, given.user),
      ttlMinutes: given.minutes,
    })
    console.log(`Enrolment code of "${given.name}", good once and for ${given.minutes} minutes:\n\n  ${code}\n`)
  } finally {
    await pool.end()
  }
}

main().catch((error: unknown) => {
  const known = error instanceof EnrolRefused || error instanceof Problem
  console.error(known || error instanceof Error ? error.message : error)
  process.exitCode = 1
})
