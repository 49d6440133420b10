import type { OccupancyStatus, BlockStatus, UnitBlockStatus, BusinessDayStatus } from '../../schema/property_mgmt.ts'
import { only, type StateTable } from '../transitions.ts'

/** Beside housekeeping, the two other axes of a unit's house status; and the states of a block that is planned by date. */

const occupancyEvents = ['enter', 'leave'] as const

/** Whether somebody is in it is the commands' to keep true: the guard sees the column alone. */
export const occupancyStates: StateTable<OccupancyStatus, (typeof occupancyEvents)[number]> = {
  vacant: only(occupancyEvents, { enter: 'occupied' }),
  occupied: only(occupancyEvents, { leave: 'vacant' }),
}

const blockEvents = ['take_out_of_order', 'take_out_of_service', 'use', 'give_back'] as const
const unblock = only<BlockStatus, (typeof blockEvents)[number]>(blockEvents, { give_back: 'none' })

/** One block ends before another begins. */
export const blockStates: StateTable<BlockStatus, (typeof blockEvents)[number]> = {
  none: only(blockEvents, {
    take_out_of_order: 'out_of_order',
    take_out_of_service: 'out_of_service',
    use: 'house_use',
  }),
  out_of_order: unblock,
  out_of_service: unblock,
  house_use: unblock,
}

const unitBlockEvents = ['begin', 'end', 'cancel'] as const

export const unitBlockStates: StateTable<UnitBlockStatus, (typeof unitBlockEvents)[number]> = {
  planned: only(unitBlockEvents, { begin: 'active', cancel: 'cancelled' }),
  active: only(unitBlockEvents, { end: 'ended', cancel: 'cancelled' }),
  ended: only(unitBlockEvents, {}),
  cancelled: only(unitBlockEvents, {}),
}

const dayEvents = ['close'] as const

export const businessDayStates: StateTable<BusinessDayStatus, (typeof dayEvents)[number]> = {
  open: only(dayEvents, { close: 'closed' }),
  closed: only(dayEvents, {}),
}
