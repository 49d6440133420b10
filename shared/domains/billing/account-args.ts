import { z } from 'zod'
import type { ConflictKey, Preparation } from '../../command/command.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { type AccountSeen, type Debtor, readAccountSeen, readDebtor } from './debtor.ts'

/** Whose account it is, frozen into the arguments. */
export const holderFields = {
  reservationId: uuid,
  /** Empty where the reservation was not here. */
  confirmationNo: z.string(),
  guestName: z.string(),
}

/** Whose account it is and which folios were seen, frozen into the arguments of what is written on it. */
export const accountFields = {
  ...holderFields,
  /** The folios that took postings where it was given. */
  folioIds: z.array(uuid),
  /** Opened where none does. */
  folioId: uuid,
  folioNo: z.string(),
}
type AccountArgs = z.output<z.ZodObject<typeof accountFields>>

export async function freezeAccount(
  reservationId: Uuid,
  { db, propertyId, newId, nextNumber }: Preparation,
): Promise<{ readonly frozen: AccountArgs; readonly debtor: Debtor | undefined; readonly seen: AccountSeen }> {
  const debtor = await readDebtor(db, propertyId, reservationId)
  const seen = await readAccountSeen(db, propertyId, reservationId)
  const frozen = {
    ...holderOf(reservationId, debtor),
    folioIds: seen.folioIds,
    folioId: newId(),
    folioNo: await nextNumber('folio'),
  }
  return { frozen, debtor, seen }
}

export const holderOf = (reservationId: Uuid, debtor: Debtor | undefined) => ({
  reservationId,
  confirmationNo: debtor?.confirmationNo ?? '',
  guestName: debtor?.guestName ?? '',
})

export const accountKeys = ({ reservationId, folioIds }: AccountArgs): ConflictKey[] => [
  `reservation:${reservationId}`,
  ...folioIds.map((id) => `folio:${id}` as const),
]
