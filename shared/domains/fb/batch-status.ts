import type { BatchStatus } from '../../schema/fb.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

export const batchEvents = ['release', 'use_up', 'expire', 'recall', 'return'] as const
export type BatchEvent = (typeof batchEvents)[number]

const on = (allowed: Partial<Record<BatchEvent, BatchStatus>>) => only(batchEvents, allowed)

/** The states of a stock batch. What is expired leaves only as waste. */
export const batchStates: StateTable<BatchStatus, BatchEvent> = {
  quarantined: on({ release: 'available' }),
  available: on({ use_up: 'depleted', expire: 'expired', recall: 'recalled', return: 'returned' }),
  depleted: on({}),
  expired: on({}),
  recalled: on({}),
  returned: on({}),
}
