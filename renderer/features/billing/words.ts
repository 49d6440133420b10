import type { FolioPaymentRow, FolioRefundRow } from '../../../shared/domains/billing/rows.ts'
import { formatDay, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'

export function methodWord(method: FolioPaymentRow['method']): string {
  switch (method) {
    case 'cash':
      return t('Cash')
    case 'card_slip':
    case 'card':
      return t('Card')
    case 'bank_transfer':
      return t('Bank transfer')
    case 'voucher':
      return t('Voucher')
    case 'deposit':
      return t('Deposit')
    case 'city_ledger':
      return t('City ledger')
  }
}

/** What is to be said of a payment that is no longer simply taken; empty where there is nothing. */
export function paymentNote({ status }: Pick<FolioPaymentRow, 'status'>): string {
  switch (status) {
    case 'queued_offline':
      return t('waits for the line, not captured')
    case 'declined':
      return t('declined')
    case 'charged_back':
      return t('charged back')
    case 'cancelled':
      return t('cancelled')
    case 'failed':
      return t('failed')
    case 'initiated':
    case 'authorized':
    case 'captured':
    case 'released':
    case 'expired':
    case 'partially_refunded':
    case 'refunded':
      return ''
  }
}

/** 'Given back: The minibar was not theirs'. */
export function refundLine({ status, reason }: Pick<FolioRefundRow, 'status' | 'reason'>): string {
  if (status === 'completed') return t('Given back: {reason}', { reason })
  return status === 'rejected' || status === 'failed'
    ? t('Not given back: {reason}', { reason })
    : t('Asked back: {reason}', { reason })
}

/** 'Card SL1234, 24 Nov: 100.00' */
export function paymentLine({ method, reference, date }: FolioPaymentRow, amount: string, currency: string): string {
  const facts = { method: methodWord(method), day: formatDay(date), amount: formatMoney(amount, currency) }
  return reference === null
    ? t('{method}, {day}: {amount}', facts)
    : t('{method} {reference}, {day}: {amount}', { ...facts, reference })
}
