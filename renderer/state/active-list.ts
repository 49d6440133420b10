import { useEffect } from 'react'
import type { Selection } from './selection.ts'

/** The list that arrow keys walk through and Enter opens from. At most one is in front. */
interface ActiveList {
  readonly kind: Selection['kind']
  readonly ids: readonly string[]
  readonly open: (id: string) => void
}

let front: ActiveList | null = null

export const activeList = (): ActiveList | null => front

export function useActiveList(kind: Selection['kind'], ids: readonly string[], open: (id: string) => void): void {
  useEffect(() => {
    const mine: ActiveList = { kind, ids, open }
    front = mine
    return () => {
      if (front === mine) front = null
    }
  }, [kind, ids, open])
}
