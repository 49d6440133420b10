import type { ReactNode } from 'react'
import { ArrowLeft, UserX } from 'lucide-react'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { reservationStatuses } from '../../../shared/domains/reservation/status.ts'
import { formatInstant, formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { formatRoute } from '../../state/route.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { statusMark } from '../reservation/marks.ts'
import { Consents } from './Consents.tsx'
import { DuplicatesOf } from './Duplicates.tsx'
import { FeedbackList } from './FeedbackList.tsx'
import { GuestForm } from './GuestForm.tsx'
import { fieldLabel } from './guest-words.ts'
import styles from './GuestPage.module.css'
import { IdentitySection } from './IdentitySection.tsx'
import { Memberships } from './Memberships.tsx'
import { Preferences } from './Preferences.tsx'

export default function GuestPage({ profileId, desk }: { profileId: string; desk: DeskInfo }) {
  const live = useLive('guest.profile', { profileId })
  const may = useMay()
  if (live.phase === 'failed')
    return <EmptyState icon={UserX} title={t('This guest cannot be read')} text={live.message} />
  if (live.phase === 'loading') return <div role="status" aria-label={t('Loading guest')} />
  const [row] = live.rows
  if (!row) return <EmptyState icon={UserX} title={t('This guest record is not on this desk')} />
  const closed = row.erased || row.mergedIntoId !== null
  return (
    <div className={styles.page}>
      <div className={styles.back}>
        <Button tone="quiet" size="small" hint="Esc" onClick={() => history.back()}>
          <ArrowLeft size={14} aria-hidden="true" /> {t('Back')}
        </Button>
      </div>
      <div className={styles.sheet}>
        <header className={styles.header}>
          <h1 className={styles.name}>{row.fullName || t('No name')}</h1>
          <CertaintyMark certainty={row.certainty} />
        </header>
        {row.erased && (
          <div className={styles.notice}>
            <Notice
              tone="warning"
              what={t('This guest record was erased on request.')}
              todo={t('It cannot be edited.')}
            />
          </div>
        )}
        {row.mergedIntoId !== null && <MergedInto row={row} mergedIntoId={row.mergedIntoId} />}
        <div className={styles.columns}>
          <div>
            <GuestForm key={formKey(row)} row={row} readOnly={closed || !may.give('v1.guest.edit')} />
            <div className={styles.blocks}>
              <Block title={t('Preferences')}>
                <Preferences key={JSON.stringify(row.preferences)} row={row} />
              </Block>
              <Block title={t('Consents')}>
                <Consents row={row} />
              </Block>
              <Block title={t('Loyalty')}>
                <Memberships row={row} />
              </Block>
            </div>
          </div>
          <div className={styles.side}>
            {!closed && <DuplicatesOf profileId={row.profileId} />}
            {may.ask('guest.identity') && (
              <Block title={t('Identity')}>
                <IdentitySection profileId={row.profileId} businessDate={desk.businessDate} />
              </Block>
            )}
            <Stays row={row} desk={desk} />
            {may.ask('guest.feedback') && <GuestFeedback profileId={row.profileId} />}
            <Alternatives row={row} />
          </div>
        </div>
      </div>
    </div>
  )
}

/** A change from elsewhere starts the form anew: what one edits must be what stands. */
const formKey = (row: ProfileRow): string =>
  JSON.stringify([
    row.firstName,
    row.lastName,
    row.email,
    row.phone,
    row.nationality,
    row.language,
    row.vipLevel,
    row.notes,
    row.noPost,
  ])

function Stays({ row, desk }: { row: ProfileRow; desk: DeskInfo }) {
  const go = useView((view) => view.go)
  return (
    <section>
      <h2 className={styles.title}>{t('Stays')}</h2>
      {row.stays.length === 0 && <p className={styles.soft}>{t('No stays on this desk.')}</p>}
      <ul className={styles.stays}>
        {row.stays.map((stay) => {
          const status = reservationStatuses.find((known) => known === stay.status)
          return (
            <li key={stay.reservationId} data-reservation-id={stay.reservationId}>
              <a
                className={styles.stay}
                href={formatRoute({ screen: 'reservation', reservationId: stay.reservationId })}
                onClick={(click) => {
                  click.preventDefault()
                  go({ screen: 'reservation', reservationId: stay.reservationId })
                }}
              >
                <span>{formatSpan(stay.arrival, stay.departure, desk.businessDate)}</span>
                <span className={styles.soft}>{stay.confirmationNo}</span>
                <span>{stay.unitNumber ?? ''}</span>
                {status && <Chip mark={statusMark({ ...stay, status }, desk.businessDate)} bare />}
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Alternatives({ row }: { row: ProfileRow }) {
  if (row.alternatives.length === 0) return null
  return (
    <section>
      <h2 className={styles.title}>{t('Other values that were entered')}</h2>
      <ul>
        {row.alternatives.map((other) => (
          <li key={`${other.field} ${other.at}`} className={styles.other}>
            <span className={styles.soft}>{fieldLabel(other.field)}</span>
            <span>{String(other.value ?? '(empty)')}</span>
            {other.at !== null && <time className={styles.soft}>{formatInstant(other.at)}</time>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  )
}

/** The record that one looks for is another by now. */
function MergedInto({ row, mergedIntoId }: { row: ProfileRow; mergedIntoId: string }) {
  const go = useView((view) => view.go)
  return (
    <div className={styles.notice}>
      <Notice
        tone="info"
        what={t('This record was merged into {guestName}.', { guestName: row.mergedIntoName ?? '' })}
        todo={
          <Button size="small" onClick={() => go({ screen: 'guest', profileId: mergedIntoId })}>
            {t('Open {guestName}', { guestName: row.mergedIntoName ?? '' })}
          </Button>
        }
      />
    </div>
  )
}

function GuestFeedback({ profileId }: { profileId: string }) {
  const open = useView((view) => view.open)
  const may = useMay()
  const live = useLive('guest.feedback', { profileId, unanswered: false })
  const rows = live.phase === 'ready' ? live.rows : []
  return (
    <Block title={t('Feedback')}>
      {rows.length === 0 && <p className={styles.soft}>{t('Nothing said yet.')}</p>}
      <FeedbackList rows={rows} named={false} />
      {may.give('v1.feedback.record') && (
        <Button size="small" onClick={() => open({ kind: 'feedback', profileId })}>
          {t('Record feedback')}
        </Button>
      )}
    </Block>
  )
}
