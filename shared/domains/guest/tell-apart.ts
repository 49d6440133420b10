import { z } from 'zod'
import { applied, type CommandContext, defineCommand, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { readGuestName, RECORD_STATE, type RecordState, refuseRecord } from './guest-record.ts'
import { tellApartInput } from './merge-inputs.ts'

const args = tellApartInput.extend({ guestName: z.string() })
type Args = z.output<typeof args>

/** Two records that look like one guest are two: no desk suggests the pair again. Told twice it is told once. */
export const tellApartCommand = defineCommand({
  name: 'v1.guest.tellApart',
  input: tellApartInput,
  args,
  async prepare(input, { db, propertyId }): Promise<Args> {
    return { ...input, guestName: await readGuestName(db, propertyId, input.profileId) }
  },
  keys: ({ profileId, otherId }) => [`guest:${profileId}`, `guest:${otherId}`],
  seen: ({ profileId, otherId }) => [profileId, otherId].map((id) => ({ table: 'guest.profiles', id })),
  execute: tellApart,
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', { profileId }),
})

async function tellApart(
  db: Database,
  { profileId, otherId }: Args,
  { propertyId }: CommandContext,
): Promise<ExecuteResult> {
  if (profileId === otherId) return no('same_guest')
  // In one order, whichever was named first: two desks never wait for each other.
  const [one, two] = profileId < otherId ? [profileId, otherId] : [otherId, profileId]
  const refusal = (await note(db, propertyId, one, two)) ?? (await note(db, propertyId, two, one))
  return refusal ? { refused: refusal } : applied
}

async function note(db: Database, propertyId: Uuid, id: Uuid, otherId: Uuid) {
  const [record] = await db.query<RecordState>(
    `SELECT ${RECORD_STATE} FROM guest.profiles g WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL FOR NO KEY UPDATE`,
    [propertyId, id],
  )
  const refusal = refuseRecord(record)
  if (refusal) return refusal
  await db.execute(
    `UPDATE guest.profiles SET told_apart = told_apart || $3::uuid
     WHERE property_id = $1 AND id = $2 AND NOT $3::uuid = ANY (told_apart)`,
    [propertyId, id, otherId],
  )
  return undefined
}
