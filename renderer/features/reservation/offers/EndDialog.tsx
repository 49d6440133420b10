import { useRef, useState } from 'react'
import { t } from '../../../../shared/language/t.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, Input } from '../../../ui/Field.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import dialog from '../dialog.module.css'

type Ending =
  | { readonly kind: 'decline-quote'; readonly quoteNo: string }
  | { readonly kind: 'leave-waitlist'; readonly entryId: string }

/** The guest wants none of a quote, or waits no longer: why. */
export function EndDialog({ ending }: { ending: Ending }) {
  const close = useView((view) => view.close)
  const { run, busy, problem } = useRun()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const quote = ending.kind === 'decline-quote'
  const missing = reason.trim() === ''
  const submit = async () => {
    setAsked(true)
    if (missing) return field.current?.focus()
    const done = quote
      ? await run('v1.quote.decline', { quoteNo: ending.quoteNo, reason })
      : await run('v1.waitlist.leave', { entryId: ending.entryId, reason })
    if (done) close()
  }
  return (
    <Modal
      title={quote ? t('The guest said no') : t('Take off the waitlist')}
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {quote ? t('Close the quote') : t('Take off the list')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field label={t('Reason')} error={asked && missing ? t('Say why; it stays on the record.') : undefined}>
          <Input ref={field} autoFocus value={reason} onChange={(change) => setReason(change.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}
