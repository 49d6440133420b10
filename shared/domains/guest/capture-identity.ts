import { z } from 'zod'
import { type CommandContext, defineCommand, type ExecuteResult, type Preparation } from '../../command/command.ts'
import type { Database, Reader, SqlValue } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { isoDate, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { followMerged, readGuestName, RECORD_STATE, type RecordState, refuseRecord } from './guest-record.ts'
import { captureIdentityInput, documentTypes, tailOf } from './identity-inputs.ts'

/** Ciphertext in hexadecimal digits; null where the desk that took it down had no key. */
const sealed = z
  .string()
  .regex(/^[0-9a-f]+$/)
  .nullable()

const args = z.strictObject({
  profileId: uuid,
  guestName: z.string(),
  document: z
    .strictObject({
      type: z.enum(documentTypes),
      country: z.string().nullable(),
      expiresOn: isoDate.nullable(),
      tail: z.string().nullable(),
      number: sealed,
      /** When the document was taken down that stood here. */
      seenAt: z.string().nullable(),
    })
    .nullable(),
  dateOfBirth: z.strictObject({ date: sealed }).nullable(),
})
type Args = z.output<typeof args>

export const captureIdentityCommand = defineCommand({
  name: 'v1.guest.captureIdentity',
  input: captureIdentityInput,
  args,
  prepare,
  keys: ({ profileId }) => [`guest:${profileId}`],
  seen: ({ profileId }) => [{ table: 'guest.profiles', id: profileId }],
  execute: capture,
  reconcile: followMerged(capture),
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', { profileId }),
})

async function prepare(
  { profileId, document, dateOfBirth }: z.output<typeof captureIdentityInput>,
  { db, propertyId, seal }: Preparation,
): Promise<Args> {
  const [seen] = await db.query<{ at: string | null }>(
    'SELECT document_captured_at AS at FROM guest.profiles WHERE property_id = $1 AND id = $2',
    [propertyId, profileId],
  )
  return {
    profileId,
    guestName: await readGuestName(db, propertyId, profileId),
    document: document
      ? {
          type: document.type,
          country: document.country,
          expiresOn: document.expiresOn,
          tail: tailOf(document.number),
          number: await seal(document.number),
          seenAt: seen?.at ?? null,
        }
      : null,
    dateOfBirth: dateOfBirth === undefined ? null : { date: await seal(dateOfBirth) },
  }
}

interface IdentityRecord extends RecordState {
  readonly type: string | null
  readonly country: string | null
  readonly expiresOn: string | null
  readonly tail: string | null
  readonly capturedAt: string | null
  readonly clocks: Readonly<Record<string, string>>
}

async function readIdentity(db: Reader, propertyId: Uuid, profileId: Uuid): Promise<IdentityRecord | undefined> {
  const [row] = await db.query<IdentityRecord>(
    `SELECT ${RECORD_STATE}, g.document_type AS type, g.document_country AS country, g.document_expires_on AS "expiresOn",
       g.document_tail AS tail, g.document_captured_at AS "capturedAt", g.field_clocks AS clocks
     FROM guest.profiles g WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL`,
    [propertyId, profileId],
  )
  return row
}

/** Of two documents the one taken down later stands; the other is not kept in clear or in cipher, but a person is told to look again. */
async function capture(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, occurredAt } = context
  const record = await readIdentity(db, propertyId, args.profileId)
  const refusal = refuseRecord(record)
  if (!record || refusal) return { refused: refusal ?? no('guest_not_found').refused }
  const { document, dateOfBirth } = args
  if (document?.number === null || dateOfBirth?.date === null) return no('identity_key_missing')

  const isNewer = (field: string) => (record.clocks[field] ?? '') <= occurredAt
  const values: [column: string, value: SqlValue][] = []
  const clocks: Record<string, string> = { ...record.clocks }
  if (document && isNewer('document')) {
    values.push(
      ['document_enc', document.number],
      ['document_type', document.type],
      ['document_country', document.country],
      ['document_expires_on', document.expiresOn],
      ['document_tail', document.tail],
      ['document_captured_at', hlcInstant(occurredAt)],
    )
    clocks['document'] = occurredAt
  }
  if (dateOfBirth && isNewer('dateOfBirth')) {
    values.push(['dob_enc', dateOfBirth.date])
    clocks['dateOfBirth'] = occurredAt
  }
  await write(db, propertyId, args.profileId, values, clocks)
  if (!document || !isAnother(record, document)) return { resolutions: [] }
  const [kept, other] = isNewer('document') ? [document.type, record.type] : [record.type, document.type]
  const { profileId } = args
  return { resolutions: [entry('identity_taken_twice', { guestName: record.guestName, kept, other }, { profileId })] }
}

/** Taken down elsewhere since this desk looked, and not the same document. */
function isAnother(record: IdentityRecord, document: NonNullable<Args['document']>): boolean {
  if (record.capturedAt === null || record.capturedAt === document.seenAt) return false
  const { type, country, expiresOn, tail } = document
  return record.type !== type || record.country !== country || record.expiresOn !== expiresOn || record.tail !== tail
}

/** How a value that is text here becomes what its column holds. */
const writtenAs: Readonly<Record<string, (param: string) => string>> = {
  document_enc: (param) => `decode(${param}, 'hex')`,
  dob_enc: (param) => `decode(${param}, 'hex')`,
  document_expires_on: (param) => `${param}::date`,
  document_captured_at: (param) => `${param}::timestamptz`,
}

async function write(
  db: Database,
  propertyId: Uuid,
  profileId: Uuid,
  values: readonly [string, SqlValue][],
  clocks: Readonly<Record<string, string>>,
): Promise<void> {
  if (values.length === 0) return
  const assignments = values.map(([column], i) => `, ${column} = ${(writtenAs[column] ?? String)(`$${i + 4}`)}`)
  await db.execute(
    `UPDATE guest.profiles SET field_clocks = $3::jsonb${assignments.join('')} WHERE property_id = $1 AND id = $2`,
    [propertyId, profileId, JSON.stringify(clocks), ...values.map(([, value]) => value)],
  )
}
