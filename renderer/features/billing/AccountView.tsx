import type { AccountRow, FolioPaymentRow } from '../../../shared/domains/billing/rows.ts'
import { formatDay, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { cx } from '../../ui/cx.ts'
import styles from './billing.module.css'
import { creditOf } from './refund.ts'
import { methodWord, paymentNote, refundLine } from './words.ts'

/** What stands on the folios of a stay, what the night has yet to post, and what is left to pay. */
export function AccountView({ account }: { account: AccountRow }) {
  const { folios, nights, currency, due, queued } = account
  const several = folios.length > 1
  const owed = due !== '0' && Number(due) !== 0
  return (
    <div>
      {(folios.length > 0 || nights.length > 0) && (
        <div className={styles.account} tabIndex={0} role="region" aria-label={t('Account')}>
          <table className={styles.lines}>
            <tbody>
              {folios.map((folio) => (
                <FolioRows key={folio.folioId} folio={folio} currency={currency} named={several} />
              ))}
              {nights.map(({ night, gross }) => (
                <tr key={night}>
                  <td className={styles.date}>{formatDay(night)}</td>
                  <td>
                    {t('Night')} <span className={styles.soft}>{t('posted on check-out')}</span>
                  </td>
                  <td className={styles.amount}>{formatMoney(gross, currency)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {Number(queued) > 0 && (
        <p className={styles.queued}>
          <span>{t('On cards that wait for the line')}</span>
          <span>{formatMoney(queued, currency)}</span>
        </p>
      )}
      <p className={cx(styles.due, owed ? styles.owed : styles.settled)} data-due={due}>
        <span>{dueWord(account)}</span>
        <strong>{formatMoney(due.replace('-', ''), currency)}</strong>
      </p>
    </div>
  )
}

function dueWord(account: AccountRow): string {
  if (Number(account.due) >= 0) return t('To pay')
  return Number(creditOf(account)) > 0 ? t('Credit of the guest') : t('Credit, once the cards are captured')
}

function FolioRows({
  folio,
  currency,
  named,
}: {
  folio: AccountRow['folios'][number]
  currency: string
  named: boolean
}) {
  return (
    <>
      {named && (
        <tr>
          <th colSpan={2}>{t('Folio {folioNo}, {holder}', { folioNo: folio.folioNo, holder: folio.holder })}</th>
          <th className={styles.amount}>{formatMoney(folio.balance, currency)}</th>
        </tr>
      )}
      {folio.lines.map((line) => (
        <tr key={line.lineId}>
          <td className={styles.date}>{formatDay(line.date)}</td>
          <td>{line.qty === '1' ? line.description : `${line.qty} × ${line.description}`}</td>
          <td className={styles.amount}>{formatMoney(line.gross, currency)}</td>
        </tr>
      ))}
      {folio.payments.map((payment) => (
        <PaymentRows key={payment.paymentId} payment={payment} currency={currency} />
      ))}
    </>
  )
}

function PaymentRows({ payment, currency }: { payment: FolioPaymentRow; currency: string }) {
  const counts = !['declined', 'failed', 'cancelled'].includes(payment.status)
  return (
    <>
      <tr>
        <td className={styles.date}>{formatDay(payment.date)}</td>
        <td>
          {methodWord(payment.method)}{' '}
          <span className={styles.soft}>{[payment.reference, paymentNote(payment)].filter(Boolean).join(' · ')}</span>
        </td>
        <td className={cx(styles.amount, !counts && styles.struck)}>{formatMoney(`-${payment.amount}`, currency)}</td>
      </tr>
      {payment.refunds.map((refund) => (
        <tr key={refund.refundId}>
          <td className={styles.date}>{formatDay(refund.date)}</td>
          <td>
            {refundLine(refund)}{' '}
            <span className={styles.soft}>
              {[refund.reference, refund.beyond && t('more than was paid')].filter(Boolean).join(' · ')}
            </span>
          </td>
          <td className={cx(styles.amount, refund.status !== 'completed' && styles.waiting)}>
            {formatMoney(refund.amount, currency)}
          </td>
        </tr>
      ))}
    </>
  )
}
