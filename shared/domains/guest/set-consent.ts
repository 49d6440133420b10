import { z } from 'zod'
import { type CommandContext, defineCommand, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { consentKinds, setConsentInput } from './consent-inputs.ts'
import { type Consent, mergeConsent } from './consents.ts'
import { followMerged, RECORD_STATE, type RecordState, refuseRecord } from './guest-record.ts'

const args = z.strictObject({
  profileId: uuid,
  guestName: z.string(),
  kind: z.enum(consentKinds),
  granted: z.boolean(),
  /** What stood at the desk. */
  seen: z.strictObject({ granted: z.boolean(), at: z.string() }).nullable(),
})
type Args = z.output<typeof args>

export const setConsentCommand = defineCommand({
  name: 'v1.guest.setConsent',
  input: setConsentInput,
  args,
  async prepare(input, { db, propertyId }): Promise<Args> {
    const record = await readConsents(db, propertyId, input.profileId)
    return { ...input, guestName: record?.guestName ?? '', seen: record?.consents[input.kind] ?? null }
  },
  keys: ({ profileId }) => [`guest:${profileId}`],
  seen: ({ profileId }) => [{ table: 'guest.profiles', id: profileId }],
  execute: set,
  reconcile: followMerged(set),
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', { profileId }),
})

type ConsentRecord = RecordState & { readonly consents: Readonly<Record<string, Consent>> }

async function readConsents(db: Pick<Database, 'query'>, propertyId: string, profileId: string) {
  const [row] = await db.query<ConsentRecord>(
    `SELECT ${RECORD_STATE}, g.consents FROM guest.profiles g
     WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL`,
    [propertyId, profileId],
  )
  return row
}

async function set(db: Database, args: Args, { propertyId, occurredAt }: CommandContext): Promise<ExecuteResult> {
  const { profileId, kind, granted } = args
  const record = await readConsents(db, propertyId, profileId)
  const refusal = refuseRecord(record)
  if (!record || refusal) return { refused: refusal ?? no('guest_not_found').refused }
  const given = { granted, at: hlcInstant(occurredAt) }
  const { consent, overruled } = mergeConsent(record.consents[kind] ?? null, args.seen, given)
  await db.execute('UPDATE guest.profiles SET consents = consents || $3::jsonb WHERE property_id = $1 AND id = $2', [
    propertyId,
    profileId,
    JSON.stringify({ [kind]: consent }),
  ])
  if (!overruled) return { resolutions: [] }
  return {
    resolutions: [
      entry('consent_refused_elsewhere', { guestName: record.guestName, consent: kind }, { profileId }, kind),
    ],
  }
}
