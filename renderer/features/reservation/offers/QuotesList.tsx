import { FileText } from 'lucide-react'
import { useMemo } from 'react'
import type { GivenQuoteRow, OfferRow } from '../../../../shared/domains/reservation/quote-rows.ts'
import { formatDay, formatMoney, formatSpan } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { useMay } from '../../../core-client/may.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import type { Column } from '../../../ui/columns.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { CertaintyMark } from '../CertaintyMark.tsx'
import { wordFor } from '../marks.ts'
import { quoteMark, roomMark } from './marks.ts'
import { OfferList } from './OfferList.tsx'
import styles from './Offers.module.css'
import { quoteText } from './quote-text.ts'
import { QuoteText } from './QuoteText.tsx'

const keyOf = (row: GivenQuoteRow): string => row.quoteNo

export function QuotesList({ desk }: { desk: DeskInfo }) {
  const live = useLive('quote.list', {})
  const open = useView((view) => view.open)
  const may = useMay()
  const columns = useMemo(() => quoteColumns(), [])
  return (
    <OfferList
      kind="quote"
      label={t('Quotes')}
      live={live}
      columns={columns}
      keyOf={keyOf}
      bar={
        may.give('v1.quote.give') && (
          <Button size="small" tone="primary" onClick={() => open({ kind: 'new-quote' })}>
            {t('New quote')}
          </Button>
        )
      }
      empty={
        <EmptyState
          icon={FileText}
          title={t('No quotes')}
          text={t('Prices that were promised until a day appear here until they are taken up or lapse.')}
        />
      }
      panelLabel={t('Selected quote')}
      panelOf={(row) => <QuotePanel row={row} desk={desk} />}
    />
  )
}

const quoteColumns = (): readonly Column<GivenQuoteRow>[] => [
  { key: 'state', header: () => t('Status'), width: 112, render: (row) => <Chip mark={quoteMark(row.state)} /> },
  { key: 'guest', header: () => t('Guest'), width: 150, grow: 2, render: (row) => row.guestName },
  {
    key: 'stay',
    header: () => t('Stay'),
    width: 130,
    grow: 1,
    render: (row) => formatSpan(row.arrival, row.departure),
  },
  {
    key: 'offers',
    header: () => t('Offers'),
    width: 68,
    yields: 2,
    align: 'end',
    render: (row) => row.offers.length,
  },
  {
    key: 'from',
    header: () => t('Price from'),
    width: 92,
    yields: 1,
    align: 'end',
    render: (row) => formatMoney(cheapest(row.offers), row.currency),
  },
  { key: 'until', header: () => t('Stands until'), width: 88, render: (row) => formatDay(row.validUntil) },
  { key: 'number', header: () => t('Number'), width: 100, yields: 3, render: (row) => row.quoteNo },
  {
    key: 'certainty',
    header: () => t('Sync'),
    width: 80,
    render: (row) => <CertaintyMark certainty={row.certainty} />,
  },
]

const cheapest = (offers: readonly OfferRow[]): string =>
  offers.map(({ total }) => total).sort((a, b) => Number(a) - Number(b))[0] ?? '0'

function QuotePanel({ row, desk }: { row: GivenQuoteRow; desk: DeskInfo }) {
  const { open, go } = useView()
  const may = useMay()
  const { reservationId } = row
  const alive = row.state === 'open' || row.state === 'due'
  const canTake = row.state === 'open' && may.give('v1.quote.convert')
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.name}>{row.guestName}</p>
        <p className={styles.soft}>
          {row.quoteNo} · {formatSpan(row.arrival, row.departure)}
        </p>
        <p className={styles.soft}>{t('Stands until {day}', { day: formatDay(row.validUntil) })}</p>
      </div>
      <div className={styles.actions}>
        <Chip mark={quoteMark(row.state)} />
        {reservationId !== null && (
          <Button size="small" onClick={() => go({ screen: 'reservation', reservationId })}>
            {t('Open reservation {number}', { number: row.confirmationNo ?? '' })}
          </Button>
        )}
      </div>
      <ul className={styles.offers} aria-label={t('Offers')}>
        {row.offers.map((offer) => {
          const room = roomMark(offer.hasRoom)
          return (
            <li key={offer.quoteId}>
              <span className={styles.offer}>
                <strong>
                  {offer.unitTypeName} · {formatMoney(offer.total, row.currency)}
                </strong>
                <span className={styles.soft}>
                  {[offer.rateName, offer.mealPlan && wordFor(offer.mealPlan), offer.policyName]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                {canTake && room && <Chip mark={room} bare />}
              </span>
              {canTake && (
                <Button
                  size="small"
                  tone="primary"
                  aria-label={t('Take up {unitType}, {rate}', { unitType: offer.unitTypeName, rate: offer.rateName })}
                  onClick={() => open({ kind: 'take-quote', quoteNo: row.quoteNo, quoteId: offer.quoteId })}
                >
                  {t('Take up')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {row.notes && <p className={styles.soft}>{row.notes}</p>}
      <div className={styles.actions}>
        <Button size="small" onClick={() => open({ kind: 'print-quote', quoteNo: row.quoteNo })}>
          {t('Print')}
        </Button>
        {alive && may.give('v1.quote.extend') && (
          <Button size="small" onClick={() => open({ kind: 'extend-quote', quoteNo: row.quoteNo })}>
            {t('Let it stand longer')}
          </Button>
        )}
        {alive && may.give('v1.quote.decline') && (
          <Button size="small" onClick={() => open({ kind: 'decline-quote', quoteNo: row.quoteNo })}>
            {t('The guest said no')}
          </Button>
        )}
      </div>
      <QuoteText text={quoteText(row, desk.propertyName)} />
    </div>
  )
}
