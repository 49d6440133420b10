import { useEffect } from 'react'

/** What a key asks of the screen in front; a screen listens to what it can do. */
export type ScreenIntent =
  | 'search'
  | 'mark-dirty'
  | 'mark-clean'
  | 'mark-inspected'
  | 'complete-task'
  | 'take-on'
  | 'begin'
  | 'finish'
  | 'block'
  | 'report-fault'
  | 'next-step'
  | 'resolve'
  | 'reopen'
  | 'again'
  | 'filter'
  | 'leave'

type Listener = (intent: ScreenIntent) => void
const listeners = new Set<Listener>()

export function announce(intent: ScreenIntent): void {
  for (const listener of [...listeners]) listener(intent)
}

export function useIntent(handle: Listener): void {
  useEffect(() => {
    listeners.add(handle)
    return () => {
      listeners.delete(handle)
    }
  }, [handle])
}
