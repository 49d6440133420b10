import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { reason, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { resolveInput } from './inputs.ts'
import { refusalEntry } from './reasons.ts'

const args = z.strictObject({ resolutionId: uuid, note: reason })
type Args = z.output<typeof args>

export const resolveCommand = defineCommand({
  name: 'v1.resolution.resolve',
  input: resolveInput,
  args,
  prepare: (input): Args => input,
  keys: ({ resolutionId }) => [`resolution:${resolutionId}`],
  // Entries have no version.
  seen: () => [],
  execute: resolve,
  // Two people saw to it: the first note stands.
  reconcile: (_db, _args, _context, refusal) => Promise.resolve(refusal.code === 'already_resolved' ? [] : undefined),
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

async function resolve(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const [row] = await db.query<{ status: 'open' | 'resolved' }>(
    'SELECT status FROM sync.resolutions WHERE property_id = $1 AND id = $2',
    [context.propertyId, args.resolutionId],
  )
  if (!row) return no('resolution_not_found')
  if (row.status === 'resolved') return no('already_resolved')
  await db.execute(
    `UPDATE sync.resolutions SET status = 'resolved', resolved_at = $3::timestamptz, resolved_by = $4, resolution_note = $5
     WHERE property_id = $1 AND id = $2`,
    [context.propertyId, args.resolutionId, hlcInstant(context.occurredAt), context.actor, args.note],
  )
  return applied
}
