import type { ShiftStatus } from '../../schema/billing.ts'
import { only, type StateTable } from '../transitions.ts'

const shiftEvents = ['close', 'approve'] as const

/** A shift at a cash drawer: the cashier closes it with what was counted, somebody else approves the count. */
export const cashierShiftStates: StateTable<ShiftStatus, (typeof shiftEvents)[number]> = {
  open: only(shiftEvents, { close: 'closed' }),
  closed: only(shiftEvents, { approve: 'approved' }),
  approved: only(shiftEvents, {}),
}
