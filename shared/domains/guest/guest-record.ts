import type { CommandContext, CommandDefinition, ExecuteResult, Refusal } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'

/** Whether a record is still anybody's. */
export interface RecordState {
  readonly guestName: string
  readonly erased: boolean
  /** Name of the guest in whose record this one lives on. */
  readonly mergedInto: string | null
}

export const RECORD_STATE = `g.full_name AS "guestName", g.erased_at IS NOT NULL AS erased,
  (SELECT m.full_name FROM guest.profiles m WHERE m.id = g.merged_into_id) AS "mergedInto"`

export function refuseRecord(record: RecordState | undefined): Refusal | undefined {
  if (!record) return no('guest_not_found').refused
  if (record.erased) return no('guest_erased').refused
  return record.mergedInto === null ? undefined : no('guest_merged', { guestName: record.mergedInto }).refused
}

/** Empty where the record is not here: what is prepared for nobody is refused by its handler. */
export async function readGuestName(db: Reader, propertyId: Uuid, profileId: Uuid): Promise<string> {
  const [row] = await db.query<{ name: string }>(
    'SELECT full_name AS name FROM guest.profiles WHERE property_id = $1 AND id = $2',
    [propertyId, profileId],
  )
  return row?.name ?? ''
}

/** Whose record this one lives on in, locked; itself where it was never merged. A record may have been merged into one that was merged. */
export async function lockSurvivor(db: Database, propertyId: Uuid, profileId: Uuid): Promise<Uuid> {
  const [row] = await db.query<{ id: Uuid }>(
    `WITH RECURSIVE chain AS (
       SELECT id, merged_into_id, 0 AS step FROM guest.profiles WHERE property_id = $1 AND id = $2
       UNION ALL SELECT g.id, g.merged_into_id, c.step + 1 FROM chain c JOIN guest.profiles g ON g.id = c.merged_into_id
         WHERE c.step < 20)
     SELECT g.id FROM guest.profiles g WHERE g.id = (SELECT id FROM chain ORDER BY step DESC LIMIT 1) FOR NO KEY UPDATE`,
    [propertyId, profileId],
  )
  return row?.id ?? profileId
}

/**
 * A `reconcile`: what was given for a record that was merged meanwhile is done to the one that it lives on in. Whatever refuses there
 * refuses.
 */
export function followMerged<Args extends { readonly profileId: Uuid }>(
  execute: (db: Database, args: Args, context: CommandContext) => Promise<ExecuteResult>,
): NonNullable<CommandDefinition<never, Args>['reconcile']> {
  return async (db, args, context, refusal) => {
    if (refusal.code !== 'guest_merged') return undefined
    const profileId = await lockSurvivor(db, context.propertyId, args.profileId)
    const result = await execute(db, { ...args, profileId }, context)
    return 'refused' in result ? undefined : [...result.resolutions]
  }
}
