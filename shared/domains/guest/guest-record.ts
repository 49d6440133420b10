import type { Refusal } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
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
