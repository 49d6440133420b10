import type { AccountRow, FolioPaymentRow, FolioRefundRow } from '../../../shared/domains/billing/rows.ts'
import { type Decimal, fromMinor, toMinor } from '../../../shared/kernel/money.ts'

/** Payments of which something may still go back; the newest first, as that is what is spoken of. */
export function givable({ folios }: AccountRow): FolioPaymentRow[] {
  return folios
    .flatMap(({ payments }) => payments)
    .filter(({ left }) => Number(left) > 0)
    .reverse()
}

/** What the guest has paid too much: what is only promised by cards that wait for the line is no money yet. '0.00' where there is none. */
export function creditOf({ due, queued, minorUnits }: Pick<AccountRow, 'due' | 'queued' | 'minorUnits'>): Decimal {
  return fromMinor(Math.max(0, -toMinor(due, minorUnits) - toMinor(queued, minorUnits)), minorUnits)
}

/** The credit of the guest, as far as this payment covers it; empty where there is none. */
export function suggested(account: AccountRow, { left }: Pick<FolioPaymentRow, 'left'>): string {
  const { minorUnits } = account
  const credit = toMinor(creditOf(account), minorUnits)
  return credit > 0 ? fromMinor(Math.min(credit, toMinor(left, minorUnits)), minorUnits) : ''
}

/** What is left of the payment and to pay on the account; `closed`: the folio is, and what goes back is left on it; `onCards`: a credit only if the cards are captured. */
export function afterRefund(
  account: AccountRow,
  { paymentId, left }: Pick<FolioPaymentRow, 'paymentId' | 'left'>,
  amount: Decimal,
): { readonly left: Decimal; readonly due: Decimal; readonly closed: boolean; readonly onCards: boolean } {
  const { minorUnits, folios } = account
  const folio = folios.find(({ payments }) => payments.some((each) => each.paymentId === paymentId))
  const given = toMinor(amount, minorUnits)
  const due = fromMinor(toMinor(account.due, minorUnits) + given, minorUnits)
  return {
    left: fromMinor(toMinor(left, minorUnits) - given, minorUnits),
    due,
    onCards: Number(due) < 0 && Number(creditOf({ ...account, due })) === 0,
    closed: folio !== undefined && folio.status !== 'open' && folio.status !== 'reopened',
  }
}

/** Requests that wait for an answer, with the payment that they are of. */
export function requests({ folios }: AccountRow): { refund: FolioRefundRow; payment: FolioPaymentRow }[] {
  return folios
    .flatMap(({ payments }) => payments)
    .flatMap((payment) => payment.refunds.map((refund) => ({ refund, payment })))
    .filter(({ refund }) => refund.status === 'requested')
}

/** Cards that wait for the line. */
export const queuedCards = ({ folios }: AccountRow): FolioPaymentRow[] =>
  folios.flatMap(({ payments }) => payments).filter(({ status }) => status === 'queued_offline')
