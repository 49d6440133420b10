import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { setPin } from '../server/auth/people.ts'
import { loadPinPepper } from '../server/auth/pin-pepper.ts'
import { JobProblem } from '../server/jobs/problem.ts'
import { databaseOf } from '../server/postgres/handle.ts'
import type { Database } from '../shared/command/database.ts'
import { faultOfPin } from '../shared/domains/access/pin.ts'
import { roleWords } from '../shared/domains/access/words.ts'
import { namedDatabase, openCentral, stayosHome } from './central-database.ts'
import { columns } from './report/lines.ts'
import { runJob } from './run-job.ts'

const HELP = `Who works where, their PINs, and what head office says about signing in.

  npm run people                                              lists people, and the rules of each property
  npm run people -- new-pin EMAIL --property CODE             gives somebody a new PIN; it is shown once and kept nowhere
  npm run people -- rules --property CODE --lock-after 5 --offline-hours 72 --card-limit 200

  --lock-after     minutes without anybody at a screen, from 1 to 480, after which it asks for the PIN again
  --offline-hours  how long a terminal lets people in that has not heard from the centre; "none" is for ever
  --card-limit     how much of an account may rest on cards that wait for their line, in the property's currency; 0 is nothing
  --centre         folder of the centre, which keeps the pepper of all PINs; else STAYOS_SERVER_DATA, else that of npm start
  --database       postgres://...; else DATABASE_URL, else the database that npm start keeps`

const ACTIONS = ['list', 'new-pin', 'rules'] as const

function readArguments() {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      options: {
        ...{
          database: text,
          centre: text,
          property: text,
          'lock-after': text,
          'offline-hours': text,
          'card-limit': text,
        },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    })
    const [action = 'list', email = ''] = positionals
    const known = ACTIONS.find((name) => name === action)
    if (!known) throw new Error(`There is no "${action}".`)
    if (known === 'new-pin' && email === '') throw new Error('Say whose: new-pin EMAIL --property CODE.')
    if (known !== 'list' && values.property === undefined) throw new Error('Say where: --property CODE.')
    return { ...values, action: known, email, property: values.property?.toUpperCase() ?? '' }
  } catch (error) {
    throw new JobProblem(error instanceof Error ? error.message : String(error), HELP)
  }
}
type Given = ReturnType<typeof readArguments>

async function main(): Promise<void> {
  const given = readArguments()
  if (given.help) return console.log(HELP)
  const central = await openCentral(namedDatabase(given.database), 'people')
  const client = new pg.Client({ connectionString: central.url })
  await client.connect()
  try {
    for (const line of await run(databaseOf(client), given)) console.log(line)
  } finally {
    await client.end()
    await central.close()
  }
}

function run(db: Database, given: Given): Promise<string[]> {
  if (given.action === 'list') return listLines(db)
  return given.action === 'new-pin' ? newPin(db, given) : setRules(db, given)
}

async function listLines(db: Database): Promise<string[]> {
  const people = await db.query<Record<'code' | 'name' | 'role' | 'email' | 'pin', string>>(
    `SELECT p.code, r.display_name AS name, r.role, u.email,
       CASE WHEN r.pin_hash IS NULL THEN 'no PIN' ELSE coalesce('PIN of ' || r.pin_set_at::date, 'PIN') END AS pin
     FROM shared.user_property_roles r JOIN shared.users u ON u.id = r.user_id
     JOIN property_mgmt.properties p ON p.id = r.property_id
     WHERE r.ended_at IS NULL AND r.deleted_at IS NULL ORDER BY p.code, r.role, r.display_name`,
  )
  const rules = await db.query<{
    code: string
    lockAfter: number
    offlineHours: number | null
    cards: string
  }>(
    `SELECT code, lock_after_minutes AS "lockAfter", offline_sign_in_hours AS "offlineHours",
       queued_card_limit || ' ' || currency AS cards
     FROM property_mgmt.properties WHERE deleted_at IS NULL ORDER BY code`,
  )
  return [
    ...columns([
      ['property', 'name', 'role', 'e-mail', 'signs in by'],
      ...people.map(({ code, name, role, email, pin }) => [code, name, roleWords(role), email, pin]),
    ]),
    '',
    ...columns([
      ['property', 'a screen locks after', 'without the centre people sign in for', 'cards without line, up to'],
      ...rules.map(({ code, lockAfter, offlineHours, cards }) => [
        ...[code, `${lockAfter} minutes`, offlineHours === null ? 'as long as they like' : `${offlineHours} hours`],
        cards,
      ]),
    ]),
  ]
}

async function newPin(db: Database, { email, property, centre }: Given): Promise<string[]> {
  const folder = centre ?? (process.env.STAYOS_SERVER_DATA || join(stayosHome(), 'server'))
  if (!existsSync(join(folder, 'pin-pepper'))) {
    throw new JobProblem(
      `${folder} holds no pin-pepper.`,
      'Start the centre once, or say where its folder is: --centre.',
    )
  }
  const [person] = await db.query<{ propertyId: string; userId: string; name: string }>(
    `SELECT r.property_id AS "propertyId", r.user_id AS "userId", r.display_name AS name
     FROM shared.user_property_roles r JOIN shared.users u ON u.id = r.user_id
     JOIN property_mgmt.properties p ON p.id = r.property_id
     WHERE lower(u.email) = lower($1) AND p.code = $2 AND r.ended_at IS NULL AND r.deleted_at IS NULL`,
    [email, property],
  )
  if (!person) throw new JobProblem(`${email} has no role in ${property}.`, 'npm run people lists who has.')
  const pin = makePin()
  await setPin(db, await loadPinPepper(folder), { ...person, pin, mustChange: true })
  return [
    `The PIN of ${person.name} at ${property} is ${pin}. Tell it to nobody else; they choose their own as they sign in with it.`,
  ]
}

/** Six digits that are a PIN. */
function makePin(): string {
  const pin = String(randomInt(0, 1_000_000)).padStart(6, '0')
  return faultOfPin(pin) === null ? pin : makePin()
}

const minutes = z.coerce.number().int().min(1).max(480)
const hours = z.union([z.literal('none').transform(() => null), z.coerce.number().int().min(1).max(32_000)])

const money = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/)

async function setRules(db: Database, given: Given): Promise<string[]> {
  const lockAfter = minutes.optional().safeParse(given['lock-after'])
  const offlineHours = hours.optional().safeParse(given['offline-hours'])
  if (!lockAfter.success) throw new JobProblem('--lock-after is a number of minutes from 1 to 480.', HELP)
  if (!offlineHours.success) throw new JobProblem('--offline-hours is a number of hours from 1, or "none".', HELP)
  const cardLimit = money.optional().safeParse(given['card-limit'])
  if (!cardLimit.success) throw new JobProblem('--card-limit is an amount from 0, like 200.', HELP)
  const changed = await db.execute(
    `UPDATE property_mgmt.properties SET lock_after_minutes = coalesce($2::smallint, lock_after_minutes),
       offline_sign_in_hours = CASE WHEN $3 THEN $4::smallint ELSE offline_sign_in_hours END,
       queued_card_limit = coalesce($5::numeric, queued_card_limit)
     WHERE code = $1 AND deleted_at IS NULL`,
    [
      given.property,
      lockAfter.data ?? null,
      offlineHours.data !== undefined,
      offlineHours.data ?? null,
      cardLimit.data ?? null,
    ],
  )
  if (changed === 0) throw new JobProblem(`There is no property ${given.property}.`, 'npm run people lists all.')
  return [`Set. Terminals of ${given.property} hear of it at once, or when their line is back.`]
}

await runJob(main)
