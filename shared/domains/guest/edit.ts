import { z } from 'zod'
import { defineCommand, type CommandContext, type ExecuteResult, type Resolution } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { followMerged, readGuestName, RECORD_STATE, type RecordState, refuseRecord } from './guest-record.ts'
import { editInput, profileChanges, type ProfileField } from './inputs.ts'
import { mergeEdit, type FieldValue, type Merge, type ProfileState } from './merge-edit.ts'

const args = z.strictObject({ profileId: uuid, changes: profileChanges, guestName: z.string() })
type Args = z.output<typeof args>

export const editCommand = defineCommand({
  name: 'v1.guest.edit',
  input: editInput,
  args,
  async prepare({ profileId, changes }, { db, propertyId }): Promise<Args> {
    return { profileId, changes, guestName: await readGuestName(db, propertyId, profileId) }
  },
  keys: ({ profileId }) => [`guest:${profileId}`],
  seen: ({ profileId }) => [{ table: 'guest.profiles', id: profileId }],
  execute: edit,
  reconcile: followMerged(edit),
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', { profileId }),
})

export const columns: Record<ProfileField, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'phone',
  nationality: 'nationality',
  language: 'language',
  vipLevel: 'vip_level',
  notes: 'notes',
  noPost: 'no_post',
}

export type ProfileRecord = ProfileState & RecordState

export async function readProfile(db: Reader, propertyId: Uuid, profileId: Uuid): Promise<ProfileRecord | undefined> {
  const fields = Object.entries(columns).map(([field, column]) => `'${field}', g.${column}`)
  const [row] = await db.query<ProfileRecord>(
    `SELECT ${RECORD_STATE},
       jsonb_build_object(${fields.join(', ')}) AS values, g.field_clocks AS clocks, g.alternatives
     FROM guest.profiles g WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL`,
    [propertyId, profileId],
  )
  return row
}

/** Merged by field, on the terminal and at the centre alike; an entry is made only where somebody else's value stands against ours. */
async function edit(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const profile = await readProfile(db, context.propertyId, args.profileId)
  const refusal = refuseRecord(profile)
  if (!profile || refusal) return { refused: refusal ?? no('guest_not_found').refused }
  const merge = mergeEdit(profile, args.changes, { at: context.occurredAt, command: context.commandId })
  await writeProfile(db, context.propertyId, args.profileId, merge)
  return { resolutions: merge.conflicts.map((conflict) => tellConflict(args.profileId, profile.guestName, conflict)) }
}

export async function writeProfile(db: Database, propertyId: Uuid, profileId: Uuid, merge: Merge): Promise<void> {
  const changed = Object.entries(merge.values) as [ProfileField, FieldValue][]
  const assignments = changed.map(([field], i) => `, ${columns[field]} = $${i + 5}`)
  await db.execute(
    `UPDATE guest.profiles SET field_clocks = $3::jsonb, alternatives = $4::jsonb${assignments.join('')}
     WHERE property_id = $1 AND id = $2`,
    [
      propertyId,
      profileId,
      JSON.stringify(merge.clocks),
      JSON.stringify(merge.alternatives),
      ...changed.map(([, value]) => value),
    ],
  )
}

/** Somebody else's value stood against ours. */
export function tellConflict(profileId: Uuid, guestName: string, conflict: Merge['conflicts'][number]): Resolution {
  const { field, kept, other } = conflict
  return entry('guest_edit_conflict', { guestName, field, kept, other }, { profileId }, field)
}
