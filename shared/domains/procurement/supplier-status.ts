import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

/** The states of a supplier. */
export const supplierStatuses = ['prospect', 'active', 'suspended', 'retired'] as const
export type SupplierStatus = (typeof supplierStatuses)[number]

export const supplierEvents = ['accept', 'suspend', 'retire'] as const
export type SupplierEvent = (typeof supplierEvents)[number]

const on = (allowed: Partial<Record<SupplierEvent, SupplierStatus>>) => only(supplierEvents, allowed)

export const supplierStates: StateTable<SupplierStatus, SupplierEvent> = {
  prospect: on({ accept: 'active', retire: 'retired' }),
  active: on({ suspend: 'suspended', retire: 'retired' }),
  suspended: on({ accept: 'active', retire: 'retired' }),
  retired: on({}),
}
