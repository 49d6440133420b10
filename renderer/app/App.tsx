import { CSPProvider } from '@base-ui/react/csp-provider'
import { useEffect } from 'react'
import { useLink } from '../core-client/hooks.ts'
import { parseRoute } from '../state/route.ts'
import { useView } from '../state/view.ts'
import { Toaster } from '../ui/Toaster.tsx'
import styles from './App.module.css'
import { ConnectionBar } from './ConnectionBar.tsx'
import { Dialogs } from './Dialogs.tsx'
import { Rail } from './Rail.tsx'
import { Screen } from './Screen.tsx'
import { Starting } from './Starting.tsx'
import { TopBar } from './TopBar.tsx'
import { useKeyboard } from './use-keyboard.ts'

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <Desk />
      <Toaster />
    </CSPProvider>
  )
}

function Desk() {
  const { desk, status } = useLink()
  useKeyboard()
  useBackKey()
  if (!desk || !status || status.state === 'loading') return <Starting />
  return (
    <div className={styles.app}>
      <Rail />
      <div className={styles.main}>
        <TopBar desk={desk} />
        <ConnectionBar />
        <main className={styles.screen}>
          <Screen desk={desk} />
        </main>
      </div>
      <Dialogs desk={desk} />
    </div>
  )
}

function useBackKey(): void {
  const arrive = useView((view) => view.arrive)
  useEffect(() => {
    const onPop = (): void => arrive(parseRoute(window.location.hash))
    window.addEventListener('popstate', onPop)
    return () => window.removeEventListener('popstate', onPop)
  }, [arrive])
}
