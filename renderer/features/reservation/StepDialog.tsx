import { useRef, useState } from 'react'
import { guaranteeTypes } from '../../../shared/domains/reservation/inputs.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import type { EnteredAnswer } from '../../state/entered.ts'
import { type StepKind, useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Field, Input, Select } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from './dialog.module.css'
import { inputOfStep, STEPS, type StepAnswer } from './steps.ts'
import { useDetail } from './use-detail.ts'
import { WordOptions } from './WordOptions.tsx'

interface StepDialogProps {
  step: StepKind
  reservationId: string
  entered?: EnteredAnswer
}

/** One step of a reservation: what it means, a reason or a guarantee, and done. */
export function StepDialog({ step, reservationId, entered }: StepDialogProps) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined) return null
  if (detail === null) {
    return (
      <Modal title={STEPS[step].title()} onClose={close}>
        <Notice tone="problem" what={t('This reservation is not on this desk.')} />
      </Modal>
    )
  }
  return <StepEntry step={step} row={detail} entered={entered} />
}

interface StepEntryProps {
  step: StepKind
  row: ReservationDetailRow
  entered: EnteredAnswer | undefined
}

function StepEntry({ step, row, entered }: StepEntryProps) {
  const close = useView((view) => view.close)
  const { title, verb, tone, done, explain, asks, mayWaive } = STEPS[step]
  const [answer, setAnswer] = useState<StepAnswer>({
    reason: entered?.reason ?? '',
    guarantee: entered?.guarantee ?? row.guarantee,
    waiveFee: entered?.waiveFee ?? false,
  })
  const [asked, setAsked] = useState(false)
  const reasonField = useRef<HTMLInputElement>(null)
  const { run, busy, problem } = useRun()
  const needsReason = asks === 'reason' && answer.reason.trim() === ''

  const submit = async () => {
    setAsked(true)
    if (needsReason) return reasonField.current?.focus()
    const { name, input } = inputOfStep(step, row.reservationId, answer)
    if (!(await run(name, input))) return
    tell(done(), row.guestName)
    close()
  }

  return (
    <Modal
      title={title()}
      description={`${row.guestName} · ${row.confirmationNo} · ${formatSpan(row.arrival, row.departure)}`}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone={tone} disabled={busy} autoFocus={asks === 'nothing'}>
            {verb()}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <p className={dialog.note}>{explain(row)}</p>
        {asks === 'reason' && (
          <Field label={t('Reason')} error={asked && needsReason ? t('Say why; it stays on the record.') : undefined}>
            <Input
              ref={reasonField}
              autoFocus
              value={answer.reason}
              onChange={(change) => setAnswer({ ...answer, reason: change.target.value })}
            />
          </Field>
        )}
        {asks === 'guarantee' && (
          <Field label={t('Guarantee')}>
            <Select
              autoFocus
              value={answer.guarantee}
              onChange={(change) => setAnswer({ ...answer, guarantee: change.target.value })}
            >
              <WordOptions of={guaranteeTypes} />
            </Select>
          </Field>
        )}
        {mayWaive && (
          <Checkbox
            label={t('Let the fee go (a duty manager may)')}
            checked={answer.waiveFee}
            onChange={(change) => setAnswer({ ...answer, waiveFee: change.target.checked })}
          />
        )}
      </div>
    </Modal>
  )
}
