import type { BaseUIEvent } from '@base-ui/react/types'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'

type FieldKey = BaseUIEvent<KeyboardEvent<HTMLInputElement>>

/** Enter pressed while the hits are still those of fewer letters waits for the right ones: a fast typist must not open another guest. */
export function useEnter(ready: boolean, act: () => void): (key: FieldKey) => void {
  const held = useRef(false)
  useEffect(() => {
    if (!held.current || !ready) return
    held.current = false
    act()
  }, [ready, act])
  return (key) => {
    held.current = key.key === 'Enter' && !ready
    if (!held.current) return
    key.preventDefault()
    key.preventBaseUIHandler()
  }
}
