import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'

export type ReservationAction = 'check-in' | 'check-out' | 'assign' | 'move' | 'change-stay' | 'cancel'

/** What makes sense to offer now. The rules themselves are the domain's; this only keeps the screen quiet. */
export function actionsFor(
  row: Pick<ReservationDetailRow, 'status' | 'arrival' | 'unitId'>,
  businessDate: string,
): readonly ReservationAction[] {
  switch (row.status) {
    case 'confirmed':
      return [
        ...(row.arrival <= businessDate ? (['check-in'] as const) : []),
        row.unitId === null ? 'assign' : 'move',
        'change-stay',
        'cancel',
      ]
    case 'no_show':
      return ['check-in']
    case 'checked_in':
      return ['check-out', 'move', 'change-stay']
    case 'tentative':
    case 'inquiry':
    case 'waitlisted':
      return [row.unitId === null ? 'assign' : 'move', 'change-stay', 'cancel']
    default:
      return []
  }
}
