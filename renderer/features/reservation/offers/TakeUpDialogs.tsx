import { useState } from 'react'
import type { CreateInput } from '../../../../shared/domains/reservation/inputs.ts'
import { bookingSources, guaranteeTypes } from '../../../../shared/domains/reservation/inputs.ts'
import { formatMoney, formatSpan } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, Select } from '../../../ui/Field.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { tell } from '../../../ui/toasts.ts'
import dialog from '../dialog.module.css'
import { RatePicker } from '../OfferPicker.tsx'
import { WordOptions } from '../WordOptions.tsx'

type Terms = Pick<CreateInput, 'guarantee' | 'source'>

function TermsFields({ terms, onTerms }: { terms: Terms; onTerms: (terms: Terms) => void }) {
  return (
    <>
      <Field label={t('Guarantee')}>
        <Select
          autoFocus
          value={terms.guarantee}
          onChange={(change) => onTerms({ ...terms, guarantee: change.target.value as Terms['guarantee'] })}
        >
          <WordOptions of={guaranteeTypes} />
        </Select>
      </Field>
      <Field label={t('Came by')}>
        <Select
          value={terms.source}
          onChange={(change) => onTerms({ ...terms, source: change.target.value as Terms['source'] })}
        >
          <WordOptions of={bookingSources} />
        </Select>
      </Field>
    </>
  )
}

const START: Terms = { guarantee: 'none', source: 'phone' }

/** What the core made of it is opened, so that its number can be told. */
const reservationOf = (args: unknown): string => (args as { create: { reservationId: string } }).create.reservationId

/** The guest takes an offer of a quote. */
export function TakeQuoteDialog({ quoteNo, quoteId }: { quoteNo: string; quoteId: string }) {
  const { close, go } = useView()
  const { run, busy, problem } = useRun()
  const [terms, setTerms] = useState(START)
  const live = useLive('quote.list', {})
  if (live.phase === 'loading') return null
  const quote = live.phase === 'ready' ? live.rows.find((row) => row.quoteNo === quoteNo) : undefined
  const offer = quote?.offers.find((each) => each.quoteId === quoteId)
  if (!quote || !offer) return <NotHere title={t('Take up the quote')} />
  const submit = async () => {
    const done = await run('v1.quote.convert', { quoteId, ...terms })
    if (!done) return
    tell(t('Reservation made at the quoted price'), quote.guestName)
    go({ screen: 'reservation', reservationId: reservationOf(done.args) })
  }
  return (
    <Modal
      title={t('Take up the quote')}
      description={`${quote.guestName} · ${quoteNo} · ${formatSpan(quote.arrival, quote.departure)}`}
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Make the reservation')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <p className={dialog.note}>
          {t('{unitType}, {rate}: {total}, as it was quoted. The other offers of this quote end with it.', {
            unitType: offer.unitTypeName,
            rate: offer.rateName,
            total: formatMoney(offer.total, quote.currency),
          })}
        </p>
        {offer.hasRoom === false && (
          <Notice
            tone="warning"
            what={t('This type is sold out by now.')}
            todo={t('Take up another offer, or put the guest on the waitlist.')}
          />
        )}
        <TermsFields terms={terms} onTerms={setTerms} />
      </div>
    </Modal>
  )
}

/** There is room for somebody who waited. */
export function BookWaitingDialog({ entryId }: { entryId: string }) {
  const { close, go } = useView()
  const { run, busy, problem } = useRun()
  const [terms, setTerms] = useState(START)
  const [picked, setPicked] = useState('')
  const live = useLive('waitlist.list', {})
  const entry = live.phase === 'ready' ? live.rows.find((row) => row.entryId === entryId) : undefined
  const { unitTypeId = '', arrival = '', departure = '' } = entry ?? {}
  const quote = useLive('reservation.quote', entry ? { unitTypeId, arrival, departure } : null)
  const quotes = quote.phase === 'ready' ? quote.rows : undefined
  const rate = quotes?.find((row) => row.rateStrategyId === picked) ?? quotes?.[0]
  if (live.phase === 'loading') return null
  if (!entry) return <NotHere title={t('Book from the waitlist')} />
  const submit = async () => {
    if (!rate) return
    const done = await run('v1.waitlist.book', { entryId, rateStrategyId: rate.rateStrategyId, ...terms })
    if (!done) return
    tell(t('Booked from the waitlist'), entry.guestName)
    go({ screen: 'reservation', reservationId: reservationOf(done.args) })
  }
  return (
    <Modal
      title={t('Book from the waitlist')}
      description={`${entry.guestName} · ${entry.unitTypeName} · ${formatSpan(entry.arrival, entry.departure)}`}
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !rate}>
            {t('Make the reservation')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <RatePicker quotes={quotes} value={rate?.rateStrategyId ?? ''} onChange={setPicked} />
        <TermsFields terms={terms} onTerms={setTerms} />
      </div>
    </Modal>
  )
}

function NotHere({ title }: { title: string }) {
  const close = useView((view) => view.close)
  return (
    <Modal title={title} onClose={close}>
      <Notice tone="problem" what={t('It is not on this desk any more.')} todo={t('Look at the list as it is now.')} />
    </Modal>
  )
}
