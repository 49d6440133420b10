import { z } from 'zod'
import {
  applied,
  type CommandContext,
  defineCommand,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { type Consent, mergeConsents } from './consents.ts'
import { type ProfileRecord, readProfile, tellConflict, writeProfile } from './edit.ts'
import { lockSurvivor, readGuestName, refuseRecord } from './guest-record.ts'
import { profileChanges } from './inputs.ts'
import { mergeInput } from './merge-inputs.ts'
import { type Alternative, type Merge, mergeEdit } from './merge-edit.ts'

const args = z.strictObject({
  survivorId: uuid,
  mergedId: uuid,
  guestName: z.string(),
  mergedName: z.string(),
  changes: profileChanges.optional(),
})
type Args = z.output<typeof args>

/**
 * Two records become one: what points to the second points to the first, and the second stays behind as a sign to it. Done twice, or the other
 * way round at another desk, it is done once; what is edited meanwhile follows (`followMerged`).
 */
export const mergeCommand = defineCommand({
  name: 'v1.guest.merge',
  input: mergeInput,
  args,
  async prepare(input, { db, propertyId }): Promise<Args> {
    const [guestName, mergedName] = [
      await readGuestName(db, propertyId, input.survivorId),
      await readGuestName(db, propertyId, input.mergedId),
    ]
    return { ...input, guestName, mergedName }
  },
  keys: ({ survivorId, mergedId }) => [`guest:${survivorId}`, `guest:${mergedId}`],
  seen: ({ survivorId, mergedId }) => [survivorId, mergedId].map((id) => ({ table: 'guest.profiles', id })),
  execute: merge,
  reconcile,
  onRefusal: ({ survivorId }, refusal) => refusalEntry(refusal, 'none', { profileId: survivorId }),
})

async function merge(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId } = context
  const { survivorId, mergedId } = args
  if (survivorId === mergedId) return no('same_guest')
  const roots = [await lockSurvivor(db, propertyId, survivorId), await lockSurvivor(db, propertyId, mergedId)]
  // One record already, whoever made it so.
  if (roots[0] === roots[1]) return applied
  const survivor = await readProfile(db, propertyId, survivorId)
  const merged = await readProfile(db, propertyId, mergedId)
  const refusal = refuseRecord(survivor) ?? refuseRecord(merged)
  if (!survivor || !merged || refusal) return { refused: refusal ?? (no('guest_not_found').refused satisfies Refusal) }
  return { resolutions: await join(db, args, context, survivor, merged) }
}

/** The first of the two lives on in a third: so does the second now. But two people who say otherwise of the second must look themselves. */
async function reconcile(db: Database, args: Args, context: CommandContext, refusal: Refusal) {
  const { propertyId } = context
  if (refusal.code !== 'guest_merged') return undefined
  if ((await lockSurvivor(db, propertyId, args.mergedId)) !== args.mergedId) return undefined
  const survivorId = await lockSurvivor(db, propertyId, args.survivorId)
  const result = await merge(db, { ...args, survivorId }, context)
  return 'refused' in result ? undefined : [...result.resolutions]
}

async function join(
  db: Database,
  { survivorId, mergedId, changes = {} }: Args,
  context: CommandContext,
  survivor: ProfileRecord,
  merged: ProfileRecord,
): Promise<Resolution[]> {
  const { propertyId, occurredAt, commandId } = context
  const edit = mergeEdit(survivor, changes, { at: occurredAt, command: commandId })
  await writeProfile(db, propertyId, survivorId, { ...edit, alternatives: alternativesOf(survivor, merged, edit) })
  await joinAnswers(db, propertyId, survivorId, mergedId)
  await db.execute(MOVE_IDENTITY, [propertyId, survivorId, mergedId])
  await db.execute(CLOSE_RECORD, [propertyId, survivorId, mergedId])
  for (const statement of MOVE_ROWS) await db.execute(statement, [propertyId, survivorId, mergedId])
  return edit.conflicts.map((conflict) => tellConflict(survivorId, survivor.guestName, conflict))
}

/** What the second record said otherwise, and did not come to stand, is kept beside. */
function alternativesOf(survivor: ProfileRecord, merged: ProfileRecord, edit: Merge): Alternative[] {
  const stands = { ...survivor.values, ...edit.values }
  const lost = Object.entries(merged.values)
    .filter(
      ([field, value]) => typeof value === 'string' && value !== '' && value !== 'none' && value !== stands[field],
    )
    .map(([field, value]): Alternative => ({ field, value, at: merged.clocks[field] ?? null, command: null }))
  return [...edit.alternatives, ...merged.alternatives, ...lost]
}

interface Answers {
  readonly consents: Readonly<Record<string, Consent>>
  readonly preferences: Readonly<Record<string, string>>
  readonly noPost: boolean
}

/** Consents: the most restrictive. Wishes: both, the survivor's first. No posting to the room: where either says so. */
async function joinAnswers(db: Database, propertyId: Uuid, survivorId: Uuid, mergedId: Uuid): Promise<void> {
  const read = async (id: Uuid) => {
    const [row] = await db.query<Answers>(
      'SELECT consents, preferences, no_post AS "noPost" FROM guest.profiles WHERE property_id = $1 AND id = $2',
      [propertyId, id],
    )
    return row ?? { consents: {}, preferences: {}, noPost: false }
  }
  const [one, other] = [await read(survivorId), await read(mergedId)]
  await db.execute(
    'UPDATE guest.profiles SET consents = $3::jsonb, preferences = $4::jsonb, no_post = $5 WHERE property_id = $1 AND id = $2',
    [
      propertyId,
      survivorId,
      JSON.stringify(mergeConsents(one.consents, other.consents)),
      JSON.stringify({ ...other.preferences, ...one.preferences }),
      one.noPost || other.noPost,
    ],
  )
}

/** $1 property, $2 survivor, $3 the other. Of two documents the one taken down later. */
const MOVE_IDENTITY = `UPDATE guest.profiles g SET (document_enc, document_type, document_country, document_expires_on, document_tail,
    document_captured_at) = (SELECT n.document_enc, n.document_type, n.document_country, n.document_expires_on, n.document_tail,
    n.document_captured_at FROM guest.profiles n WHERE n.id IN ($2, $3) AND n.property_id = $1
    ORDER BY n.document_enc IS NULL, n.document_captured_at DESC NULLS LAST, n.id = $2 DESC LIMIT 1),
    dob_enc = coalesce(g.dob_enc, (SELECT n.dob_enc FROM guest.profiles n WHERE n.id = $3 AND n.property_id = $1))
  WHERE g.property_id = $1 AND g.id = $2`

/** The other, and whatever was merged into it before. It keeps no identity of its own. */
const CLOSE_RECORD = `UPDATE guest.profiles SET merged_into_id = $2, document_enc = NULL, document_type = NULL, document_country = NULL,
    document_expires_on = NULL, document_tail = NULL, document_captured_at = NULL, dob_enc = NULL
  WHERE property_id = $1 AND (id = $3 OR merged_into_id = $3)`

/** Whoever travels with themselves travels once: in the role that counts for more. */
const MOVE_COMPANIONS = [
  `UPDATE reservation.reservation_guests c SET deleted_at = shared.command_time()
   WHERE c.property_id = $1 AND c.profile_id IN ($2, $3) AND c.deleted_at IS NULL AND EXISTS (
     SELECT FROM reservation.reservation_guests o WHERE o.reservation_id = c.reservation_id AND o.deleted_at IS NULL AND o.id <> c.id
       AND o.profile_id IN ($2, $3) AND (o.role, o.id) < (c.role, c.id))`,
  `UPDATE reservation.reservation_guests SET profile_id = $2 WHERE property_id = $1 AND profile_id = $3`,
]

/** Everything that names a guest, but what is a fact of its own (who uncovered whose document). */
const MOVE_ROWS = [
  ...MOVE_COMPANIONS,
  ...[
    'reservation.reservations',
    'reservation.quotes',
    'reservation.waitlist_entries',
    'guest.stays',
    'guest.feedback',
    'guest.loyalty_memberships',
    'billing.folios',
  ].map((table) => `UPDATE ${table} SET profile_id = $2 WHERE property_id = $1 AND profile_id = $3`),
]
