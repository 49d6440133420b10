import { z } from 'zod'
import { type CommandContext, defineCommand, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { setPreferencesInput } from './consent-inputs.ts'
import { tellConflict } from './edit.ts'
import { followMerged, readGuestName, RECORD_STATE, type RecordState, refuseRecord } from './guest-record.ts'
import { type Alternative, type Change, mergeEdit } from './merge-edit.ts'

const args = setPreferencesInput.extend({ guestName: z.string() })
type Args = z.output<typeof args>

/** Merged like any other field of the guest, each wish by itself. */
export const setPreferencesCommand = defineCommand({
  name: 'v1.guest.setPreferences',
  input: setPreferencesInput,
  args,
  async prepare(input, { db, propertyId }): Promise<Args> {
    return { ...input, guestName: await readGuestName(db, propertyId, input.profileId) }
  },
  keys: ({ profileId }) => [`guest:${profileId}`],
  seen: ({ profileId }) => [{ table: 'guest.profiles', id: profileId }],
  execute: set,
  reconcile: followMerged(set),
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', { profileId }),
})

interface PreferenceRecord extends RecordState {
  readonly preferences: Readonly<Record<string, string>>
  readonly clocks: Readonly<Record<string, string>>
  readonly alternatives: readonly Alternative[]
}

/** Beside the clocks of the other fields. */
const PREFIX = 'preference.'

async function set(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, occurredAt, commandId } = context
  const [record] = await db.query<PreferenceRecord>(
    `SELECT ${RECORD_STATE}, g.preferences, g.field_clocks AS clocks, g.alternatives FROM guest.profiles g
     WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL`,
    [propertyId, args.profileId],
  )
  const refusal = refuseRecord(record)
  if (!record || refusal) return { refused: refusal ?? no('guest_not_found').refused }
  const changes = Object.entries(args.changes).map(([key, change]): [string, Change | undefined] => [
    PREFIX + key,
    change,
  ])
  const values = Object.fromEntries(Object.entries(record.preferences).map(([key, value]) => [PREFIX + key, value]))
  const merge = mergeEdit({ ...record, values }, Object.fromEntries(changes), { at: occurredAt, command: commandId })
  const wishes = Object.entries({ ...values, ...merge.values }).filter(([, wish]) => wish !== null)
  await db.execute(
    `UPDATE guest.profiles SET preferences = $3::jsonb, field_clocks = $4::jsonb, alternatives = $5::jsonb
     WHERE property_id = $1 AND id = $2`,
    [
      propertyId,
      args.profileId,
      JSON.stringify(Object.fromEntries(wishes.map(([field, wish]) => [field.slice(PREFIX.length), wish]))),
      JSON.stringify(merge.clocks),
      JSON.stringify(merge.alternatives),
    ],
  )
  return { resolutions: merge.conflicts.map((conflict) => tellConflict(args.profileId, record.guestName, conflict)) }
}
