import { z } from 'zod'
import { uuid } from '../fields.ts'

export const housekeepingStatuses = ['dirty', 'in_progress', 'clean', 'inspected', 'pickup'] as const
export type HousekeepingStatus = (typeof housekeepingStatuses)[number]

export const setHousekeepingStatusInput = z.strictObject({ unitId: uuid, status: z.enum(housekeepingStatuses) })
export type SetHousekeepingStatusInput = z.input<typeof setHousekeepingStatusInput>
