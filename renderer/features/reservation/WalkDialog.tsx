import { useId, useRef, useState } from 'react'
import type { SpareReason } from '../../../shared/domains/reservation/whom-to-walk.ts'
import type { WalkRow } from '../../../shared/domains/reservation/walk-rows.ts'
import { formatDate, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from './dialog.module.css'
import { wordFor } from './marks.ts'
import styles from './WalkDialog.module.css'

interface WalkWish {
  /** Who was pointed at; where absent, whoever the list has on top. */
  readonly reservationId: string | undefined
  /** The night that is sold out; tonight where absent. */
  readonly night: string | undefined
}

/** The house is full, and one guest sleeps in another: whom, where, and why. The list says whom first, and who should never be. */
export function WalkDialog({ reservationId, night }: WalkWish) {
  const close = useView((view) => view.close)
  const live = useLive('desk.walkCandidates', night === undefined ? {} : { night })
  const [picked, setPicked] = useState(reservationId)
  const [hotel, setHotel] = useState('')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const hotelField = useRef<HTMLInputElement>(null)
  const { run, busy, problem } = useRun()
  const rows = live.phase === 'ready' ? live.rows : []
  const chosen = rows.find((row) => row.reservationId === picked) ?? rows[0]
  const missing = hotel.trim() === '' || reason.trim() === ''

  const submit = async () => {
    setAsked(true)
    if (hotel.trim() === '') return hotelField.current?.focus()
    if (missing || !chosen) return
    const input = { reservationId: chosen.reservationId, hotel: hotel.trim(), reason: reason.trim() }
    if (!(await run('v1.reservation.walk', input))) return
    tell(t('Walked to {hotel}', { hotel: hotel.trim() }), chosen.guestName)
    close()
  }

  return (
    <Modal
      title={t('Walk a guest')}
      width={640}
      description={t('{count, plural, =0 {Nobody is expected} one {# guest is expected} other {# guests are expected}}', { count: rows.length })} // prettier-ignore
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="danger" disabled={busy || !chosen}>
            {chosen ? t('Walk {guest}', { guest: chosen.guestName }) : t('Walk')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Guests rows={rows} chosen={chosen} onChoose={setPicked} />
        <Field
          label={t('Other house')}
          error={
            asked && hotel.trim() === '' ? t('Say where the guest sleeps: calls and luggage go there.') : undefined
          }
        >
          <Input ref={hotelField} autoFocus value={hotel} onChange={(change) => setHotel(change.target.value)} />
        </Field>
        <Field
          label={t('Reason')}
          error={asked && reason.trim() === '' ? t('Say why; it stays on the record.') : undefined}
        >
          <Input value={reason} onChange={(change) => setReason(change.target.value)} />
        </Field>
        <p className={dialog.note}>{t('The room goes back on sale, and the guest owes nothing here.')}</p>
      </div>
    </Modal>
  )
}

function Guests({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly WalkRow[]
  chosen: WalkRow | undefined
  onChoose: (reservationId: string) => void
}) {
  const group = useId()
  return (
    <div className={styles.list} role="radiogroup" aria-label={t('Whom to walk')}>
      {rows.map((row) => (
        <label key={row.reservationId} className={styles.guest} data-confirmation={row.confirmationNo}>
          <input
            type="radio"
            name={group}
            checked={row.reservationId === chosen?.reservationId}
            onChange={() => onChoose(row.reservationId)}
            aria-label={row.guestName}
          />
          <strong className={styles.name}>{row.guestName}</strong>
          <span className={styles.fact}>{row.unitTypeCode}</span>
          <span className={styles.fact}>{row.eta ?? t('no time')}</span>
          <span className={styles.fact}>{wordFor(row.guarantee)}</span>
          <span className={styles.amount}>{formatMoney(row.total, row.currency)}</span>
          <span className={row.spared.length > 0 ? styles.spared : styles.fact}>
            {row.spared.length > 0
              ? row.spared.map(spareWord).join(', ')
              : t('until {date}', { date: formatDate(row.departure) })}
          </span>
        </label>
      ))}
    </div>
  )
}

/** Why not this one. */
function spareWord(reason: SpareReason): string {
  switch (reason) {
    case 'vip':
      return t('VIP')
    case 'group':
      return t('Group')
    case 'family':
      return t('Family')
    case 'nights':
      return t('Several nights')
    case 'loyalty':
      return t('Loyal guest')
    case 'promised':
      return t('Unit promised')
  }
}
