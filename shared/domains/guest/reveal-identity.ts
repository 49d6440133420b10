import { z } from 'zod'
import { applied, type CommandContext, defineCommand, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { readColleague } from '../access/colleague.ts'
import { grantOf } from '../access/permissions.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { readGuestName } from './guest-record.ts'
import { revealIdentityInput } from './identity-inputs.ts'

const args = z.strictObject({ revealId: uuid, profileId: uuid, guestName: z.string(), reason: z.string() })
type Args = z.output<typeof args>

/** Somebody reads what is encrypted of a guest: told before it is shown, and a fact whatever became of the guest meanwhile. */
export const revealIdentityCommand = defineCommand({
  name: 'v1.guest.revealIdentity',
  input: revealIdentityInput,
  args,
  async prepare({ profileId, reason }, { db, propertyId, newId }): Promise<Args> {
    return { revealId: newId(), profileId, guestName: await readGuestName(db, propertyId, profileId), reason }
  },
  keys: ({ profileId }) => [`guest:${profileId}`],
  seen: () => [],
  execute: reveal,
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', { profileId }),
})

async function reveal(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, terminalId, actor, occurredAt } = context
  if (args.guestName === '') return no('guest_not_found')
  const person = await readColleague(db, propertyId, actor)
  if (args.reason === '' && grantOf(person?.role ?? '', 'guest.identity') === 'masked')
    return no('reveal_reason_missing')
  await db.execute(
    `INSERT INTO guest.identity_reveals (id, property_id, profile_id, reason, revealed_at, terminal_id)
     VALUES ($1, $2, $3, $4, $5::timestamptz, $6)`,
    [args.revealId, propertyId, args.profileId, args.reason, hlcInstant(occurredAt), terminalId],
  )
  return applied
}
