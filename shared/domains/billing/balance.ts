import { type Decimal, fromMinor, toMinor } from '../../kernel/money.ts'
import type { PaymentStatus, RefundStatus } from '../../schema/billing.ts'

export interface FolioEntries {
  /** Gross amounts of every line, reversals and transfers included. */
  readonly charges: readonly Decimal[]
  readonly payments: readonly {
    readonly amount: Decimal
    readonly status: PaymentStatus
    readonly disputeWon?: boolean
  }[]
  readonly refunds: readonly { readonly amount: Decimal; readonly status: RefundStatus }[]
}

export interface FolioBalance {
  /** What the guest owes; negative where the hotel owes. */
  readonly balance: Decimal
  /** Card amounts that wait for the line: promised, not captured. */
  readonly queued: Decimal
}

/**
 * Gross charges - captured payments + refunds; card amounts that are queued are shown apart (DOMAIN.md section 5). The view
 * billing.v_folio_balances computes the same.
 */
export function balanceOf({ charges, payments, refunds }: FolioEntries, minorUnits = 2): FolioBalance {
  const sum = (amounts: readonly Decimal[]) => amounts.reduce((total, each) => total + toMinor(each, minorUnits), 0)
  const captured = payments.filter(isCaptured).map((payment) => payment.amount)
  const refunded = refunds.filter((refund) => refund.status === 'completed').map((refund) => refund.amount)
  const queued = payments.filter((payment) => payment.status === 'queued_offline').map((payment) => payment.amount)
  return {
    balance: fromMinor(sum(charges) - sum(captured) + sum(refunded), minorUnits),
    queued: fromMinor(sum(queued), minorUnits),
  }
}

/** A refunded payment was captured all the same: its refund stands beside it. */
function isCaptured({ status, disputeWon = false }: FolioEntries['payments'][number]): boolean {
  if (status === 'charged_back') return disputeWon
  return status === 'captured' || status === 'partially_refunded' || status === 'refunded'
}

/** A folio may be settled when nothing is owed but what is queued. */
export function isBalanced({ balance, queued }: FolioBalance): boolean {
  return balance === queued
}
