import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import type { CheckOutInput } from '../../../shared/domains/reservation/inputs.ts'
import { type PaymentMethod, paymentMethods } from '../billing/use-payment.ts'

/** How an account that is not balanced is settled when the guest leaves. */
export type SettlementWay = PaymentMethod | 'city_ledger' | 'left_open'

export const isPayment = (way: SettlementWay | undefined): way is PaymentMethod =>
  paymentMethods.some((method) => method === way)

/** The company comes first where it has guaranteed the stay. A credit is nothing that could be paid in or billed. */
export function waysOf(
  { due }: Pick<AccountRow, 'due'>,
  guarantee: string,
  may: { readonly pay: boolean; readonly leaveOpen: boolean },
): readonly SettlementWay[] {
  const owes = Number(due) > 0
  return [
    ...(owes && guarantee === 'company' ? (['city_ledger'] as const) : []),
    ...(owes && may.pay ? paymentMethods : []),
    ...(may.leaveOpen ? (['left_open'] as const) : []),
  ]
}

/** What the check-out is given; a payment leaves nothing to be said. */
export function settlementOf(way: SettlementWay | undefined, reason: string): CheckOutInput['settlement'] {
  if (way === 'city_ledger') return { kind: 'city_ledger' }
  return way === 'left_open' ? { kind: 'left_open', reason } : undefined
}
