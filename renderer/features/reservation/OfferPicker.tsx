import { useId } from 'react'
import type { AvailabilityRow, QuoteRow } from '../../../shared/domains/reservation/rows.ts'
import { formatMoney, formatWeekday } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { cx } from '../../ui/cx.ts'
import { wordFor } from './marks.ts'
import styles from './OfferPicker.module.css'

interface TypePickerProps {
  types: readonly AvailabilityRow[] | undefined
  value: string
  onChange: (unitTypeId: string) => void
}

/** Which type: free units in plain figures. A sold-out type can be chosen; the domain has the last word. */
export function TypePicker({ types, value, onChange }: TypePickerProps) {
  const group = useId()
  return (
    <div className={styles.list} role="radiogroup" aria-label={t('Unit type')}>
      <div className={cx(styles.type, styles.head)} aria-hidden="true">
        <span />
        <span>{t('Type')}</span>
        <span />
        <span>{t('Sleeps')}</span>
        <span>{t('Free')}</span>
      </div>
      {types?.map((type) => (
        <label key={type.unitTypeId} className={styles.type} data-unit-type={type.code}>
          <input
            type="radio"
            name={group}
            checked={type.unitTypeId === value}
            onChange={() => onChange(type.unitTypeId)}
            aria-label={t('{name}, {free} free', { name: type.name, free: type.free })}
          />
          <strong>{type.code}</strong>
          <span className={styles.name}>{type.name}</span>
          <span className={styles.figure}>{type.maxOccupancy}</span>
          <span className={cx(styles.figure, type.free <= 0 ? styles.soldOut : type.free <= 2 && styles.few)}>
            {type.free <= 0 ? t('Sold out') : type.free}
          </span>
        </label>
      ))}
      {types === undefined && <p className={styles.wait}>{t('Choose dates to see what is free.')}</p>}
      {types?.length === 0 && <p className={styles.wait}>{t('No unit type is sold here.')}</p>}
    </div>
  )
}

interface RatePickerProps {
  quotes: readonly QuoteRow[] | undefined
  value: string
  onChange: (rateStrategyId: string) => void
}

export function RatePicker({ quotes, value, onChange }: RatePickerProps) {
  const group = useId()
  const chosen = quotes?.find((quote) => quote.rateStrategyId === value)
  return (
    <>
      <div className={styles.list} role="radiogroup" aria-label={t('Rate')}>
        {quotes?.map((quote) => (
          <label key={quote.rateStrategyId} className={styles.rate} data-rate={quote.code}>
            <input
              type="radio"
              name={group}
              checked={quote.rateStrategyId === value}
              onChange={() => onChange(quote.rateStrategyId)}
              aria-label={`${quote.name}, ${formatMoney(quote.total, quote.currency)}`}
            />
            <span className={styles.name}>
              {quote.name}
              <span className={styles.terms}>
                {wordFor(quote.mealPlan)}
                {quote.policyName && ` · ${quote.policyName}`}
              </span>
            </span>
            <strong className={styles.figure}>{formatMoney(quote.total, quote.currency)}</strong>
          </label>
        ))}
        {quotes === undefined && <p className={styles.wait}>{t('Choose a unit type to see its rates.')}</p>}
        {quotes?.length === 0 && <p className={styles.wait}>{t('No rate is sold for every one of these nights.')}</p>}
      </div>
      {chosen && (
        <ol className={styles.nights} aria-label={t('Rate per night')}>
          {chosen.nights.map(({ night, rate }) => (
            <li key={night}>
              <span>{formatWeekday(night)}</span>
              <span>{formatMoney(rate, chosen.currency)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
