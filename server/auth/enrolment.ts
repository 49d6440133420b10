import type pg from 'pg'
import { z } from 'zod'
import type { Database } from '../../shared/command/database.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { type EnrolAnswer, type EnrolRequest, terminalRole } from '../../shared/protocol/enrolment.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { Problem } from '../problem.ts'
import { hashCode, judgeCode, makeCode } from './enrolment-code.ts'
import { nextPrefix } from './prefix.ts'

/** What a new terminal will be. */
export const enrolmentInput = z.strictObject({
  /** As people call it: 'Front desk 2'. */
  name: z.string().trim().min(1).max(60),
  role: terminalRole,
  /** Its scope. Commands are given for the first. */
  propertyIds: z.array(z.uuid()).min(1),
  /** The user who signs what is done there until people sign in by name. */
  actor: z.uuid(),
  ttlMinutes: z.number().positive().max(43_200).default(60),
})
export type EnrolmentInput = z.input<typeof enrolmentInput>

/** Returns a one-time code such as 'K7QF-2M9T-XC4D'. It is kept nowhere; only its hash is. Throws `Problem` for a property or user that is not there. */
export async function issueEnrolmentCode(pool: pg.Pool, input: EnrolmentInput): Promise<string> {
  const { name, role, propertyIds, actor, ttlMinutes } = enrolmentInput.parse(input)
  await refuseUnknownProperties(pool, propertyIds)
  const code = makeCode()
  await inTransaction(pool, 'stayos_gatekeeper', {}, async (db) => {
    if (!(await findActorName(db, actor))) {
      throw new Problem(400, 'user_unknown', `No user has the id ${actor}. Give the id of a user of this hotel.`)
    }
    await db.execute(
      `INSERT INTO sync.enrolment_codes (code_hash, name, role, property_ids, actor, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
      [hashCode(code), name, role, propertyIds, actor, ttlMinutes * 60],
    )
  })
  return code
}

/** Makes a terminal of the device that holds the code. Throws `Problem` where the code is not good. */
export async function enrolTerminal(pool: pg.Pool, request: EnrolRequest): Promise<EnrolAnswer> {
  const publicKey = request.publicKey.x
  if (Buffer.from(publicKey, 'base64url').length !== 32) {
    throw new Problem(
      400,
      'key_malformed',
      'The device key is not an Ed25519 public key. Update StayOS Desk and enrol again.',
    )
  }
  return inTransaction(pool, 'stayos_gatekeeper', {}, async (db) => {
    const codeHash = hashCode(request.code)
    const record = await lockCode(db, codeHash)
    const verdict = judgeCode(record, publicKey)
    if (!record || (verdict !== 'good' && verdict !== 'again')) throw codeProblem(verdict)
    const terminal = record.terminal ?? (await addTerminal(db, codeHash, publicKey))
    return readTerminal(db, terminal)
  })
}

function codeProblem(verdict: string): Problem {
  if (verdict === 'used') {
    return new Problem(403, 'code_used', 'This enrolment code was used already. Ask your administrator for a new one.')
  }
  if (verdict === 'expired') {
    return new Problem(403, 'code_expired', 'This enrolment code has expired. Ask your administrator for a new one.')
  }
  return new Problem(
    403,
    'code_unknown',
    'This enrolment code is not known here. Check each character, and the address of the centre.',
  )
}

interface LockedCode {
  readonly expired: boolean
  readonly used: boolean
  readonly usedByKey: string | null
  readonly terminal: string | null
}

async function lockCode(db: Database, codeHash: string): Promise<LockedCode | undefined> {
  const [row] = await db.query<LockedCode>(
    `SELECT c.expires_at <= now() AS expired, c.used_at IS NOT NULL AS used, c.terminal_id AS terminal,
       (SELECT t.public_key FROM sync.terminals t WHERE t.id = c.terminal_id AND t.revoked_at IS NULL) AS "usedByKey"
     FROM sync.enrolment_codes c WHERE c.code_hash = $1 FOR UPDATE OF c`,
    [codeHash],
  )
  return row
}

async function addTerminal(db: Database, codeHash: string, publicKey: string): Promise<string> {
  // One at a time, or two would be given one prefix.
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('stayos terminal prefix', 0))`)
  const rows = await db.query<{ prefix: string }>('SELECT prefix FROM sync.terminals')
  const prefix = nextPrefix(new Set(rows.map((row) => row.prefix)))
  if (prefix === undefined) {
    throw new Problem(
      503,
      'prefixes_exhausted',
      `All ${rows.length} number prefixes are given to terminals. Ask StayOS for help.`,
    )
  }
  const terminal = newId()
  await db.execute(
    `INSERT INTO sync.terminals (id, name, role, property_ids, prefix, actor, public_key)
     SELECT $2, name, role, property_ids, $3, actor, $4 FROM sync.enrolment_codes WHERE code_hash = $1`,
    [codeHash, terminal, prefix, publicKey],
  )
  await db.execute('UPDATE sync.enrolment_codes SET used_at = now(), terminal_id = $2 WHERE code_hash = $1', [
    codeHash,
    terminal,
  ])
  await db.execute(
    `INSERT INTO sync.terminal_progress (id, property_id, name, incarnation, last_seq)
     SELECT id, property_ids[1], name, 1, 0 FROM sync.terminals WHERE id = $1`,
    [terminal],
  )
  return terminal
}

async function readTerminal(db: Database, terminal: string): Promise<EnrolAnswer> {
  const [row] = await db.query<Omit<EnrolAnswer, 'actorName'>>(
    `SELECT t.id AS terminal, t.name, t.role, t.property_ids AS properties, t.actor, t.prefix, p.incarnation
     FROM sync.terminals t JOIN sync.terminal_progress p ON p.id = t.id WHERE t.id = $1`,
    [terminal],
  )
  if (!row) throw new Error(`terminal ${terminal} has no progress`)
  return { ...row, actorName: (await findActorName(db, row.actor)) ?? '' }
}

async function findActorName(db: Database, actor: string): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>('SELECT display_name AS name FROM shared.users WHERE id = $1', [actor])
  return row?.name
}

async function refuseUnknownProperties(pool: pg.Pool, propertyIds: readonly string[]): Promise<void> {
  const scope = { 'app.current_property_ids': `{${propertyIds.join(',')}}` }
  const known = await inTransaction(pool, 'authenticated_user', scope, (db) =>
    db.query<{ id: string }>('SELECT id FROM property_mgmt.properties WHERE id = ANY ($1)', [propertyIds]),
  )
  const missing = propertyIds.filter((id) => !known.some((row) => row.id === id.toLowerCase()))
  if (missing.length === 0) return
  throw new Problem(
    400,
    'property_unknown',
    `No property has the id ${missing.join(', ')}. Give ids of properties in this database.`,
  )
}
