import { useState } from 'react'
import { t } from '../../../shared/language/t.ts'
import type { Run } from '../../core-client/use-run.ts'
import { readAmount } from '../../ui/amount.ts'
import { type Drawers, useDrawers } from './use-account.ts'

/** The drawer that cash goes into or comes out of: one's own; where none is open, one that is opened first. */
export function useOwnDrawer(needed: boolean) {
  const [typed, setTyped] = useState({ float: '', drawerId: '' })
  const drawers = useDrawers()
  const opens = needed && drawers !== undefined && !drawers.mine
  const drawerId = typed.drawerId || (drawers?.free[0]?.drawerId ?? '')
  const float = readAmount(typed.float)

  /** False where it was not opened. */
  const ensure = async (run: Run['run']): Promise<boolean> => {
    if (!opens) return true
    return float !== null && (await run('v1.cashier.openDrawer', { drawerId, float })) !== null
  }
  return {
    needed,
    drawers,
    opens,
    drawerId,
    float: typed.float,
    wrong: opens && float === null ? t('Enter the amount that was counted, like 100.00.') : undefined,
    change: (changes: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...changes })),
    ensure,
  }
}
export type OwnDrawer = ReturnType<typeof useOwnDrawer>

export const noDrawerLeft = (drawers: Drawers | undefined): boolean =>
  drawers !== undefined && !drawers.mine && drawers.free.length === 0
