import { useState } from 'react'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from './dialog.module.css'
import { nowIn } from './marks.ts'
import { useDetail } from './use-detail.ts'

/** Two guests change units with each other: both in house, or both still to come. */
export function SwapDialog({ reservationId }: { reservationId: string }) {
  const detail = useDetail(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  return detail ? <SwapEntry row={detail} /> : null
}

function SwapEntry({ row }: { row: ReservationDetailRow }) {
  const close = useView((view) => view.close)
  const [otherId, setOtherId] = useState('')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const live = useLive(row.status === 'checked_in' ? 'desk.inHouse' : 'desk.arrivals', {})
  const others =
    live.phase === 'ready' ? live.rows.filter((each) => each.unitId && each.reservationId !== row.reservationId) : []
  const other = others.find((each) => each.reservationId === otherId)

  const submit = async () => {
    setAsked(true)
    if (!other || reason.trim() === '') return
    const input = { reservationId: row.reservationId, otherReservationId: otherId, reason: reason.trim() }
    if (!(await run('v1.reservation.swapUnits', input))) return
    tell(t('Units swapped'), `${row.guestName}: ${other.unitNumber}, ${other.guestName}: ${row.unitNumber}`)
    close()
  }

  return (
    <Modal
      title={t('Swap units')}
      description={`${row.guestName} · ${formatSpan(row.arrival, row.departure)} · ${nowIn(row)}`}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Swap units')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field label={t('With')} error={asked && !other ? t('Choose the other guest.') : undefined}>
          <Select autoFocus value={otherId} onChange={(change) => setOtherId(change.target.value)}>
            <option value="" />
            {others.map((each) => (
              <option key={each.reservationId} value={each.reservationId}>
                {each.unitNumber} · {each.guestName} · {each.unitTypeCode} · {formatSpan(each.arrival, each.departure)}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={t('Reason')}
          error={asked && reason.trim() === '' ? t('Say why; it stays on the record.') : undefined}
        >
          <Input value={reason} onChange={(change) => setReason(change.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}
