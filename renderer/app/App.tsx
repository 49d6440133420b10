import { CSPProvider } from '@base-ui/react/csp-provider'
import { useEffect } from 'react'
import { useLink } from '../core-client/hooks.ts'
import type { Route } from '../state/route.ts'
import { formatRoute, parseRoute } from '../state/route.ts'
import { useView } from '../state/view.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { Toaster } from '../ui/Toaster.tsx'
import styles from './App.module.css'
import { ConnectionBar } from './ConnectionBar.tsx'
import { DialogFault } from './DialogFault.tsx'
import { Dialogs } from './Dialogs.tsx'
import { Rail } from './Rail.tsx'
import { Screen } from './Screen.tsx'
import { Starting } from './Starting.tsx'
import { TopBar } from './TopBar.tsx'
import { useKeyboard } from './use-keyboard.ts'

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <ErrorBoundary part="The desk">
        <Desk />
      </ErrorBoundary>
      <ErrorBoundary part="Messages" fallback={() => null}>
        <Toaster />
      </ErrorBoundary>
    </CSPProvider>
  )
}

function Desk() {
  const { desk, status } = useLink()
  useKeyboard()
  useBackKey()
  const route = useView((view) => view.route)
  const dialog = useView((view) => view.dialog)
  if (!desk || !status || status.state === 'loading') return <Starting />
  return (
    <div className={styles.app}>
      <ErrorBoundary part="The sections">
        <Rail />
      </ErrorBoundary>
      <div className={styles.main}>
        <ErrorBoundary part="The top bar">
          <TopBar desk={desk} />
        </ErrorBoundary>
        <ConnectionBar />
        <main className={styles.screen}>
          <ErrorBoundary key={placeOf(route)} part="This screen">
            <Screen desk={desk} />
          </ErrorBoundary>
        </main>
      </div>
      <ErrorBoundary key={dialog?.kind ?? 'none'} part="This dialog" fallback={DialogFault}>
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
