import type { RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import type { ReservationDetailRow } from '../../../../shared/domains/reservation/rows.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { formatMoney } from '../../../ui/format.ts'
import type { Fit } from '../unit-choice.ts'
import { priceDifference, rateFor, type Span } from './move.ts'
import styles from './PlaceDialog.module.css'

interface PriceFactProps {
  detail: ReservationDetailRow
  unit: RackUnitRow
  span: Span
  fit: Fit
}

/** What the move means for the bill: the quoted price is kept, and what the other type would cost is said beside it. */
export function PriceFact({ detail, unit, span, fit }: PriceFactProps) {
  const otherType = unit.unitTypeId !== detail.unitTypeId
  const stay = { unitTypeId: unit.unitTypeId, arrival: span.from, departure: span.to }
  const quotes = useLive('reservation.quote', otherType ? stay : null)
  const now = quotes.phase === 'ready' ? (rateFor(detail, quotes.rows)?.nights ?? null) : undefined
  const price = priceDifference(detail.nights, now ?? undefined, span)
  const money = (amount: string): string => formatMoney(amount, detail.currency)
  return (
    <>
      <dt>Price</dt>
      <dd data-price-difference={price.difference ?? undefined}>
        {money(price.kept)}
        {!otherType && <span className={styles.soft}> · same type, nothing changes</span>}
        {otherType && (
          <>
            <span className={styles.soft}> · the quoted price is kept</span>
            <span className={styles.line}>
              {fit === 'upgrade' ? (
                <strong>Upgrade, free of charge. </strong>
              ) : (
                <strong>A lower type than booked. </strong>
              )}
              {now === null &&
                `${detail.rateCode} is not sold for ${unit.unitTypeName} on these nights: there is no price to compare.`}
              {price.now !== null && price.difference !== null && (
                <>
                  {unit.unitTypeName} would cost {money(price.now)} now:{' '}
                  <strong>{signed(price.difference, money)}</strong>
                </>
              )}
            </span>
          </>
        )}
      </dd>
    </>
  )
}

const signed = (amount: string, money: (amount: string) => string): string =>
  amount.startsWith('-') ? `−${money(amount.slice(1))}` : `+${money(amount)}`
