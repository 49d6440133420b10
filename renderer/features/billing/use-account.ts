import type { AccountRow, DrawerRow } from '../../../shared/domains/billing/rows.ts'
import { useLink, useLive } from '../../core-client/hooks.ts'

/** What a reservation owes and has paid; undefined while it is being fetched, null where it is not here. */
export function useAccount(reservationId: string): AccountRow | null | undefined {
  const live = useLive('folio.account', { reservationId })
  if (live.phase === 'ready') return live.rows[0] ?? null
  return live.phase === 'failed' ? null : undefined
}

export interface Drawers {
  /** The one that cash goes into: my own, else that of this terminal. */
  readonly mine: DrawerRow | undefined
  /** Nobody has them open. */
  readonly free: readonly DrawerRow[]
}

export function useDrawers(): Drawers | undefined {
  const live = useLive('cashier.drawers', {})
  const userId = useLink().person?.userId
  if (live.phase !== 'ready') return undefined
  const open = live.rows.filter((drawer) => drawer.openedBy !== null)
  return {
    mine: open.find((drawer) => drawer.openedById === userId) ?? open.find((drawer) => drawer.here),
    free: live.rows.filter((drawer) => drawer.openedBy === null),
  }
}
