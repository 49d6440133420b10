import type { Reader } from '../../../shared/command/database.ts'

/** Somebody who works in this desk's property now. */
export interface PersonHere {
  readonly userId: string
  readonly name: string
  readonly role: string
  readonly pinHash: string | null
  /** Somebody else gave it: it opens the desk to choosing another. */
  readonly pinMustChange: boolean
}

export function readPeople(db: Reader, property: string): Promise<PersonHere[]> {
  return db.query<PersonHere>(
    `SELECT user_id AS "userId", display_name AS name, role, pin_hash AS "pinHash", pin_must_change AS "pinMustChange"
     FROM shared.user_property_roles
     WHERE property_id = $1 AND ended_at IS NULL AND deleted_at IS NULL ORDER BY display_name, user_id`,
    [property],
  )
}

/** What head office says about signing in there. */
export interface SignInRules {
  readonly lockAfterMinutes: number
  /** Null: for ever. */
  readonly offlineHours: number | null
}

const STRICT: SignInRules = { lockAfterMinutes: 5, offlineHours: 72 }

export async function readRules(db: Reader, property: string): Promise<SignInRules> {
  const [row] = await db.query<SignInRules>(
    `SELECT lock_after_minutes AS "lockAfterMinutes", offline_sign_in_hours AS "offlineHours"
     FROM property_mgmt.properties WHERE id = $1`,
    [property],
  )
  return row ?? STRICT
}

/** Those lock-outs of these that somebody has let go of. */
export async function readReleased(db: Reader, lockOutIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (lockOutIds.length === 0) return new Set()
  const rows = await db.query<{ id: string }>(
    'SELECT id FROM shared.sign_in_lock_outs WHERE id = ANY ($1::uuid[]) AND released_at IS NOT NULL',
    [lockOutIds],
  )
  return new Set(rows.map(({ id }) => id))
}
