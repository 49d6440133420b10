import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import { describeResolution } from '../../../shared/domains/resolution/words.ts'
import { useView } from '../../state/view.ts'

/** Takes the person to where the next step is done; where there is nothing to go to, to the note that settles the entry. */
export function takeNextStep(row: ResolutionRow): void {
  const { go, open, select } = useView.getState()
  const { action } = describeResolution(row).nextStep
  if (action === 'assign_unit' && row.reservationId) return open({ kind: 'assign', reservationId: row.reservationId })
  if (action === 'reinstate' && row.reservationId) return open({ kind: 'reinstate', reservationId: row.reservationId })
  if (action === 'call_guest' && row.profileId) return go({ screen: 'guest', profileId: row.profileId })
  if (action === 'inspect_unit' && row.unitId) {
    go({ screen: 'units' })
    return select({ kind: 'unit', id: row.unitId })
  }
  if (action !== 'none' && row.reservationId) return go({ screen: 'reservation', reservationId: row.reservationId })
  open({ kind: 'resolve', resolutionId: row.resolutionId })
}
