import { z } from 'zod'
import type { ConflictKey, ExecuteResult, Preparation } from '../../command/command.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import { decimal, reason, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { holderFields, holderOf } from './account-args.ts'
import { readDebtor } from './debtor.ts'
import { readPayment } from './payments.ts'

/** Of which payment of whose account. */
export const refundFields = {
  ...holderFields,
  paymentId: uuid,
  /** Where the payment stands; null where it was not here. */
  folioId: uuid.nullable(),
  refundId: uuid,
  amount: decimal,
  reason,
  /** The account was closed where it was given: what goes back is left on it for the reason. */
  leaves: z.boolean(),
}

interface Wish {
  readonly reservationId: Uuid
  readonly paymentId: Uuid
  readonly amount: Decimal
  readonly reason: string
}

export async function freezeRefund(wish: Wish, { db, propertyId, newId }: Preparation) {
  const debtor = await readDebtor(db, propertyId, wish.reservationId)
  const payment = await readPayment(db, propertyId, wish.paymentId)
  return {
    ...wish,
    ...holderOf(wish.reservationId, debtor),
    folioId: payment?.folioId ?? null,
    refundId: newId(),
    leaves: payment !== undefined && payment.folioStatus !== 'open' && payment.folioStatus !== 'reopened',
  }
}

export const refundKeys = ({ reservationId, paymentId, folioId }: RefundOf): ConflictKey[] => [
  `reservation:${reservationId}`,
  `payment:${paymentId}`,
  ...(folioId === null ? [] : [`folio:${folioId}` as const]),
]
type RefundOf = Pick<Wish, 'reservationId' | 'paymentId'> & { readonly folioId: Uuid | null }

export function refuseRefund(
  { guestName, confirmationNo, amount }: { guestName: string; confirmationNo: string; amount: Decimal },
  left: Decimal,
  currency: string,
): ExecuteResult {
  return no('refund_exceeds', { guestName, confirmationNo, amount, left, currency })
}
