import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'

export type ReservationAction =
  | 'check-in'
  | 'check-out'
  | 'assign'
  | 'move'
  | 'change-stay'
  | 'confirm'
  | 'guarantee'
  | 'expire'
  | 'no-show'
  | 'reinstate'
  | 'reverse-check-in'
  | 'cancel'

/** What is said on the button, the key that does the same, and how loud the button is. */
export const ACTIONS: Readonly<
  Record<ReservationAction, readonly [label: string, key: string | undefined, tone: 'primary' | 'plain' | 'quiet']>
> = {
  'check-in': ['Check in', 'I', 'primary'],
  'check-out': ['Check out', 'O', 'primary'],
  assign: ['Assign unit', 'A', 'plain'],
  move: ['Move', 'M', 'plain'],
  'change-stay': ['Change stay', 'E', 'plain'],
  confirm: ['Confirm', undefined, 'primary'],
  guarantee: ['Guarantee', undefined, 'quiet'],
  expire: ['Let lapse', undefined, 'quiet'],
  'no-show': ['No-show', undefined, 'quiet'],
  reinstate: ['Reinstate', undefined, 'primary'],
  'reverse-check-in': ['Take back check-in', undefined, 'quiet'],
  cancel: ['Cancel reservation', undefined, 'quiet'],
}

/** What makes sense to offer now. The rules themselves are the domain's; this only keeps the screen quiet. */
export function actionsFor(
  row: Pick<ReservationDetailRow, 'status' | 'arrival' | 'departure' | 'unitId'>,
  businessDate: string,
): readonly ReservationAction[] {
  const unit = row.unitId === null ? 'assign' : 'move'
  switch (row.status) {
    case 'confirmed':
      return row.arrival <= businessDate
        ? ['check-in', unit, 'change-stay', 'guarantee', 'no-show', 'cancel']
        : [unit, 'change-stay', 'guarantee', 'cancel']
    case 'no_show':
      return ['check-in']
    case 'checked_in':
      return [
        'check-out',
        'move',
        'change-stay',
        ...(row.arrival === businessDate ? (['reverse-check-in'] as const) : []),
      ]
    case 'tentative':
      return ['confirm', unit, 'change-stay', 'expire', 'cancel']
    case 'inquiry':
      return ['confirm', 'change-stay', 'cancel']
    case 'waitlisted':
      return ['confirm', 'change-stay', 'expire', 'cancel']
    case 'cancelled':
      return ['reinstate']
    case 'checked_out':
      return row.departure === businessDate ? ['reinstate'] : []
    default:
      return []
  }
}
