import { BadgeCheck, Brush, Construction, House, Shirt, Sparkles, CircleAlert, Wrench } from 'lucide-react'
import type { HousekeepingStatus } from '../../../shared/domains/property_mgmt/inputs.ts'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import type { Mark } from '../../ui/Chip.tsx'

export const HOUSEKEEPING: Readonly<Record<HousekeepingStatus, Mark>> = {
  dirty: { tone: 'red', word: 'Dirty', icon: CircleAlert },
  in_progress: { tone: 'orange', word: 'In progress', icon: Brush },
  clean: { tone: 'blue', word: 'Clean', icon: Sparkles },
  inspected: { tone: 'green', word: 'Inspected', icon: BadgeCheck },
  pickup: { tone: 'orange', word: 'Pickup', icon: Shirt },
}

export const BLOCK: Readonly<Record<Exclude<UnitRow['blockStatus'], 'none'>, Mark>> = {
  out_of_order: { tone: 'yellow', word: 'Out of order', icon: Construction },
  out_of_service: { tone: 'yellow', word: 'Out of service', icon: Wrench },
  house_use: { tone: 'grey', word: 'House use', icon: House },
}

/** A guest can be let in without an override. */
export function isReady(unit: {
  housekeeping: HousekeepingStatus | null
  occupancy: 'vacant' | 'occupied' | null
}): boolean {
  return unit.occupancy === 'vacant' && (unit.housekeeping === 'clean' || unit.housekeeping === 'inspected')
}
