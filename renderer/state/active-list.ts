import { useEffect } from 'react'
import type { Selection, Step } from './selection.ts'
import { moveInList } from './selection.ts'

/** The list that arrow keys walk through and Enter opens from. At most one is in front. */
interface ActiveList {
  readonly kind: Selection['kind']
  readonly open: (id: string) => void
  readonly move: (selected: string | null, step: Step) => string | null
}

let front: ActiveList | null = null

export const activeList = (): ActiveList | null => front

/** `move`: for what is no plain list. */
export function useActiveList(
  kind: Selection['kind'],
  ids: readonly string[],
  open: (id: string) => void,
  move?: ActiveList['move'],
): void {
  useEffect(() => {
    const mine: ActiveList = { kind, open, move: move ?? ((selected, step) => moveInList(ids, selected, step)) }
    front = mine
    return () => {
      if (front === mine) front = null
    }
  }, [kind, ids, open, move])
}
