import { Plus } from 'lucide-react'
import { formatDate } from '../../shared/language/format.ts'
import { t } from '../../shared/language/t.ts'
import type { DeskInfo, SignedInPerson } from '../../shared/protocol/port.ts'
import { SyncBadge } from '../features/sync/SyncBadge.tsx'
import { GlobalSearch } from '../features/reservation/GlobalSearch.tsx'
import { useMay } from '../core-client/may.ts'
import { UserMenu } from '../features/sign-in/UserMenu.tsx'
import { useView } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import styles from './TopBar.module.css'

export function TopBar({ desk, person }: { desk: DeskInfo; person: SignedInPerson }) {
  const may = useMay()
  const open = useView((view) => view.open)
  return (
    <header className={styles.bar}>
      <div className={styles.where}>
        <span className={styles.property}>{desk.propertyName}</span>
        <time className={styles.date} dateTime={desk.businessDate} title={t('Business date')}>
          {formatDate(desk.businessDate)}
        </time>
      </div>
      {may.ask('reservation.search') ? <GlobalSearch /> : <span className={styles.gap} />}
      <SyncBadge />
      {may.give('v1.reservation.create') && (
        <Button tone="primary" hint="F5" onClick={() => open({ kind: 'new-reservation' })}>
          <Plus size={15} aria-hidden="true" /> {t('New reservation')}
        </Button>
      )}
      <UserMenu desk={desk} person={person} />
    </header>
  )
}
