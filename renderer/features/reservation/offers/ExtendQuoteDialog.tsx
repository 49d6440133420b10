import { useState } from 'react'
import type { GivenQuoteRow } from '../../../../shared/domains/reservation/quote-rows.ts'
import { addDays, asIsoDate } from '../../../../shared/kernel/dates.ts'
import { formatDate } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, Input } from '../../../ui/Field.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { tell } from '../../../ui/toasts.ts'
import dialog from '../dialog.module.css'
import { useQuote } from './use-quote.ts'

/** Prices are promised for another week unless somebody says otherwise. */
const MORE_DAYS = 7

export function ExtendQuoteDialog({ quoteNo }: { quoteNo: string }) {
  const quote = useQuote(quoteNo)
  // Nothing to focus yet; the core answers within milliseconds.
  return quote ? <ExtendEntry quote={quote} /> : null
}

function ExtendEntry({ quote }: { quote: GivenQuoteRow }) {
  const close = useView((view) => view.close)
  const { quoteNo, guestName } = quote
  // As it stood when the dialog was opened: what another desk does meanwhile moves nothing under the hand.
  const [from] = useState(quote.validUntil)
  const [validUntil, setValidUntil] = useState<string>(addDays(asIsoDate(from), MORE_DAYS))
  const { run, busy, problem } = useRun()
  const later = validUntil > from
  const submit = async () => {
    if (!later || !(await run('v1.quote.extend', { quoteNo, validUntil }))) return
    tell(t('Stands until {day}', { day: formatDate(validUntil) }), guestName)
    close()
  }
  return (
    <Modal
      title={t('Let the quote stand longer')}
      description={`${guestName} · ${quoteNo} · ${t('Stands until {day}', { day: formatDate(from) })}`}
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Let it stand')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field
          label={t('Prices stand until')}
          error={later ? undefined : t('Choose a day after {day}.', { day: formatDate(from) })}
        >
          <Input
            type="date"
            autoFocus
            min={from}
            value={validUntil}
            onChange={(change) => setValidUntil(change.target.value)}
          />
        </Field>
      </div>
    </Modal>
  )
}
