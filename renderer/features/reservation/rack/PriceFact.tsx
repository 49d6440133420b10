import { useId } from 'react'
import type { ModifyInput } from '../../../../shared/domains/reservation/change-inputs.ts'
import type { RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import type { ReservationDetailRow } from '../../../../shared/domains/reservation/rows.ts'
import { formatMoney } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { useLive } from '../../../core-client/hooks.ts'
import type { Fit } from '../unit-choice.ts'
import { priceDifference, rateFor, type Span } from './move.ts'
import styles from './PlaceDialog.module.css'

/** What the nights that move cost, and what they would cost in the type of the unit; amounts are null where that is not known. */
interface PriceAfter extends ReturnType<typeof priceDifference> {
  readonly otherType: boolean
  /** Null where the booked rate is not sold for the type on these nights; undefined while that is asked. */
  readonly rateStrategyId: string | null | undefined
  /** What charging the difference asks for; null where it cannot be: who is in house keeps the type that was booked. */
  readonly change: ModifyInput['change'] | null
}

export function usePriceAfter(detail: ReservationDetailRow, unit: RackUnitRow, span: Span): PriceAfter {
  const otherType = unit.unitTypeId !== detail.unitTypeId
  const stay = { unitTypeId: unit.unitTypeId, arrival: span.from, departure: span.to }
  const quotes = useLive('reservation.quote', otherType ? stay : null)
  const rate = quotes.phase === 'ready' ? (rateFor(detail, quotes.rows) ?? null) : undefined
  const price = priceDifference(detail.nights, rate?.nights, span)
  const chargeable = rate && detail.status !== 'checked_in' && Number(price.difference) !== 0
  return {
    ...price,
    otherType,
    rateStrategyId: rate && rate.rateStrategyId,
    change: chargeable
      ? {
          unitTypeId: unit.unitTypeId,
          ...(rate.rateStrategyId !== detail.rateStrategyId && { rateStrategyId: rate.rateStrategyId }),
        }
      : null,
  }
}

interface PriceFactProps {
  detail: ReservationDetailRow
  unit: RackUnitRow
  price: PriceAfter
  fit: Fit
  charging: boolean
  onCharging: (charging: boolean) => void
}

/** What the move means for the bill. Free of charge unless the receptionist says otherwise: the quoted price is a promise. */
export function PriceFact({ detail, unit, price, fit, charging, onCharging }: PriceFactProps) {
  const group = useId()
  const money = (amount: string): string => formatMoney(amount, detail.currency)
  const option = (charged: boolean, words: string) => (
    <label className={styles.option}>
      <input type="radio" name={group} checked={charging === charged} onChange={() => onCharging(charged)} />
      {words}
    </label>
  )
  return (
    <>
      <dt>{t('Price')}</dt>
      <dd data-price-difference={price.difference ?? undefined}>
        {money(price.kept)}
        <span className={styles.soft}>
          {' · '}
          {price.otherType ? t('as it was quoted') : t('same type, nothing changes')}
        </span>
        {price.otherType && (
          <span className={styles.line}>
            {fit === 'upgrade' ? t('Upgrade.') : t('A lower type than booked.')}{' '}
            {price.rateStrategyId === null &&
              t('{rateCode} is not sold for {unitTypeName} on these nights: there is no price to compare.', {
                rateCode: detail.rateCode,
                unitTypeName: unit.unitTypeName,
              })}
            {price.now !== null && price.difference !== null && (
              <>
                {t('{unitTypeName} would cost {amount} now:', {
                  unitTypeName: unit.unitTypeName,
                  amount: money(price.now),
                })}{' '}
                <strong>{signed(price.difference, money)}</strong>
              </>
            )}
          </span>
        )}
        {price.change && price.now !== null && price.difference !== null && (
          <span className={styles.options} role="radiogroup" aria-label={t('Price after the move')}>
            {option(false, t('Keep {amount}: free of charge', { amount: money(price.kept) }))}
            {option(
              true,
              t('Charge {difference}: {amount}', {
                difference: signed(price.difference, money),
                amount: money(price.now),
              }),
            )}
          </span>
        )}
      </dd>
    </>
  )
}

const signed = (amount: string, money: (amount: string) => string): string =>
  amount.startsWith('-') ? `−${money(amount.slice(1))}` : `+${money(amount)}`
