import { only, type StateTable } from '../transitions.ts'

/** Beside housekeeping, the two other axes of a unit's house status; and the states of a block that is planned by date. */

export const occupancyStatuses = ['vacant', 'occupied'] as const
export type OccupancyStatus = (typeof occupancyStatuses)[number]
const occupancyEvents = ['enter', 'leave'] as const

/** The guard also looks at the stays: somebody is in an occupied unit, and nobody in a vacant one. */
export const occupancyStates: StateTable<OccupancyStatus, (typeof occupancyEvents)[number]> = {
  vacant: only(occupancyEvents, { enter: 'occupied' }),
  occupied: only(occupancyEvents, { leave: 'vacant' }),
}

export const blockStatuses = ['none', 'out_of_order', 'out_of_service', 'house_use'] as const
export type BlockStatus = (typeof blockStatuses)[number]
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

export type UnitBlockStatus = 'planned' | 'active' | 'ended' | 'cancelled'
const unitBlockEvents = ['begin', 'end', 'cancel'] as const

export const unitBlockStates: StateTable<UnitBlockStatus, (typeof unitBlockEvents)[number]> = {
  planned: only(unitBlockEvents, { begin: 'active', cancel: 'cancelled' }),
  active: only(unitBlockEvents, { end: 'ended' }),
  ended: only(unitBlockEvents, {}),
  cancelled: only(unitBlockEvents, {}),
}

const dayEvents = ['close'] as const

export const businessDayStates: StateTable<'open' | 'closed', (typeof dayEvents)[number]> = {
  open: only(dayEvents, { close: 'closed' }),
  closed: only(dayEvents, {}),
}
