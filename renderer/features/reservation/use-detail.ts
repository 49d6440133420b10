import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { useLive } from '../../core-client/hooks.ts'

/** The reservation that a dialog is about; undefined while it is being fetched, null where it is not here. */
export function useDetail(reservationId: string): ReservationDetailRow | null | undefined {
  const live = useLive('reservation.detail', { reservationId })
  if (live.phase === 'ready') return live.rows[0] ?? null
  return live.phase === 'failed' ? null : undefined
}
