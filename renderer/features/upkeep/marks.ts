import {
  BadgeCheck,
  BellRing,
  CircleCheckBig,
  CircleDashed,
  CirclePause,
  CirclePlay,
  Flame,
  RotateCcw,
  UserCheck,
} from 'lucide-react'
import { t } from '../../../shared/language/t.ts'
import type {
  MaintenanceCategory,
  MaintenanceStatus,
  Priority,
  RequestCategory,
  RequestStatus,
  Severity,
} from '../../../shared/schema/operations.ts'
import type { Mark } from '../../ui/Chip.tsx'

const FAULT_CATEGORY: Readonly<Record<MaintenanceCategory, () => string>> = {
  plumbing: () => t('Plumbing'),
  electrical: () => t('Electricity'),
  hvac: () => t('Heating and cooling'),
  furniture: () => t('Furniture'),
  it: () => t('TV, phone, network'),
  structure: () => t('Walls, doors, windows'),
  other: () => t('Other'),
}
export const faultCategoryWord = (category: MaintenanceCategory): string => FAULT_CATEGORY[category]()

const SEVERITY: Readonly<Record<Severity, () => string>> = {
  minor: () => t('Minor'),
  moderate: () => t('Moderate'),
  major: () => t('Major'),
  critical: () => t('Critical'),
}
export const severityWord = (severity: Severity): string => SEVERITY[severity]()

/** Only what cannot wait is marked. */
export function severityMark(severity: Severity): Mark | null {
  if (severity === 'critical') return { tone: 'red', word: SEVERITY.critical, icon: Flame }
  if (severity === 'major') return { tone: 'orange', word: SEVERITY.major, icon: Flame }
  return null
}

export const FAULT_STATUS: Readonly<Record<MaintenanceStatus, Mark>> = {
  reported: { tone: 'orange', word: () => t('Reported'), icon: BellRing },
  triaged: { tone: 'orange', word: () => t('Looked at'), icon: BellRing },
  assigned: { tone: 'blue', word: () => t('Taken on'), icon: UserCheck },
  in_progress: { tone: 'blue', word: () => t('In progress'), icon: CirclePlay },
  on_hold: { tone: 'grey', word: () => t('On hold'), icon: CirclePause },
  resolved: { tone: 'green', word: () => t('Repaired'), icon: CircleCheckBig },
  verified: { tone: 'green', word: () => t('Checked'), icon: BadgeCheck },
  closed: { tone: 'green', word: () => t('Closed'), icon: BadgeCheck },
  reopened: { tone: 'red', word: () => t('Not repaired'), icon: RotateCcw },
  duplicate: { tone: 'grey', word: () => t('Reported twice'), icon: CircleDashed },
  cancelled: { tone: 'grey', word: () => t('No repair'), icon: CircleDashed },
}

const REQUEST_CATEGORY: Readonly<Record<RequestCategory, () => string>> = {
  housekeeping: () => t('Housekeeping'),
  maintenance: () => t('Maintenance'),
  concierge: () => t('Concierge'),
  food_beverage: () => t('Food and beverage'),
  transport: () => t('Transport'),
  other: () => t('Other'),
}
export const requestCategoryWord = (category: RequestCategory): string => REQUEST_CATEGORY[category]()

const PRIORITY: Readonly<Record<Priority, () => string>> = {
  low: () => t('Low'),
  normal: () => t('Normal'),
  high: () => t('High'),
  urgent: () => t('Urgent'),
}
export const priorityWord = (priority: Priority): string => PRIORITY[priority]()

export const requestMark = (status: RequestStatus): Mark =>
  status === 'requested'
    ? { tone: 'orange', word: () => t('Nobody has it'), icon: BellRing }
    : { tone: 'blue', word: () => t('Taken on'), icon: UserCheck }
