import { z } from 'zod'
import { applied, type CommandContext, defineCommand, type ExecuteResult } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { endMembershipInput, keepMembershipInput } from './consent-inputs.ts'
import { followMerged, readGuestName, RECORD_STATE, type RecordState, refuseRecord } from './guest-record.ts'

const keepArgs = keepMembershipInput.extend({ membershipId: uuid, guestName: z.string() })
type KeepArgs = z.output<typeof keepArgs>

/** A card that the guest shows. Shown at two desks it is one membership, and the tier of the later command stands. */
export const keepMembershipCommand = defineCommand({
  name: 'v1.guest.keepMembership',
  input: keepMembershipInput,
  args: keepArgs,
  async prepare(input, { db, propertyId, newId }): Promise<KeepArgs> {
    return { ...input, membershipId: newId(), guestName: await readGuestName(db, propertyId, input.profileId) }
  },
  keys: ({ profileId, program, number }) => [`guest:${profileId}`, `loyalty:${program.toLowerCase()}/${number}`],
  seen: () => [],
  execute: keep,
  reconcile: followMerged(keep),
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', { profileId }),
})

interface Membership {
  readonly id: Uuid
  readonly profileId: Uuid
  readonly guestName: string
}

async function readRecord(db: Reader, propertyId: Uuid, profileId: Uuid): Promise<RecordState | undefined> {
  const [row] = await db.query<RecordState>(
    `SELECT ${RECORD_STATE} FROM guest.profiles g WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL`,
    [propertyId, profileId],
  )
  return row
}

async function keep(db: Database, args: KeepArgs, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, businessDate } = context
  const { profileId, program, number, tier } = args
  const refusal = refuseRecord(await readRecord(db, propertyId, profileId))
  if (refusal) return { refused: refusal }
  const [known] = await db.query<Membership>(
    `SELECT m.id, m.profile_id AS "profileId", coalesce(g.full_name, '') AS "guestName"
     FROM guest.loyalty_memberships m LEFT JOIN guest.profiles g ON g.id = m.profile_id
     WHERE m.property_id = $1 AND m.program = $2 AND m.number = $3 AND m.deleted_at IS NULL`,
    [propertyId, program, number],
  )
  if (known && known.profileId !== profileId)
    return no('loyalty_number_taken', { program, number, guestName: known.guestName })
  if (known) {
    await db.execute('UPDATE guest.loyalty_memberships SET tier = $3 WHERE property_id = $1 AND id = $2', [
      propertyId,
      known.id,
      tier,
    ])
    return applied
  }
  await db.execute(
    `INSERT INTO guest.loyalty_memberships (id, property_id, profile_id, program, number, tier, joined_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7::date)`,
    [args.membershipId, propertyId, profileId, program, number, tier, businessDate],
  )
  return applied
}

const endArgs = endMembershipInput.extend({ guestName: z.string() })
type EndArgs = z.output<typeof endArgs>

/** Taken off: entered by mistake, or given up. Twice is once. */
export const endMembershipCommand = defineCommand({
  name: 'v1.guest.endMembership',
  input: endMembershipInput,
  args: endArgs,
  async prepare(input, { db, propertyId }): Promise<EndArgs> {
    return { ...input, guestName: await readGuestName(db, propertyId, input.profileId) }
  },
  keys: ({ profileId }) => [`guest:${profileId}`],
  seen: ({ membershipId }) => [{ table: 'guest.loyalty_memberships', id: membershipId }],
  execute: end,
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', { profileId }),
})

async function end(db: Database, args: EndArgs, { propertyId, occurredAt }: CommandContext): Promise<ExecuteResult> {
  const ended = await db.execute(
    `UPDATE guest.loyalty_memberships SET deleted_at = coalesce(deleted_at, $3::timestamptz) WHERE property_id = $1 AND id = $2`,
    [propertyId, args.membershipId, hlcInstant(occurredAt)],
  )
  return ended === 0 ? no('membership_not_found') : applied
}
