import type { SupplierStatus } from '../../schema/procurement.ts'
import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

export const supplierEvents = ['accept', 'suspend', 'retire'] as const
export type SupplierEvent = (typeof supplierEvents)[number]

const on = (allowed: Partial<Record<SupplierEvent, SupplierStatus>>) => only(supplierEvents, allowed)

/** The states of a supplier. */
export const supplierStates: StateTable<SupplierStatus, SupplierEvent> = {
  prospect: on({ accept: 'active', retire: 'retired' }),
  active: on({ suspend: 'suspended', retire: 'retired' }),
  suspended: on({ accept: 'active', retire: 'retired' }),
  retired: on({}),
}
