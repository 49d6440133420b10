import { Plus } from 'lucide-react'
import type { DeskInfo } from '../../shared/protocol/port.ts'
import { SyncBadge } from '../features/sync/SyncBadge.tsx'
import { GlobalSearch } from '../features/reservation/GlobalSearch.tsx'
import { useView } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { formatDate } from '../ui/format.ts'
import styles from './TopBar.module.css'

export function TopBar({ desk }: { desk: DeskInfo }) {
  const open = useView((view) => view.open)
  return (
    <header className={styles.bar}>
      <div className={styles.where}>
        <span className={styles.property}>{desk.propertyName}</span>
        <time className={styles.date} dateTime={desk.businessDate} title="Business date">
          {formatDate(desk.businessDate)}
        </time>
      </div>
      <GlobalSearch />
      <SyncBadge />
      <Button tone="primary" hint="F5" onClick={() => open({ kind: 'new-reservation' })}>
        <Plus size={15} aria-hidden="true" /> New reservation
      </Button>
      <span className={styles.who} title={`${desk.actorName} at ${desk.terminalName}`}>
        <span className={styles.avatar} aria-hidden="true">
          {initials(desk.actorName)}
        </span>
        <span className={styles.names}>
          <span className={styles.actor}>{desk.actorName}</span>
          <span className={styles.terminal}>{desk.terminalName}</span>
        </span>
      </span>
    </header>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase()
