import { useRef, useState } from 'react'
import { formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useRun } from '../../core-client/use-run.ts'
import type { EnteredUnit } from '../../state/entered.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from './dialog.module.css'
import { nowIn } from './marks.ts'
import { UnitPicker, useUnitChoice } from './UnitPicker.tsx'
import { useDetail } from './use-detail.ts'

interface AssignDialogProps {
  reservationId: string
  /** Another unit instead of the present one: it needs a reason. */
  moving: boolean
  desk: DeskInfo
  entered?: EnteredUnit
}

export function AssignDialog({ reservationId, moving, desk, entered }: AssignDialogProps) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  const [reason, setReason] = useState(entered?.reason ?? '')
  const reasonField = useRef<HTMLInputElement>(null)
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const inHouse = detail?.status === 'checked_in'
  const from = detail && inHouse && detail.arrival < desk.businessDate ? desk.businessDate : detail?.arrival
  const choice = useUnitChoice(
    detail && from
      ? { arrival: from, departure: detail.departure, unitTypeId: detail.unitTypeId, reservationId }
      : null,
    { except: moving ? (detail?.unitId ?? null) : null, first: entered?.unitId ?? null, now: inHouse },
  )
  const needsReason = moving && reason.trim() === ''

  const submit = async () => {
    setAsked(true)
    const unit = choice.chosen
    if (needsReason) return reasonField.current?.focus()
    if (!detail || !unit) return
    const done = moving
      ? await run('v1.reservation.moveUnit', { reservationId, unitId: unit.unitId, reason: reason.trim() })
      : await run('v1.reservation.assignUnit', { reservationId, unitId: unit.unitId })
    if (!done) return
    tell(
      moving
        ? t('Moved to unit {number}', { number: unit.number })
        : t('Unit {number} assigned', { number: unit.number }),
      detail.guestName,
    )
    close()
  }

  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined) return null
  return (
    <Modal
      title={moving ? (inHouse ? t('Move guest') : t('Change unit')) : t('Assign unit')}
      description={
        detail &&
        `${detail.guestName} · ${formatSpan(detail.arrival, detail.departure)} · ${detail.unitTypeName}` +
          (detail.unitNumber ? ` · ${nowIn(detail)}` : '')
      }
      width={600}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !choice.chosen}>
            {labelOf(moving, choice.chosen?.number)}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <UnitPicker choice={choice} />
        {moving && (
          <Field
            label={t('Reason')}
            error={asked && needsReason ? t('Say why the guest moves; it stays on the record.') : undefined}
          >
            <Input ref={reasonField} value={reason} onChange={(change) => setReason(change.target.value)} />
          </Field>
        )}
      </div>
    </Modal>
  )
}

function labelOf(moving: boolean, number: string | undefined): string {
  if (number === undefined) return moving ? t('Move') : t('Assign')
  return moving ? t('Move to {number}', { number }) : t('Assign to {number}', { number })
}
