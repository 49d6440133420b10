import { useRef, useState } from 'react'
import { formatMoney, formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import type { EnteredAnswer } from '../../state/entered.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import dialog from './dialog.module.css'
import { useDetail } from './use-detail.ts'

interface CancelDialogProps {
  reservationId: string
  entered?: EnteredAnswer
}

/** Cancels, and stays open to say what the guest owes for it. */
export function CancelDialog({ reservationId, entered }: CancelDialogProps) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  const [reason, setReason] = useState(entered?.reason ?? '')
  const [waiveFee, setWaiveFee] = useState(entered?.waiveFee ?? false)
  const reasonField = useRef<HTMLInputElement>(null)
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const cancelled = detail?.status === 'cancelled'
  const needsReason = reason.trim() === ''

  const submit = async () => {
    setAsked(true)
    if (cancelled) return close()
    if (needsReason) return reasonField.current?.focus()
    if (!detail) return
    await run('v1.reservation.cancel', {
      reservationId,
      reason: reason.trim(),
      ...(waiveFee && { waiveFee: true }),
    })
  }

  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined) return null
  return (
    <Modal
      title={cancelled ? t('Reservation cancelled') : t('Cancel reservation')}
      description={
        detail && `${detail.guestName} · ${detail.confirmationNo} · ${formatSpan(detail.arrival, detail.departure)}`
      }
      onClose={close}
      onSubmit={submit}
      foot={
        cancelled ? (
          <Button type="submit" tone="primary" autoFocus>
            {t('Done')}
          </Button>
        ) : (
          <>
            <Button onClick={close}>{t('Keep it')}</Button>
            <Button type="submit" tone="danger" disabled={busy || !detail}>
              {t('Cancel reservation')}
            </Button>
          </>
        )
      }
    >
      <div className={dialog.stack}>
        {detail === null && <Notice tone="problem" what={t('This reservation is not on this desk.')} />}
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        {cancelled ? (
          <Fee fee={detail.cancelFee} currency={detail.currency} policy={detail.policyName} />
        ) : (
          <>
            {detail && (
              <p className={dialog.note}>
                {t('Policy: {policy}. The fee is worked out on cancelling.', {
                  policy: detail.policyName || t('none'),
                })}
              </p>
            )}
            <Field
              label={t('Reason')}
              error={asked && needsReason ? t('Say why it is cancelled; it stays on the record.') : undefined}
            >
              <Input ref={reasonField} value={reason} autoFocus onChange={(change) => setReason(change.target.value)} />
            </Field>
            <Checkbox
              label={t('Let the fee go (a duty manager may)')}
              checked={waiveFee}
              onChange={(change) => setWaiveFee(change.target.checked)}
            />
          </>
        )}
      </div>
    </Modal>
  )
}

function Fee({ fee, currency, policy }: { fee: string | null; currency: string; policy: string }) {
  if (fee === null || Number(fee) === 0) {
    return (
      <Notice tone="good" what={t('No cancellation fee.')} todo={policy && t('By the policy: {policy}.', { policy })} />
    )
  }
  return (
    <Notice
      tone="warning"
      what={t('Cancellation fee: {amount}', { amount: formatMoney(fee, currency) })}
      todo={policy ? t('By the policy: {policy}. Tell the guest.', { policy }) : t('Tell the guest.')}
    />
  )
}
