import { useEffect } from 'react'
import { useCore } from '../../core-client/hooks.ts'

const TELL_EVERY_MS = 10_000
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Tells the core that a person is there, while they are; it decides when nobody was for too long. */
export function useActivity(): void {
  const core = useCore()
  useEffect(() => {
    let toldAt = 0
    const tell = (): void => {
      const now = performance.now()
      if (now - toldAt < TELL_EVERY_MS) return
      toldAt = now
      core.tellActive()
    }
    for (const sign of SIGNS) window.addEventListener(sign, tell, { capture: true, passive: true })
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, tell, { capture: true })
    }
  }, [core])
}
