import { useRef, useState } from 'react'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { formatSpan } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from './dialog.module.css'
import { UnitPicker, useUnitChoice } from './UnitPicker.tsx'
import { useDetail } from './use-detail.ts'

interface AssignDialogProps {
  reservationId: string
  /** Another unit instead of the present one: it needs a reason. */
  moving: boolean
  desk: DeskInfo
}

export function AssignDialog({ reservationId, moving, desk }: AssignDialogProps) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  const [reason, setReason] = useState('')
  const reasonField = useRef<HTMLInputElement>(null)
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const inHouse = detail?.status === 'checked_in'
  const from = detail && inHouse && detail.arrival < desk.businessDate ? desk.businessDate : detail?.arrival
  const choice = useUnitChoice(
    detail && from
      ? { arrival: from, departure: detail.departure, unitTypeId: detail.unitTypeId, reservationId }
      : null,
    moving ? (detail?.unitId ?? null) : null,
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
    tell(moving ? `Moved to unit ${unit.number}` : `Unit ${unit.number} assigned`, detail.guestName)
    close()
  }

  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined) return null
  return (
    <Modal
      title={moving ? (inHouse ? 'Move guest' : 'Change unit') : 'Assign unit'}
      description={
        detail &&
        `${detail.guestName} · ${formatSpan(detail.arrival, detail.departure)} · ${detail.unitTypeName}` +
          (detail.unitNumber ? ` · now in ${detail.unitNumber}` : '')
      }
      width={600}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>Back</Button>
          <Button type="submit" tone="primary" disabled={busy || !choice.chosen}>
            {moving ? 'Move' : 'Assign'}
            {choice.chosen && ` to ${choice.chosen.number}`}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <UnitPicker choice={choice} />
        {moving && (
          <Field
            label="Reason"
            error={asked && needsReason ? 'Say why the guest moves; it stays on the record.' : undefined}
          >
            <Input ref={reasonField} value={reason} onChange={(change) => setReason(change.target.value)} />
          </Field>
        )}
      </div>
    </Modal>
  )
}
