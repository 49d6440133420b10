import { useState } from 'react'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { formatDate, formatMoney } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from './dialog.module.css'
import { useDetail } from './use-detail.ts'

export function CheckOutDialog({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  const [reason, setReason] = useState('')
  const { run, busy, problem } = useRun()
  const early = detail ? detail.departure > desk.businessDate : false

  const submit = async () => {
    if (!detail) return
    const why = reason.trim()
    const done = await run('v1.reservation.checkOut', { reservationId, ...(why !== '' && { reason: why }) })
    if (!done) return
    tell(`${detail.guestName} is checked out`, detail.unitNumber ? `Unit ${detail.unitNumber} is now dirty` : undefined)
    close()
  }

  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined) return null
  return (
    <Modal
      title="Check out"
      description={detail && `${detail.guestName} · ${detail.confirmationNo}`}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>Back</Button>
          <Button type="submit" tone="primary" autoFocus disabled={busy || !detail}>
            {detail?.unitNumber ? `Check out of ${detail.unitNumber}` : 'Check out'}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {detail === null && <Notice tone="problem" what="This reservation is not on this desk." />}
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        {detail && (
          <dl className={dialog.facts}>
            <dt>Unit</dt>
            <dd>{detail.unitNumber ?? '–'}</dd>
            <dt>Booked until</dt>
            <dd>{formatDate(detail.departure)}</dd>
            <dt>Stay total</dt>
            <dd>{formatMoney(detail.total, detail.currency)}</dd>
          </dl>
        )}
        {early && (
          <Notice tone="warning" what="The guest leaves early." todo="The nights that remain go back on sale." />
        )}
        <Field label="Reason" optional>
          <Input value={reason} onChange={(change) => setReason(change.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}
