import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Link } from './client.ts'
import { CoreClient } from './client.ts'
import type { LiveHandle, LiveState } from './live-store.ts'
import type { QueryArgs, QueryName, QueryRow } from './queries.ts'

export const CoreContext = createContext<CoreClient | null>(null)

export function useCore(): CoreClient {
  const core = useContext(CoreContext)
  if (!(core instanceof CoreClient)) throw new Error('useCore outside of CoreContext')
  return core
}

export function useLink(): Link {
  const core = useCore()
  return useSyncExternalStore(core.onLink, core.link)
}

const NOBODY: LiveHandle<never> = {
  subscribe: () => () => undefined,
  state: () => LOADING,
}
const LOADING: LiveState<never> = { phase: 'loading' }

/** Rows that follow the database. `null` asks nothing yet. */
export function useLive<N extends QueryName>(name: N, args: QueryArgs<N> | null): LiveState<QueryRow<N>> {
  const core = useCore()
  const argsText = args === null ? null : JSON.stringify(args)
  const handle = useMemo<LiveHandle<QueryRow<N>>>(
    () => (argsText === null ? NOBODY : core.live(name, JSON.parse(argsText))),
    [core, name, argsText],
  )
  return useSyncExternalStore(handle.subscribe, handle.state)
}
