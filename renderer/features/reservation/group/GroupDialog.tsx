import { useState } from 'react'
import { describeRefusal } from '../../../../shared/domains/resolution/words.ts'
import type { DeskRow } from '../../../../shared/domains/reservation/rows.ts'
import { formatSpan } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo, RunOutcome } from '../../../../shared/protocol/port.ts'
import { useCore, useLive } from '../../../core-client/hooks.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { isReady } from '../../property_mgmt/marks.ts'
import dialog from '../dialog.module.css'
import { statusMark } from '../marks.ts'
import styles from '../Traces.module.css'
import { useDetail } from '../use-detail.ts'

/** Everybody of a group: all who are due and whose unit is ready are checked in at once, and all who are due out and owe nothing checked out. */
export function GroupDialog({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const detail = useDetail(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  return detail?.groupCode ? <Group groupCode={detail.groupCode} desk={desk} /> : null
}

function Group({ groupCode, desk }: { groupCode: string; desk: DeskInfo }) {
  const { close, go } = useView()
  const live = useLive('reservation.group', { groupCode })
  const rows = live.phase === 'ready' ? live.rows : []
  const dueIn = rows.filter((row) => mayCheckIn(row, desk.businessDate))
  const dueOut = rows.filter((row) => row.status === 'checked_in' && row.departure <= desk.businessDate)
  const { busy, stayed, checkIn, checkOut } = useGroup()
  const arrives = dueIn.length > 0 || dueOut.length === 0
  return (
    <Modal
      title={t('Group {groupCode}', { groupCode })}
      description={t('{rooms, plural, one {# room} other {# rooms}}', { rooms: rows.length })}
      width={640}
      onClose={close}
      onSubmit={() => (arrives ? checkIn(dueIn) : checkOut(dueOut))}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          {arrives && dueOut.length > 0 && (
            <Button disabled={busy} onClick={() => checkOut(dueOut)}>
              {outWords(dueOut.length)}
            </Button>
          )}
          <Button type="submit" tone="primary" autoFocus disabled={busy || dueIn.length + dueOut.length === 0}>
            {arrives
              ? t('Check in {rooms, plural, one {# room} other {# rooms}}', { rooms: dueIn.length })
              : outWords(dueOut.length)}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {stayed.map(({ row, what, todo }) => (
          <Notice key={row.reservationId} tone="warning" what={`${row.guestName}: ${what}`} todo={todo} />
        ))}
        <ul className={styles.list} aria-label={t('Rooms of the group')}>
          {rows.map((row) => (
            <li key={row.reservationId}>
              <span className={styles.due}>{row.unitNumber ?? '–'}</span>
              <span className={styles.text}>
                {row.guestName} <span className={styles.soft}>{formatSpan(row.arrival, row.departure)}</span>
              </span>
              <Chip mark={statusMark(row, desk.businessDate)} />
              <Button
                size="small"
                tone="quiet"
                aria-label={t('Open {guestName}', { guestName: row.guestName })}
                onClick={() => go({ screen: 'reservation', reservationId: row.reservationId })}
              >
                {t('Open')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  )
}

const outWords = (rooms: number) => t('Check out {rooms, plural, one {# room} other {# rooms}}', { rooms })

const mayCheckIn = (row: DeskRow, businessDate: string): boolean =>
  row.status === 'confirmed' &&
  row.arrival <= businessDate &&
  row.unitId !== null &&
  isReady({ housekeeping: row.unitHousekeeping, occupancy: row.unitOccupancy })

/** One by one: who cannot be checked in or out stays, with the reason. */
function useGroup() {
  const core = useCore()
  const [busy, setBusy] = useState(false)
  const [stayed, setStayed] = useState<readonly { row: DeskRow; what: string; todo: string }[]>([])
  const eachOf = async (rows: readonly DeskRow[], give: (row: DeskRow) => Promise<RunOutcome>) => {
    setBusy(true)
    const left = []
    for (const row of rows) {
      const outcome = await give(row)
      if (outcome.kind !== 'done') left.push({ row, ...describeRefusal(outcome.refusal) })
    }
    setStayed(left)
    setBusy(false)
  }
  const checkIn = (rows: readonly DeskRow[]) =>
    eachOf(rows, ({ reservationId }) => core.run('v1.reservation.checkIn', { reservationId }))
  /** A company that guaranteed the stay is billed. */
  const checkOut = (rows: readonly DeskRow[]) =>
    eachOf(rows, ({ reservationId, guarantee }) =>
      core.run('v1.reservation.checkOut', {
        reservationId,
        ...(guarantee === 'company' && { settlement: { kind: 'city_ledger' } }),
      }),
    )
  return { busy, stayed, checkIn, checkOut }
}
