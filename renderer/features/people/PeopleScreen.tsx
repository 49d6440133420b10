import { KeyRound, LockOpen, TriangleAlert, Users } from 'lucide-react'
import { mayResetPinOf } from '../../../shared/domains/access/permissions.ts'
import type { PersonRow } from '../../../shared/domains/access/rows.ts'
import { roleWords } from '../../../shared/domains/access/words.ts'
import { formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLink, useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { Avatar } from '../sign-in/Avatar.tsx'
import styles from './PeopleScreen.module.css'

/** Who works here and signs in; whoever is locked out stands first. */
export default function PeopleScreen() {
  const live = useLive('access.people', {})
  const { run, problem, dismiss } = useRun()
  if (live.phase === 'failed') {
    return <EmptyState icon={TriangleAlert} title={t('The people cannot be read')} text={live.message} />
  }
  const rows = live.phase === 'ready' ? live.rows : []
  const release = async (row: PersonRow) => {
    if (row.lockOutId === null) return
    if (await run('v1.access.releaseLockOut', { lockOutId: row.lockOutId }))
      tell(t('{name} can sign in again', { name: row.name }))
  }
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('People')}</h1>
        {live.phase === 'ready' && (
          <p className={styles.sub}>
            {t('{count, plural, one {# person works here} other {# people work here}}', { count: rows.length })}
          </p>
        )}
      </div>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} onClose={dismiss} />}
      {live.phase === 'ready' && rows.length === 0 ? (
        <EmptyState icon={Users} title={t('Nobody works here yet')} text={t('Head office gives people their roles.')} />
      ) : (
        <ul className={styles.list} aria-label={t('People of this hotel')}>
          {rows.map((row) => (
            <Person key={row.userId} row={row} onRelease={() => void release(row)} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Person({ row, onRelease }: { row: PersonRow; onRelease: () => void }) {
  const may = useMay()
  const { person } = useLink()
  const open = useView((view) => view.open)
  const mayReset =
    may.give('v1.access.resetPin') && row.userId !== person?.userId && mayResetPinOf(person?.role ?? '', row.role)
  return (
    <li className={styles.person} data-user-id={row.userId}>
      <Avatar name={row.name} size="large" />
      <div className={styles.texts}>
        <span className={styles.name}>{row.name}</span>
        <span className={styles.sub}>{roleWords(row.role)}</span>
      </div>
      <span className={styles.standing}>
        {row.lockOutId !== null ? (
          <span className={styles.locked}>
            {row.lockedAtTerminal ? t('Locked out at {terminal}', { terminal: row.lockedAtTerminal }) : t('Locked out')}
            {row.lockedAt && `, ${formatInstant(row.lockedAt)}`}
          </span>
        ) : row.hasPin ? (
          <span className={styles.sub}>
            {row.pinMustChange ? t('Chooses a PIN at the next sign-in') : t('Signs in by PIN')}
          </span>
        ) : (
          <span className={styles.without}>{t('No PIN yet')}</span>
        )}
      </span>
      <span className={styles.actions}>
        {row.lockOutId !== null && may.give('v1.access.releaseLockOut') && (
          <Button tone="primary" aria-label={t('Unlock {name}', { name: row.name })} onClick={onRelease}>
            <LockOpen size={14} aria-hidden="true" /> {t('Unlock')}
          </Button>
        )}
        {mayReset && (
          <Button
            aria-label={t('New PIN for {name}', { name: row.name })}
            onClick={() => open({ kind: 'reset-pin', userId: row.userId })}
          >
            <KeyRound size={14} aria-hidden="true" /> {t('New PIN')}
          </Button>
        )}
      </span>
    </li>
  )
}
