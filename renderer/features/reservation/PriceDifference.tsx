import type { PreviewRow } from '../../../shared/domains/reservation/preview-rows.ts'
import { formatMoney, formatWeekday } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import styles from './PriceDifference.module.css'

const NONE = '–'

/** Night by night what the stay costs now and after the change; what is no night of it any more stands with a dash. */
export function PriceDifference({ preview }: { preview: PreviewRow }) {
  const { currency, nights, before, after, difference } = preview
  const money = (amount: string | null) => (amount === null ? NONE : formatMoney(amount, currency))
  return (
    <table className={styles.prices} aria-label={t('Price per night, now and after the change')}>
      <thead>
        <tr>
          <th scope="col">{t('Night')}</th>
          <th scope="col">{t('Now')}</th>
          <th scope="col">{t('After')}</th>
        </tr>
      </thead>
      <tbody>
        {nights.map((night) => (
          <tr key={night.night} className={night.before === night.after ? undefined : styles.changed}>
            <th scope="row">{formatWeekday(night.night)}</th>
            <td>{money(night.before)}</td>
            <td>{money(night.after)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('Total')}</th>
          <td>{money(before)}</td>
          <td>{money(after)}</td>
        </tr>
        <tr data-difference={difference}>
          <th scope="row">{t('Difference')}</th>
          <td />
          <td>
            {Number(difference) > 0 && '+'}
            {money(difference)}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
