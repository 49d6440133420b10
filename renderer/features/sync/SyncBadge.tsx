import { Popover } from '@base-ui/react/popover'
import { describeCommand, describeRefusal } from '../../../shared/domains/resolution/words.ts'
import { formatInstant, formatTime } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { SyncStatus } from '../../../shared/protocol/port.ts'
import { useCore, useLink, useLive } from '../../core-client/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { cx } from '../../ui/cx.ts'
import { badgeOf } from './badge.ts'
import { sayProblems } from './problems.ts'
import styles from './SyncBadge.module.css'

export function SyncBadge() {
  const link = useLink()
  const badge = badgeOf(link)
  const Icon = badge.icon
  return (
    <Popover.Root>
      <Popover.Trigger
        className={cx(styles.badge, styles[badge.tone])}
        aria-label={t('Sync: {word}', { word: badge.word })}
      >
        <Icon size={15} aria-hidden="true" />
        <span role="status">{badge.word}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="bottom" align="end" sideOffset={6}>
          <Popover.Popup className={styles.popup} aria-label={t('Sync')}>
            {link.status && <SyncPanel status={link.status} reachable={link.phase === 'open'} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

const EXPLAINED: Readonly<Record<SyncStatus['state'], () => readonly [string, string]>> = {
  loading: () => [
    t('Loading the hotel to this desk'),
    t('It can be used when all tables are here. A cut does not lose what has come.'),
  ],
  online: () => [t('Connected to the centre'), t('Changes of all desks arrive as they happen.')],
  offline: () => [
    t('No line to the centre'),
    t('Go on working: everything is saved on this desk and sent when the line is back.'),
  ],
  paused: () => [t('Working offline on purpose'), t('Everything is saved on this desk and sent when you go online.')],
  stopped: () => [
    t('Sync has stopped'),
    t('Work goes on here, but nothing is sent or received until this is settled.'),
  ],
}

function SyncPanel({ status, reachable }: { status: SyncStatus; reachable: boolean }) {
  const core = useCore()
  const [title, text] = EXPLAINED[status.state]()
  const paused = status.state === 'paused'
  return (
    <>
      <div className={styles.head}>
        <div className={styles.headText}>
          <Popover.Title className={styles.title}>{title}</Popover.Title>
          <Popover.Description className={styles.sub}>
            {t('Since {instant}. {text}', {
              instant: formatInstant(status.since),
              text: sayProblems(status) ?? text,
            })}
          </Popover.Description>
        </div>
        {status.state !== 'loading' && (
          <Button size="small" disabled={!reachable} onClick={() => core.setLine(paused)}>
            {paused ? t('Go online') : t('Work offline')}
          </Button>
        )}
      </div>
      <ErrorBoundary part={t('The queue')}>
        <PendingList />
      </ErrorBoundary>
    </>
  )
}

function PendingList() {
  const pending = useLive('sync.pending', {})
  if (pending.phase === 'failed')
    return <p className={styles.none}>{t('The queue cannot be read: {message}', { message: pending.message })}</p>
  if (pending.phase === 'loading') return <p className={styles.none}>{t('Reading the queue …')}</p>
  if (pending.rows.length === 0) return <p className={styles.none}>{t('Nothing waits: the centre has everything.')}</p>
  return (
    <div className={styles.list}>
      <p className={styles.listTitle}>
        {t('{count, plural, one {# command waits for the centre} other {# commands wait for the centre}}', {
          count: pending.rows.length,
        })}
      </p>
      <ol aria-label={t('Queued commands')}>
        {pending.rows.map((row) => (
          <li key={row.commandId} data-command-id={row.commandId}>
            <div className={styles.item}>
              <span className={styles.what}>{describeCommand(row.name, row.args)}</span>
              <span className={styles.when}>{formatTime(row.occurredAt)}</span>
            </div>
            {row.predicted && (
              <p className={styles.predicted}>
                {t('May not stand: {what}', { what: describeRefusal(row.predicted).what })}
              </p>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
