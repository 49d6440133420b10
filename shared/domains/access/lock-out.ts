import { z } from 'zod'
import {
  applied,
  type CommandContext,
  defineCommand,
  type ExecuteResult,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { releaseLockOutInput, tellLockOutInput } from './inputs.ts'
import { readColleague } from './colleague.ts'

const tellArgs = z.strictObject({ lockOutId: uuid, userId: uuid, attempts: z.int().min(1) })
type TellArgs = z.output<typeof tellArgs>

/** A terminal tells that it lets somebody in no more for a while; whoever looks after the house reads it in the Resolution Centre. */
export const tellLockOutCommand = defineCommand({
  name: 'v1.access.tellLockOut',
  input: tellLockOutInput,
  args: tellArgs,
  prepare: (input, { newId }): TellArgs => ({ ...input, lockOutId: newId() }),
  keys: ({ userId }) => [`person:${userId}`],
  seen: () => [],
  execute: tell,
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

async function tell(db: Database, args: TellArgs, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, terminalId, occurredAt } = context
  const person = await readColleague(db, propertyId, args.userId)
  if (!person) return no('person_not_here')
  await db.execute(
    `INSERT INTO shared.sign_in_lock_outs (id, property_id, user_id, terminal_id, attempts, locked_at)
     VALUES ($1, $2, $3, $4, $5, $6::timestamptz)`,
    [args.lockOutId, propertyId, args.userId, terminalId, args.attempts, hlcInstant(occurredAt)],
  )
  const [terminal] = await db.query<{ name: string }>('SELECT name FROM sync.terminal_progress WHERE id = $1', [
    terminalId,
  ])
  const facts = { person: person.person, terminal: terminal?.name ?? '', attempts: args.attempts }
  return { resolutions: [entry('locked_out', facts, {})] satisfies Resolution[] }
}

const releaseArgs = z.strictObject({ lockOutId: uuid, personName: z.string() })
type ReleaseArgs = z.output<typeof releaseArgs>

/** Lets somebody try again at once. It gives no access: their PIN is asked for as before. */
export const releaseLockOutCommand = defineCommand({
  name: 'v1.access.releaseLockOut',
  input: releaseLockOutInput,
  args: releaseArgs,
  async prepare({ lockOutId }, { db, propertyId }): Promise<ReleaseArgs> {
    const [row] = await db.query<{ name: string }>(
      `SELECT r.display_name AS name FROM shared.sign_in_lock_outs l
       JOIN shared.user_property_roles r ON r.user_id = l.user_id AND r.property_id = l.property_id
       WHERE l.property_id = $1 AND l.id = $2 ORDER BY r.granted_at DESC LIMIT 1`,
      [propertyId, lockOutId],
    )
    return { lockOutId, personName: row?.name ?? '' }
  },
  keys: ({ lockOutId }) => [`lock-out:${lockOutId}`],
  seen: ({ lockOutId }) => [{ table: 'shared.sign_in_lock_outs', id: lockOutId }],
  execute: release,
  // Two people let go of the same lock: it is open, as both wanted.
  reconcile: (_db, _args, _context, refusal) => Promise.resolve(refusal.code === 'lock_out_released' ? [] : undefined),
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

async function release(db: Database, args: ReleaseArgs, context: CommandContext): Promise<ExecuteResult> {
  const [row] = await db.query<{ releasedAt: string | null }>(
    `SELECT released_at AS "releasedAt" FROM shared.sign_in_lock_outs
     WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`,
    [context.propertyId, args.lockOutId],
  )
  if (!row) return no('lock_out_not_found')
  if (row.releasedAt !== null) return no('lock_out_released', { person: args.personName })
  await db.execute(
    `UPDATE shared.sign_in_lock_outs SET released_at = $3::timestamptz, released_by = $4 WHERE property_id = $1 AND id = $2`,
    [context.propertyId, args.lockOutId, hlcInstant(context.occurredAt), context.actor],
  )
  return applied
}
