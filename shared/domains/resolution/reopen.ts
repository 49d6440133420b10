import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { reopenInput } from './inputs.ts'
import { refusalEntry } from './reasons.ts'

const args = z.strictObject({ resolutionId: uuid })
type Args = z.output<typeof args>

/** Marked as done by mistake: it waits for a person again, and keeps the note that was written. */
export const reopenCommand = defineCommand({
  name: 'v1.resolution.reopen',
  input: reopenInput,
  args,
  prepare: (input): Args => input,
  keys: ({ resolutionId }) => [`resolution:${resolutionId}`],
  // Entries have no version.
  seen: () => [],
  execute: reopen,
  // Open already, or what has happened meanwhile has settled it: nobody needs to hear of it.
  reconcile: (_db, _args, _context, { code }) =>
    Promise.resolve(code === 'entry_open' || code === 'entry_settled' ? [] : undefined),
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

async function reopen(db: Database, args: Args, { propertyId }: CommandContext): Promise<ExecuteResult> {
  const [row] = await db.query<{ status: 'open' | 'resolved'; settled: boolean }>(
    'SELECT status, settled IS NOT NULL AS settled FROM sync.resolutions WHERE property_id = $1 AND id = $2',
    [propertyId, args.resolutionId],
  )
  if (!row) return no('resolution_not_found')
  if (row.status === 'open') return no('entry_open')
  if (row.settled) return no('entry_settled')
  await db.execute(
    `UPDATE sync.resolutions SET status = 'open', resolved_at = NULL, resolved_by = NULL WHERE property_id = $1 AND id = $2`,
    [propertyId, args.resolutionId],
  )
  return applied
}
