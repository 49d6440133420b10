import { z } from 'zod'
import type { CommandContext, ExecuteResult, Preparation } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { WaitlistStatus } from '../../schema/reservation.ts'
import { no } from '../refusals.ts'
import { canBecome } from '../transitions.ts'
import { waitlistStates } from './offer-states.ts'

export interface WaitingRecord {
  readonly id: Uuid
  readonly status: WaitlistStatus
  readonly profileId: Uuid
  readonly guestName: string
  readonly unitTypeId: Uuid
  readonly arrival: IsoDate
  readonly departure: IsoDate
  readonly guests: number
  readonly notes: string
}

const ENTRY = `SELECT w.id, w.status, w.profile_id AS "profileId", coalesce(g.full_name, '') AS "guestName",
    w.unit_type_id AS "unitTypeId", w.arrival, w.departure, w.guests, w.notes
  FROM reservation.waitlist_entries w LEFT JOIN guest.profiles g ON g.id = w.profile_id
  WHERE w.property_id = $1 AND w.id = $2 AND w.deleted_at IS NULL`

export async function readWaiting(db: Reader, propertyId: Uuid, id: Uuid): Promise<WaitingRecord | undefined> {
  const [row] = await db.query<WaitingRecord>(ENTRY, [propertyId, id])
  return row
}

export async function lockWaiting(db: Database, propertyId: Uuid, id: Uuid): Promise<WaitingRecord | undefined> {
  const [row] = await db.query<WaitingRecord>(`${ENTRY} FOR NO KEY UPDATE OF w`, [propertyId, id])
  return row
}

/** Who waits, as the person saw it: for the queue's text. */
export const waitingFields = { guestName: z.string() }

export async function freezeWaiting<Input extends { entryId: Uuid }>(
  input: Input,
  { db, propertyId }: Preparation,
): Promise<Input & { guestName: string }> {
  const entry = await readWaiting(db, propertyId, input.entryId)
  return { ...input, guestName: entry?.guestName ?? '' }
}

/** Undefined where this may follow. */
export function refuseWaiting(
  entry: WaitingRecord | undefined,
  to: WaitlistStatus,
): Extract<ExecuteResult, { refused: unknown }> | undefined {
  if (!entry) return no('waiting_not_found')
  const { guestName, status } = entry
  if (canBecome(waitlistStates, status, to)) return undefined
  if (status === 'offered') return no('waiting_offered', { guestName })
  if (status === 'waiting') return no('waiting_not_offered', { guestName })
  return no('waiting_ended', { guestName, status })
}

export async function setWaiting(
  db: Database,
  { propertyId }: CommandContext,
  id: Uuid,
  to: WaitlistStatus,
  more: { offeredAt?: string; reservationId?: Uuid; note?: string } = {},
): Promise<void> {
  await db.execute(
    `UPDATE reservation.waitlist_entries SET status = $3, offered_at = $4::timestamptz,
       reservation_id = coalesce($5::uuid, reservation_id), notes = concat_ws(' / ', nullif(notes, ''), $6::text)
     WHERE property_id = $1 AND id = $2`,
    [propertyId, id, to, more.offeredAt ?? null, more.reservationId ?? null, more.note ?? null],
  )
}
