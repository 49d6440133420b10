import { useState } from 'react'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import styles from './dialogs.module.css'

/** Takes pieces off a line; what the kitchen has seen needs a reason. */
export function VoidDialog({ orderId, itemId }: { orderId: string; itemId: string }) {
  const close = useView((view) => view.close)
  const live = useLive('fb.check', { orderId })
  const line = live.phase === 'ready' ? live.rows[0]?.lines.find((each) => each.itemId === itemId) : undefined
  const [qty, setQty] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  if (!line) return null
  const left = line.qty - line.voidedQty
  const pieces = Number(qty ?? left)
  const needsReason = line.voidedQty + pieces > line.qty - line.sentQty
  const missing = needsReason && reason.trim() === ''

  const submit = async (): Promise<void> => {
    setAsked(true)
    if (missing || !Number.isInteger(pieces) || pieces < 1) return
    const done = await run('v1.order.voidItem', {
      itemId,
      qty: pieces,
      ...(reason.trim() && { reason: reason.trim() }),
    })
    if (!done) return
    tell(t('Voided'), `${pieces} × ${line.name}`)
    close()
  }
  return (
    <Modal
      title={t('Void')}
      description={line.name}
      width={440}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="danger" disabled={busy}>
            {t('Void')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field label={t('How many')} aside={t('of {left}', { left })}>
          <Input
            type="number"
            min={1}
            max={left}
            value={qty ?? String(left)}
            onChange={(change) => setQty(change.target.value)}
          />
        </Field>
        <Field
          label={t('Reason')}
          optional={!needsReason}
          error={asked && missing ? t('The kitchen has it already: say why it is taken off.') : undefined}
        >
          <Input autoFocus value={reason} maxLength={500} onChange={(change) => setReason(change.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}
