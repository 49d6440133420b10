import type { ReactNode } from 'react'
import { formatTime } from '../../shared/language/format.ts'
import { t } from '../../shared/language/t.ts'
import type { SyncStatus } from '../../shared/protocol/port.ts'
import { useLink } from '../core-client/hooks.ts'
import { sayProblems } from '../features/sync/problems.ts'
import { Notice } from '../ui/Notice.tsx'
import { PRODUCT } from '../ui/product.ts'
import styles from './Starting.module.css'

/** What stands here until there is a hotel to show: no core yet, or its first load. */
export function Starting() {
  const { phase, problem, status } = useLink()
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <img src="/icon.svg" alt="" width="40" height="40" />
        </p>
        <h1 className={styles.title}>{PRODUCT}</h1>
        {phase === 'lost' && problem ? (
          <Notice tone="problem" what={problem.what} todo={problem.todo} />
        ) : phase === 'connecting' || !status ? (
          <Line>{t('Connecting to the desk program …')}</Line>
        ) : (
          <FirstLoad status={status} />
        )}
      </div>
    </main>
  )
}

function Line({ children }: { children: ReactNode }) {
  return (
    <p className={styles.text} role="status">
      {children}
    </p>
  )
}

function FirstLoad({ status }: { status: SyncStatus }) {
  if (status.state === 'offline' || status.state === 'paused' || status.state === 'stopped') {
    return (
      <Notice
        tone="warning"
        what={t('The hotel is not loaded yet, and the centre cannot be reached since {time}.', {
          time: formatTime(status.since),
        })}
        todo={
          sayProblems(status) ?? t('Check the network of this computer. Loading goes on by itself where it stopped.')
        }
      />
    )
  }
  const { progress } = status
  const told = sayProblems(status)
  return (
    <>
      <Line>{t('Loading the hotel to this desk. This happens once.')}</Line>
      {progress && <Progress progress={progress} />}
      {told && <Notice tone="warning" what={told} />}
    </>
  )
}

function Progress({ progress }: { progress: NonNullable<SyncStatus['progress']> }) {
  const { done, of, rows, ofRows, secondsLeft } = progress
  const tables = t('{done} of {of} tables', { done, of })
  const counted =
    ofRows === null
      ? t('{rows, number} rows', { rows })
      : t('{rows, number} of {ofRows, number} rows', { rows, ofRows })
  return (
    <>
      <progress
        className={styles.progress}
        max={ofRows === null ? of : Math.max(1, ofRows)}
        value={ofRows === null ? done : rows}
        aria-label={tables}
      />
      <p className={styles.small}>
        {tables} · {counted}
        {secondsLeft !== null && ` · ${sayTimeLeft(secondsLeft)}`}
      </p>
    </>
  )
}

function sayTimeLeft(seconds: number): string {
  if (seconds < 60) return t('less than a minute left')
  const minutes = Math.ceil(seconds / 60)
  return t('{minutes, plural, one {about # minute left} other {about # minutes left}}', { minutes })
}
