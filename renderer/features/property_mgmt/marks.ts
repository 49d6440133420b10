import { BadgeCheck, Brush, Construction, House, Shirt, Sparkles, CircleAlert, Wrench } from 'lucide-react'
import type { HousekeepingStatus } from '../../../shared/domains/property_mgmt/inputs.ts'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { t } from '../../../shared/language/t.ts'
import type { Mark } from '../../ui/Chip.tsx'

export const HOUSEKEEPING: Readonly<Record<HousekeepingStatus, Mark>> = {
  dirty: { tone: 'red', word: () => t('Dirty'), icon: CircleAlert },
  in_progress: { tone: 'orange', word: () => t('In progress'), icon: Brush },
  clean: { tone: 'blue', word: () => t('Clean'), icon: Sparkles },
  inspected: { tone: 'green', word: () => t('Inspected'), icon: BadgeCheck },
  pickup: { tone: 'orange', word: () => t('Pickup'), icon: Shirt },
}

export const BLOCK: Readonly<Record<Exclude<UnitRow['blockStatus'], 'none'>, Mark>> = {
  out_of_order: { tone: 'yellow', word: () => t('Out of order'), icon: Construction },
  out_of_service: { tone: 'yellow', word: () => t('Out of service'), icon: Wrench },
  house_use: { tone: 'grey', word: () => t('House use'), icon: House },
}

/** A guest can be let in without an override. */
export function isReady(unit: {
  housekeeping: HousekeepingStatus | null
  occupancy: 'vacant' | 'occupied' | null
}): boolean {
  return unit.occupancy === 'vacant' && (unit.housekeeping === 'clean' || unit.housekeeping === 'inspected')
}
