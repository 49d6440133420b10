import type { LucideIcon } from 'lucide-react'
import { BedDouble, Brush, CalendarDays, CalendarRange, Search, ShieldAlert, Utensils } from 'lucide-react'
import { useLive } from '../core-client/hooks.ts'
import type { Route } from '../state/route.ts'
import { formatRoute, HOME } from '../state/route.ts'
import { useView } from '../state/view.ts'
import { Kbd } from '../ui/Kbd.tsx'
import styles from './Rail.module.css'

interface Section {
  readonly label: string
  readonly icon: LucideIcon
  readonly route: Route
  readonly screens: readonly Route['screen'][]
}

export const SECTIONS: readonly Section[] = [
  { label: 'Today', icon: CalendarDays, route: HOME, screens: ['today'] },
  { label: 'Room rack', icon: CalendarRange, route: { screen: 'rack' }, screens: ['rack'] },
  {
    label: 'Reservations',
    icon: Search,
    route: { screen: 'reservations', text: '' },
    screens: ['reservations', 'reservation', 'guest'],
  },
  { label: 'Units', icon: BedDouble, route: { screen: 'units' }, screens: ['units'] },
  { label: 'Housekeeping', icon: Brush, route: { screen: 'housekeeping' }, screens: ['housekeeping'] },
  {
    label: 'Resolution Centre',
    icon: ShieldAlert,
    route: { screen: 'resolutions', status: 'open' },
    screens: ['resolutions'],
  },
  { label: 'Orders', icon: Utensils, route: { screen: 'orders' }, screens: ['orders'] },
]

export function Rail() {
  const route = useView((view) => view.route)
  const go = useView((view) => view.go)
  const open = useView((view) => view.open)
  const summary = useLive('desk.summary', {})
  const toResolve = summary.phase === 'ready' ? (summary.rows[0]?.openResolutions ?? 0) : 0
  return (
    <nav className={styles.rail} aria-label="Sections">
      <p className={styles.brand}>
        <img src="/icon.svg" alt="" width="24" height="24" /> StayOS Desk
      </p>
      <ul className={styles.sections}>
        {SECTIONS.map((section, index) => {
          const Icon = section.icon
          const count = section.route.screen === 'resolutions' ? toResolve : 0
          return (
            <li key={section.label}>
              <a
                className={styles.section}
                href={formatRoute(section.route)}
                aria-current={section.screens.includes(route.screen) ? 'page' : undefined}
                aria-keyshortcuts={`${index + 1}`}
                onClick={(click) => {
                  click.preventDefault()
                  go(section.route)
                }}
              >
                <Icon size={16} aria-hidden="true" />
                <span className={styles.label}>{section.label}</span>
                {count > 0 && (
                  <span className={styles.count} aria-label={`${count} open`}>
                    {count}
                  </span>
                )}
              </a>
            </li>
          )
        })}
      </ul>
      <div className={styles.foot}>
        <button type="button" className={styles.help} onClick={() => open({ kind: 'palette' })}>
          Commands <Kbd keys="Ctrl+K" />
        </button>
        <button type="button" className={styles.help} onClick={() => open({ kind: 'keys' })}>
          Keyboard <Kbd keys="?" />
        </button>
      </div>
    </nav>
  )
}
