import { CSPProvider } from '@base-ui/react/csp-provider'
import { useEffect } from 'react'
import { t } from '../../shared/language/t.ts'
import type { DeskInfo, SignedInPerson } from '../../shared/protocol/port.ts'
import { useLink } from '../core-client/hooks.ts'
import { LockScreen } from '../features/sign-in/LockScreen.tsx'
import { SignInScreen } from '../features/sign-in/SignInScreen.tsx'
import { useActivity } from '../features/sign-in/use-activity.ts'
import type { Route } from '../state/route.ts'
import { formatRoute, parseRoute } from '../state/route.ts'
import { useView } from '../state/view.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { Toaster } from '../ui/Toaster.tsx'
import styles from './App.module.css'
import { ConnectionBar } from './ConnectionBar.tsx'
import { DialogFault } from './DialogFault.tsx'
import { Dialogs } from './Dialogs.tsx'
import { homeOf, mayOpen, Rail } from './Rail.tsx'
import { Screen } from './Screen.tsx'
import { Starting } from './Starting.tsx'
import { TopBar } from './TopBar.tsx'
import { useKeyboard } from './use-keyboard.ts'

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <ErrorBoundary part={t('The desk')}>
        <Desk />
      </ErrorBoundary>
      <ErrorBoundary part={t('Messages')} fallback={() => null}>
        <Toaster />
      </ErrorBoundary>
    </CSPProvider>
  )
}

function Desk() {
  const { desk, status, session, person } = useLink()
  const isOpen = session?.state === 'in'
  useKeyboard(isOpen ? (person?.role ?? null) : null)
  useActivity()
  useBackKey()
  // A first load takes the screen; one that comes later (another scope) goes on behind it.
  if (!desk || !status || !session || (status.state === 'loading' && !person)) return <Starting />
  if (!person) return <SignInScreen desk={desk} session={session} />
  return (
    <>
      <WorkOf key={`${person.userId} ${person.role}`} desk={desk} person={person} />
      {!isOpen && <LockScreen desk={desk} session={session} keeper={person} />}
    </>
  )
}

/** One person's screen: whoever else signs in begins with a fresh one. */
function WorkOf({ desk, person }: { desk: DeskInfo; person: SignedInPerson }) {
  const { role } = person
  const route = useView((view) => view.route)
  const dialog = useView((view) => view.dialog)
  const begin = useView((view) => view.begin)
  const allowed = mayOpen(role, route.screen)
  useEffect(() => begin(), [begin])
  useEffect(() => {
    if (!allowed) begin(homeOf(role))
  }, [allowed, begin, role])
  if (!allowed) return null
  return (
    <div className={styles.app}>
      <ErrorBoundary part={t('The sections')}>
        <Rail role={role} />
      </ErrorBoundary>
      <div className={styles.main}>
        <ErrorBoundary part={t('The top bar')}>
          <TopBar desk={desk} person={person} />
        </ErrorBoundary>
        <ConnectionBar />
        <main className={styles.screen}>
          <ErrorBoundary key={placeOf(route)} part={t('This screen')}>
            <Screen desk={desk} />
          </ErrorBoundary>
        </main>
      </div>
      <ErrorBoundary key={dialog?.kind ?? 'none'} part={t('This dialog')} fallback={DialogFault}>
        <Dialogs desk={desk} />
      </ErrorBoundary>
    </div>
  )
}

/** Another place begins anew; typing in the search stays in one. */
const placeOf = (route: Route): string => (route.screen === 'reservations' ? route.screen : formatRoute(route))

function useBackKey(): void {
  const arrive = useView((view) => view.arrive)
  useEffect(() => {
    const onPop = (): void => arrive(parseRoute(window.location.hash))
    window.addEventListener('popstate', onPop)
    return () => window.removeEventListener('popstate', onPop)
  }, [arrive])
}
