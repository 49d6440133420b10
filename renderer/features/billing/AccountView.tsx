import type { AccountRow, FolioPaymentRow } from '../../../shared/domains/billing/rows.ts'
import { formatDay, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { cx } from '../../ui/cx.ts'
import styles from './billing.module.css'

function methodWord(method: FolioPaymentRow['method']): string {
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

/** What stands on the folios of a stay, what the night has yet to post, and what is left to pay. */
export function AccountView({ account }: { account: AccountRow }) {
  const { folios, nights, currency, due } = account
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
      <p className={cx(styles.due, owed ? styles.owed : styles.settled)} data-due={due}>
        <span>{Number(due) < 0 ? t('Credit of the guest') : t('To pay')}</span>
        <strong>{formatMoney(due.replace('-', ''), currency)}</strong>
      </p>
    </div>
  )
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
        <tr key={payment.paymentId}>
          <td className={styles.date}>{formatDay(payment.date)}</td>
          <td>
            {methodWord(payment.method)}{' '}
            <span className={styles.soft}>
              {payment.reference} {payment.status === 'queued_offline' && t('waits for the line')}
            </span>
          </td>
          <td className={styles.amount}>{formatMoney(`-${payment.amount}`, currency)}</td>
        </tr>
      ))}
    </>
  )
}
