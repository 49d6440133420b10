import type { LucideIcon } from 'lucide-react'
import {
  BedDouble,
  Brush,
  ChartColumn,
  CalendarDays,
  CalendarRange,
  Search,
  ShieldAlert,
  UserRound,
  Users,
  Utensils,
  Wrench,
} from 'lucide-react'
import { t } from '../../shared/language/t.ts'
import { useLive } from '../core-client/hooks.ts'
import { mayOf } from '../core-client/may.ts'
import type { QueryName } from '../core-client/queries.ts'
import type { Route } from '../state/route.ts'
import { formatRoute, HOME } from '../state/route.ts'
import { useView } from '../state/view.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { PRODUCT } from '../ui/product.ts'
import styles from './Rail.module.css'

interface Section {
  readonly label: () => string
  readonly icon: LucideIcon
  readonly route: Route
  readonly screens: readonly Route['screen'][]
  /** What its screen asks: whoever may not, does not see the section. */
  readonly asks: QueryName
}

export const SECTIONS: readonly Section[] = [
  {
    label: () => t('Today'),
    icon: CalendarDays,
    route: HOME,
    screens: ['today'],
    asks: 'desk.arrivals',
  },
  {
    label: () => t('Room rack'),
    icon: CalendarRange,
    route: { screen: 'rack' },
    screens: ['rack'],
    asks: 'rack.units',
  },
  {
    label: () => t('Reservations'),
    icon: Search,
    route: { screen: 'reservations', text: '' },
    screens: ['reservations', 'reservation'],
    asks: 'reservation.search',
  },
  {
    label: () => t('Units'),
    icon: BedDouble,
    route: { screen: 'units' },
    screens: ['units'],
    asks: 'unit.list',
  },
  {
    label: () => t('Housekeeping'),
    icon: Brush,
    route: { screen: 'housekeeping' },
    screens: ['housekeeping'],
    asks: 'housekeeping.tasks',
  },
  {
    label: () => t('Resolution Centre'),
    icon: ShieldAlert,
    route: { screen: 'resolutions', status: 'open' },
    screens: ['resolutions'],
    asks: 'resolution.list',
  },
  {
    label: () => t('Orders'),
    icon: Utensils,
    route: { screen: 'orders' },
    screens: ['orders'],
    asks: 'fb.outlets',
  },
  {
    label: () => t('Guests'),
    icon: UserRound,
    route: { screen: 'guests', list: 'all', text: '' },
    screens: ['guests', 'guest'],
    asks: 'guest.list',
  },
  {
    label: () => t('People'),
    icon: Users,
    route: { screen: 'people' },
    screens: ['people'],
    asks: 'access.people',
  },
  {
    label: () => t('Figures'),
    icon: ChartColumn,
    route: { screen: 'figures' },
    screens: ['figures'],
    asks: 'property.figures',
  },
  {
    label: () => t('Requests'),
    icon: Wrench,
    route: { screen: 'upkeep', list: 'requests' },
    screens: ['upkeep'],
    asks: 'service.list',
  },
]

/** Those that somebody of this role sees; their keys are their places in this list. */
export const sectionsOf = (role: string): readonly Section[] => SECTIONS.filter(({ asks }) => mayOf(role).ask(asks))

/** The tenth has the key that stands behind the ninth; there is none after it. */
export const keyOfSection = (index: number): string | undefined => (index < 10 ? String((index + 1) % 10) : undefined)

const FIRST_SCREEN: Readonly<Record<string, Route['screen']>> = {
  housekeeper: 'housekeeping',
  housekeeping_supervisor: 'housekeeping',
  engineer: 'units',
  waiter: 'orders',
  chef: 'orders',
}

/** Where somebody of this role begins. */
export function homeOf(role: string): Route {
  const sections = sectionsOf(role)
  return (sections.find(({ route }) => route.screen === FIRST_SCREEN[role]) ?? sections[0])?.route ?? HOME
}

export const mayOpen = (role: string, screen: Route['screen']): boolean =>
  sectionsOf(role).some(({ screens }) => screens.includes(screen))

export function Rail({ role }: { role: string }) {
  const route = useView((view) => view.route)
  const go = useView((view) => view.go)
  const open = useView((view) => view.open)
  const summary = useLive('desk.summary', mayOf(role).ask('resolution.list') ? {} : null)
  const toResolve = summary.phase === 'ready' ? (summary.rows[0]?.openResolutions ?? 0) : 0
  const requests = useLive('service.list', mayOf(role).ask('service.list') ? {} : null)
  const unanswered = requests.phase === 'ready' ? requests.rows.filter((row) => row.acknowledgedAt === null).length : 0
  const countOf: Partial<Record<Route['screen'], number>> = { resolutions: toResolve, upkeep: unanswered }
  return (
    <nav className={styles.rail} aria-label={t('Sections')}>
      <p className={styles.brand}>
        <img src="/icon.svg" alt="" width="24" height="24" /> {PRODUCT}
      </p>
      <ul className={styles.sections}>
        {sectionsOf(role).map((section, index) => {
          const Icon = section.icon
          const count = countOf[section.route.screen] ?? 0
          return (
            <li key={section.route.screen}>
              <a
                className={styles.section}
                href={formatRoute(section.route)}
                aria-current={section.screens.includes(route.screen) ? 'page' : undefined}
                aria-keyshortcuts={keyOfSection(index)}
                onClick={(click) => {
                  click.preventDefault()
                  go(section.route)
                }}
              >
                <Icon size={16} aria-hidden="true" />
                <span className={styles.label}>{section.label()}</span>
                {count > 0 && (
                  <span className={styles.count} aria-label={t('{count} open', { count })}>
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
          {t('Commands')} <Kbd keys="Ctrl+K" />
        </button>
        <button type="button" className={styles.help} onClick={() => open({ kind: 'keys' })}>
          {t('Keyboard')} <Kbd keys="?" />
        </button>
      </div>
    </nav>
  )
}
