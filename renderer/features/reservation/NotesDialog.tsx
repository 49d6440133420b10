import { useState } from 'react'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextArea } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useDetail } from './use-detail.ts'
import dialog from './dialog.module.css'

/** The notes of a reservation. What another desk writes meanwhile is kept above. */
export function NotesDialog({ reservationId }: { reservationId: string }) {
  const detail = useDetail(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  return detail ? <NotesEntry row={detail} /> : null
}

function NotesEntry({ row }: { row: ReservationDetailRow }) {
  const close = useView((view) => view.close)
  const [from] = useState(row.notes)
  const [to, setTo] = useState(row.notes)
  const { run, busy, problem } = useRun()
  const submit = async () => {
    if (await run('v1.reservation.setNotes', { reservationId: row.reservationId, from, to: to.trim() })) close()
  }
  return (
    <Modal
      title={t('Notes')}
      description={`${row.guestName} · ${row.confirmationNo}`}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Save notes')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field label={t('Notes')}>
          <TextArea rows={6} autoFocus maxLength={2000} value={to} onChange={(change) => setTo(change.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}
