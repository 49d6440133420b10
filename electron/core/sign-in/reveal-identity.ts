import type { PGlite } from '@electric-sql/pglite'
import type { Refusal } from '../../../shared/command/command.ts'
import { DatabaseError, SQLSTATE, type Reader } from '../../../shared/command/database.ts'
import type { RevealIdentityInput } from '../../../shared/domains/guest/identity-inputs.ts'
import { unsealWith } from '../../../shared/domains/guest/sealing.ts'
import { no } from '../../../shared/domains/refusals.ts'
import type { PlainIdentity, RunOutcome } from '../../../shared/protocol/port.ts'
import { databaseOf } from '../database/handle.ts'

export type Revealed = { readonly identity: PlainIdentity } | { readonly refused: Refusal }

export interface RevealOptions {
  readonly pg: PGlite
  readonly property: string
  readonly key: string | undefined
  /** Gives the command that tells of it. */
  readonly tell: () => Promise<RunOutcome>
}

/** K9: what cannot be read is not told of, and nothing is shown before it is told. */
export async function revealIdentity({ profileId }: RevealIdentityInput, options: RevealOptions): Promise<Revealed> {
  const db = databaseOf(options.pg)
  const [row] = await db.query<SealedIdentity>(
    `SELECT full_name AS "guestName", encode(document_enc, 'hex') AS document, encode(dob_enc, 'hex') AS "dateOfBirth" FROM guest.profiles
     WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL`,
    [options.property, profileId],
  )
  if (!row) return no('guest_not_found')
  const { guestName } = row
  if (row.document === null && row.dateOfBirth === null) return no('identity_not_on_file', { guestName })
  if (options.key === undefined) return no('identity_key_missing')
  const identity = await unseal(db, options.key, row)
  if (!identity) return no('identity_unreadable', { guestName })
  const told = await options.tell()
  return told.kind === 'done' ? { identity } : { refused: told.refusal }
}

interface SealedIdentity {
  readonly guestName: string
  readonly document: string | null
  readonly dateOfBirth: string | null
}

async function unseal(db: Reader, key: string, row: SealedIdentity): Promise<PlainIdentity | undefined> {
  const open = (sealed: string | null) => (sealed === null ? null : unsealWith(db, key, sealed))
  try {
    return { documentNumber: await open(row.document), dateOfBirth: await open(row.dateOfBirth) }
  } catch (error) {
    if (error instanceof DatabaseError && error.sqlState === SQLSTATE.wrongKey) return undefined
    throw error
  }
}
