import { useState } from 'react'
import { MAX_OFFERS } from '../../../../shared/domains/reservation/quote-inputs.ts'
import { formatMoney } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { addDays, asIsoDate } from '../../../../shared/kernel/dates.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, Input } from '../../../ui/Field.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import form from '../NewReservation.module.css'
import { RatePicker, TypePicker } from '../OfferPicker.tsx'
import { AskedStayFields, useAskedStay } from './AskedStay.tsx'
import styles from './Offers.module.css'
import { quoteText } from './quote-text.ts'
import { QuoteText } from './QuoteText.tsx'
import { useOffer } from './use-offer.ts'

/** Prices are promised for a week unless somebody says otherwise. */
const VALID_DAYS = 7

export default function QuoteDialog({ desk }: { desk: DeskInfo }) {
  const [quoteNo, setQuoteNo] = useState<string | null>(null)
  return quoteNo === null ? (
    <QuoteEntry desk={desk} onGiven={setQuoteNo} />
  ) : (
    <QuoteGiven desk={desk} quoteNo={quoteNo} />
  )
}

interface Picked {
  readonly unitTypeId: string
  readonly rateStrategyId: string
  /** As it is listed. */
  readonly label: string
}

function QuoteEntry({ desk, onGiven }: { desk: DeskInfo; onGiven: (quoteNo: string) => void }) {
  const close = useView((view) => view.close)
  const { run, busy, problem } = useRun()
  const stay = useAskedStay(desk)
  const [picked, setPicked] = useState({ unitTypeId: '', rateStrategyId: '' })
  const [offers, setOffers] = useState<readonly Picked[]>([])
  const [validUntil, setValidUntil] = useState<string>(addDays(asIsoDate(desk.businessDate), VALID_DAYS))
  const offer = useOffer(stay.arrival, stay.departure, picked.unitTypeId, picked.rateStrategyId)
  const shown = shownOffer(offer)
  const all = shown && !offers.some((each) => isSame(each, shown)) ? [...offers, shown] : offers

  const save = stay.submit(async (wanted, notes) => {
    if (!wanted || all.length === 0 || validUntil === '') return
    const done = await run('v1.quote.give', {
      ...wanted,
      offers: all.map(({ unitTypeId, rateStrategyId }) => ({ unitTypeId, rateStrategyId })),
      validUntil,
      notes,
    })
    if (done) onGiven(String((done.args as { quoteNo: string }).quoteNo))
  })

  return (
    <Modal
      title={t('New quote')}
      width={980}
      onClose={close}
      onSubmit={() => void save()}
      foot={
        <>
          <p className={form.total}>{t('{count, plural, one {# offer} other {# offers}}', { count: all.length })}</p>
          <Kbd keys="Ctrl+Enter" />
          <Button onClick={close}>{t('Discard')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Give quote')}
          </Button>
        </>
      }
    >
      {problem && (
        <div className={form.problem}>
          <Notice tone="problem" what={problem.what} todo={problem.todo} />
        </div>
      )}
      <div className={form.columns}>
        <AskedStayFields stay={stay}>
          <Field
            label={t('Prices stand until')}
            error={validUntil === '' ? t('Enter the last day.') : undefined}
            className={form.third}
          >
            <Input
              type="date"
              min={desk.businessDate}
              value={validUntil}
              onChange={(change) => setValidUntil(change.target.value)}
            />
          </Field>
        </AskedStayFields>
        <div className={form.column}>
          <h3 className={form.title}>{t('Availability')}</h3>
          <TypePicker
            types={offer.types}
            value={offer.unitTypeId}
            onChange={(unitTypeId) => setPicked({ ...picked, unitTypeId })}
          />
          <h3 className={form.title}>{t('Rate')}</h3>
          <RatePicker
            quotes={offer.quotes}
            value={offer.rate?.rateStrategyId ?? ''}
            onChange={(rateStrategyId) => setPicked({ ...picked, rateStrategyId })}
          />
          <ul className={styles.offers} aria-label={t('Offers')}>
            {all.map((each) => (
              <li key={`${each.unitTypeId} ${each.rateStrategyId}`}>
                <span>{each.label}</span>
                {offers.includes(each) ? (
                  <Button
                    size="small"
                    tone="quiet"
                    aria-label={t('Leave out {offer}', { offer: each.label })}
                    onClick={() => setOffers(offers.filter((other) => other !== each))}
                  >
                    {t('Leave out')}
                  </Button>
                ) : (
                  <Button
                    size="small"
                    disabled={offers.length + 1 >= MAX_OFFERS}
                    onClick={() => setOffers([...offers, each])}
                  >
                    {t('Keep and add another')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {stay.asked && all.length === 0 && (
            <Notice tone="problem" what={t('No rate is sold for these nights: choose another type or other dates.')} />
          )}
        </div>
      </div>
    </Modal>
  )
}

const isSame = (a: Picked, b: Picked) => a.unitTypeId === b.unitTypeId && a.rateStrategyId === b.rateStrategyId

function shownOffer({ types, unitTypeId, rate }: ReturnType<typeof useOffer>): Picked | undefined {
  const type = types?.find((each) => each.unitTypeId === unitTypeId)
  if (!type || !rate) return undefined
  const total = formatMoney(rate.total, rate.currency)
  const label = t('{unitType}, {rate}: {total}', { unitType: type.name, rate: rate.name, total })
  return { unitTypeId, rateStrategyId: rate.rateStrategyId, label }
}

/** The number, and what to send to the guest. */
function QuoteGiven({ desk, quoteNo }: { desk: DeskInfo; quoteNo: string }) {
  const { close, go } = useView()
  const live = useLive('quote.list', {})
  const quote = live.phase === 'ready' ? live.rows.find((row) => row.quoteNo === quoteNo) : undefined
  return (
    <Modal
      title={t('Quote saved')}
      width={560}
      onClose={close}
      onSubmit={close}
      foot={
        <>
          <Button onClick={() => go({ screen: 'today', list: 'quotes' })}>{t('All quotes')}</Button>
          <Button type="submit" tone="primary" autoFocus>
            {t('Done')}
          </Button>
        </>
      }
    >
      <div className={form.made} role="status" data-quote={quoteNo}>
        <p className={form.soft}>{t('Number of the quote')}</p>
        <p className={form.number}>{quoteNo}</p>
        {quote && <QuoteText text={quoteText(quote, desk.propertyName)} />}
      </div>
    </Modal>
  )
}
