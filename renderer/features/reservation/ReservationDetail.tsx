import { CalendarX2, Star } from 'lucide-react'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { describeCommand, describeRefusal, describeResolution } from '../../../shared/domains/resolution/words.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { mayOpenDialog } from '../../state/command-of-dialog.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { vipWord } from '../guest/guest-words.ts'
import { ACTIONS, actionsFor, dialogOf } from './actions.ts'
import { CertaintyMark } from './CertaintyMark.tsx'
import styles from './ReservationDetail.module.css'
import { GuestSection, HistorySection, NightsSection, StaySection, TraceSection, UnitSection } from './sections.tsx'
import { statusMark } from './marks.ts'

/** Everything of one reservation. It lays itself out by the room it is given: one column in a panel, two on a page. */
export function ReservationDetail({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const live = useLive('reservation.detail', { reservationId })
  if (live.phase === 'failed') {
    return <EmptyState icon={CalendarX2} title={t('This reservation cannot be read')} text={live.message} />
  }
  if (live.phase === 'loading')
    return <div className={styles.loading} role="status" aria-label={t('Loading reservation')} />
  const [row] = live.rows
  if (!row) {
    return (
      <EmptyState
        icon={CalendarX2}
        title={t('This reservation is not on this desk')}
        text={t('It may be older than what desks keep, or belong to another hotel.')}
      />
    )
  }
  return (
    <article
      className={styles.detail}
      aria-label={t('Reservation {confirmationNo}', { confirmationNo: row.confirmationNo })}
    >
      <Header row={row} desk={desk} />
      <Pending row={row} />
      <div className={styles.columns}>
        <div>
          <StaySection row={row} />
          <UnitSection row={row} />
          <NightsSection row={row} />
        </div>
        <div>
          <GuestSection row={row} />
          <TraceSection row={row} businessDate={desk.businessDate} />
          <HistorySection row={row} />
        </div>
      </div>
    </article>
  )
}

function Header({ row, desk }: { row: ReservationDetailRow; desk: DeskInfo }) {
  const open = useView((view) => view.open)
  const may = useMay()
  const actions = actionsFor(row, desk.businessDate).filter((action) => mayOpenDialog(may, action))
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        <Chip mark={statusMark(row, desk.businessDate)} />
        <CertaintyMark certainty={row.certainty} />
      </div>
      <h2 className={styles.name}>
        {row.guestName}
        {row.vipLevel !== 'none' && (
          <span className={styles.vip}>
            <Star size={12} fill="currentColor" aria-hidden="true" />{' '}
            {t('VIP {vipLevel}', { vipLevel: vipWord(row.vipLevel) })}
          </span>
        )}
      </h2>
      <p className={styles.confirmation} data-confirmation={row.confirmationNo}>
        {t('Confirmation')} <strong>{row.confirmationNo}</strong>
      </p>
      <div className={styles.actions}>
        {actions.map((action) => {
          const [labelOf, hint, tone] = ACTIONS[action]
          const label = labelOf()
          return (
            <Button
              key={action}
              tone={tone}
              hint={hint}
              {...(action === 'cancel' && { 'aria-label': label })}
              onClick={() => open(dialogOf(action, row.reservationId))}
            >
              {action === 'cancel' ? t('Cancel') : label}
            </Button>
          )
        })}
      </div>
    </header>
  )
}

/** What is not settled about this reservation: entries of the Resolution Centre, and commands that wait for the centre. */
function Pending({ row }: { row: ReservationDetailRow }) {
  const go = useView((view) => view.go)
  const select = useView((view) => view.select)
  const open = row.resolutions.filter((resolution) => resolution.status === 'open')
  if (open.length === 0 && row.pending.length === 0) return null
  return (
    <div className={styles.pending}>
      {open.map((resolution) => {
        const words = describeResolution(resolution)
        return (
          <Notice
            key={resolution.resolutionId}
            tone="warning"
            what={words.title}
            todo={
              <>
                {words.happened} {words.done}{' '}
                <button
                  type="button"
                  className={styles.link}
                  onClick={() => {
                    go({ screen: 'resolutions', status: 'open' })
                    select({ kind: 'resolution', id: resolution.resolutionId })
                  }}
                >
                  {t('Open in the Resolution Centre')}
                </button>
              </>
            }
          />
        )
      })}
      {row.pending.map((command) => (
        <Notice
          key={command.commandId}
          tone={command.predicted ? 'warning' : 'info'}
          what={t('Queued: {command}', {
            command: describeCommand(command.name, { confirmationNo: row.confirmationNo, guestName: row.guestName }),
          })}
          todo={
            command.predicted
              ? t('May not stand at the centre: {what}', { what: describeRefusal(command.predicted).what })
              : t('Saved on this desk; the centre has not confirmed it yet.')
          }
        />
      ))}
    </div>
  )
}
