import { useState } from 'react'
import type { LiveState } from '../../../core-client/live-store.ts'
import { useLive } from '../../../core-client/hooks.ts'
import type { RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'

const NONE: readonly never[] = []
const NO_UNITS: readonly RackUnitRow[] = []

/** While other days are asked for, those that stood there stay. */
function useKept<Row>(live: LiveState<Row>): readonly Row[] | undefined {
  const [kept, setKept] = useState<readonly Row[]>()
  if (live.phase === 'ready' && live.rows !== kept) setKept(live.rows)
  return live.phase === 'ready' ? live.rows : kept
}

export function useRackUnits(): LiveState<RackUnitRow> {
  return useLive('rack.units', {})
}

export const unitsOf = (live: LiveState<RackUnitRow>): readonly RackUnitRow[] =>
  live.phase === 'ready' ? live.rows : NO_UNITS

/** Everything that is drawn for a stretch of days. */
export function useRackRows(window: { from: string; to: string }) {
  const stays = useLive('rack.stays', window)
  const blocks = useLive('rack.blocks', window)
  const nights = useLive('rack.nights', window)
  const failed = [stays, blocks, nights].find((live) => live.phase === 'failed')
  const keptStays = useKept(stays)
  return {
    stays: keptStays ?? NONE,
    blocks: useKept(blocks) ?? NONE,
    nights: useKept(nights) ?? NONE,
    loading: keptStays === undefined,
    problem: failed?.phase === 'failed' ? failed.message : null,
  }
}
