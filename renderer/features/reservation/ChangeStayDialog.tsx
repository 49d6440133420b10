import { useState } from 'react'
import { describeRefusal } from '../../../shared/domains/resolution/words.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import type { EnteredChange } from '../../state/entered.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { changesNothing, filledForm, inputOfChange, needsReason, type ChangeForm } from './change-form.ts'
import { ChangeFields } from './ChangeFields.tsx'
import dialog from './dialog.module.css'
import { PriceDifference } from './PriceDifference.tsx'
import { useDetail } from './use-detail.ts'
import { useSettled } from './use-settled.ts'

interface ChangeStayDialogProps {
  reservationId: string
  desk: DeskInfo
  entered?: EnteredChange
}

/** Dates, guests, type, rate and price of a stay, with what the change costs before it is made. */
export function ChangeStayDialog({ reservationId, desk, entered }: ChangeStayDialogProps) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined) return null
  if (detail === null) {
    return (
      <Modal title={t('Change stay')} onClose={close}>
        <Notice tone="problem" what={t('This reservation is not on this desk.')} />
      </Modal>
    )
  }
  return <ChangeEntry row={detail} desk={desk} entered={entered} />
}

const UNIT_IN_THE_WAY = ['unit_taken', 'unit_out_of_order', 'unit_not_of_type']

interface ChangeEntryProps {
  row: ReservationDetailRow
  desk: DeskInfo
  entered: EnteredChange | undefined
}

function ChangeEntry({ row, desk, entered }: ChangeEntryProps) {
  const close = useView((view) => view.close)
  const [form, setForm] = useState<ChangeForm>(() => filledForm(row, entered))
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const input = inputOfChange(row, form)
  const nothing = input !== null && changesNothing(input)
  const live = useLive('reservation.preview', inputOfChange(row, useSettled(form)))
  const preview = live.phase === 'ready' ? live.rows[0] : undefined
  const refusal = preview?.refusal ?? null
  const words = refusal && describeRefusal(refusal)
  const unexplained = needsReason(form)

  const submit = async () => {
    setAsked(true)
    if (!input || nothing || unexplained) return
    const done = await run('v1.reservation.modify', input)
    if (!done) return
    tell(t('Stay changed'), `${row.guestName}, ${formatSpan(form.arrival, form.departure)}`)
    close()
  }

  return (
    <Modal
      title={t('Change stay')}
      description={`${row.guestName} · ${row.confirmationNo} · ${formatSpan(row.arrival, row.departure)} · ${row.unitTypeName}`}
      width={640}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !input || nothing || refusal !== null}>
            {t('Change stay')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <ChangeFields row={row} form={form} onForm={setForm} desk={desk} />
        {(form.fixedRate.trim() !== '' || form.extra.trim() !== '') && (
          <Field
            label={t('Reason for the price')}
            error={asked && unexplained ? t('Say why this price; it stays on the record.') : undefined}
          >
            <Input value={form.reason} onChange={(change) => setForm({ ...form, reason: change.target.value })} />
          </Field>
        )}
        {words && <Notice tone="warning" what={words.what} todo={words.todo} />}
        {(form.releaseUnit || UNIT_IN_THE_WAY.includes(refusal?.code ?? '')) && (
          <Checkbox
            label={t('Give up unit {unitNumber}: another one is assigned afterwards', { unitNumber: row.unitNumber })}
            checked={form.releaseUnit}
            onChange={(change) => setForm({ ...form, releaseUnit: change.target.checked })}
          />
        )}
        {preview && <PriceDifference preview={preview} />}
      </div>
    </Modal>
  )
}
