import { UsersRound } from 'lucide-react'
import type { DuplicateRow } from '../../../shared/domains/guest/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import styles from './Record.module.css'

/** Records that are perhaps the guest in question; nothing where there are none. */
export function DuplicatesOf({ profileId }: { profileId: string }) {
  const may = useMay()
  const live = useLive('guest.duplicates', may.give('v1.guest.merge') ? { profileId } : null)
  if (live.phase !== 'ready' || live.rows.length === 0) return null
  return (
    <section className={styles.section} aria-label={t('Perhaps the same guest')}>
      <h2 className={styles.title}>{t('Perhaps the same guest')}</h2>
      {live.rows.map((row) => (
        <Pair key={`${row.profileId} ${row.otherId}`} row={row} of={profileId} />
      ))}
    </section>
  )
}

/** Of everybody who is in house or comes within a week. */
export function DuplicatesList() {
  const live = useLive('guest.duplicates', { profileId: null })
  if (live.phase !== 'ready') return <div role="status" aria-label={t('Looking for records of one guest')} />
  if (live.rows.length === 0) {
    return (
      <EmptyState
        icon={UsersRound}
        title={t('No guest has two records')}
        text={t('Of everybody who is in house or comes within a week, by e-mail address, or by name and phone number.')}
      />
    )
  }
  return (
    <div className={styles.list}>
      {live.rows.map((row) => (
        <Pair key={`${row.profileId} ${row.otherId}`} row={row} of={null} />
      ))}
    </div>
  )
}

function Pair({ row, of }: { row: DuplicateRow; of: string | null }) {
  const open = useView((view) => view.open)
  const may = useMay()
  const { profileId, otherId, guestName, otherName } = row
  const names = of === null ? `${guestName} · ${otherName}` : of === profileId ? otherName : guestName
  return (
    <div className={styles.row}>
      <span className={styles.grow}>
        <strong>{names}</strong> <span className={styles.soft}>{reasonsOf(row).join(', ')}</span>
      </span>
      {may.give('v1.guest.merge') && (
        <Button
          size="small"
          aria-label={t('Compare {guestName} and {otherName}', { guestName, otherName })}
          onClick={() => open({ kind: 'merge-guests', profileId, otherId })}
        >
          {t('Compare')}
        </Button>
      )}
    </div>
  )
}

function reasonsOf({ sameEmail, samePhone, sameName }: DuplicateRow): string[] {
  return [sameEmail ? t('same e-mail') : '', samePhone ? t('same phone') : '', sameName ? t('same name') : ''].filter(
    Boolean,
  )
}
