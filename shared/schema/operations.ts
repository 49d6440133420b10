// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { BlockStatus, HousekeepingStatus, OccupancyStatus } from './property_mgmt.ts'
import type { Amount, CurrencyCode, UserRole } from './shared.ts'
import type { Audited, Instant, NewRow } from './values.ts'

/** operations.action_status */
export const actionStatuses = ['open', 'in_progress', 'completed', 'verified'] as const
export type ActionStatus = (typeof actionStatuses)[number]

/** operations.department */
export const departments = [
  'front_office',
  'housekeeping',
  'maintenance',
  'food_beverage',
  'kitchen',
  'security',
  'management',
] as const
export type Department = (typeof departments)[number]

/** operations.enrollment_status */
export const enrollmentStatuses = ['enrolled', 'in_progress', 'passed', 'failed', 'expired'] as const
export type EnrollmentStatus = (typeof enrollmentStatuses)[number]

/** operations.incident_status */
export const incidentStatuses = [
  'reported',
  'under_investigation',
  'action_required',
  'resolved',
  'closed',
  'reopened',
] as const
export type IncidentStatus = (typeof incidentStatuses)[number]

/** operations.incident_type */
export const incidentTypes = ['injury', 'theft', 'damage', 'fire', 'security', 'complaint', 'other'] as const
export type IncidentType = (typeof incidentTypes)[number]

/** operations.lost_found_status */
export const lostFoundStatuses = ['registered', 'claimed', 'returned', 'handed_over', 'disposed'] as const
export type LostFoundStatus = (typeof lostFoundStatuses)[number]

/** operations.maintenance_category */
export const maintenanceCategories = [
  'plumbing',
  'electrical',
  'hvac',
  'furniture',
  'it',
  'structure',
  'other',
] as const
export type MaintenanceCategory = (typeof maintenanceCategories)[number]

/** operations.maintenance_status */
export const maintenanceStatuses = [
  'reported',
  'triaged',
  'assigned',
  'in_progress',
  'on_hold',
  'resolved',
  'verified',
  'closed',
  'reopened',
  'duplicate',
  'cancelled',
] as const
export type MaintenanceStatus = (typeof maintenanceStatuses)[number]

/** operations.priority */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** operations.request_category */
export const requestCategories = [
  'housekeeping',
  'maintenance',
  'concierge',
  'food_beverage',
  'transport',
  'other',
] as const
export type RequestCategory = (typeof requestCategories)[number]

/** operations.request_status */
export const requestStatuses = [
  'requested',
  'acknowledged',
  'assigned',
  'in_progress',
  'completed',
  'closed',
  'pending_follow_up',
  'cancelled',
] as const
export type RequestStatus = (typeof requestStatuses)[number]

/** operations.severity */
export const severities = ['minor', 'moderate', 'major', 'critical'] as const
export type Severity = (typeof severities)[number]

/** operations.staff_status */
export const staffStatuses = ['active', 'on_leave', 'left'] as const
export type StaffStatus = (typeof staffStatuses)[number]

/** operations.task_status */
export const taskStatuses = [
  'pending',
  'assigned',
  'in_progress',
  'paused',
  'completed',
  'inspected_pass',
  'inspected_fail',
  'dnd_skipped',
  'service_declined',
  'cancelled',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

/** operations.task_type */
export const taskTypes = ['departure', 'stayover', 'touch_up', 'deep', 'turndown', 'linen_change'] as const
export type TaskType = (typeof taskTypes)[number]

/** operations.corrective_actions: What is done so that an incident does not happen again. */
export interface CorrectiveActionsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly incident_id: Uuid
  readonly owner_id: Uuid
  readonly description: string
  readonly status: ActionStatus
  readonly due_at: Instant
  readonly completed_at: Instant | null
  readonly verified_by: Uuid | null
}
export type NewCorrectiveActionsRow = NewRow<CorrectiveActionsRow, 'status'>

/** operations.housekeeping_tasks: Cleaning of one unit on one day: by whom, when, inspected by whom. */
export interface HousekeepingTasksRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly unit_id: Uuid
  readonly type: TaskType
  readonly status: TaskStatus
  readonly priority: Priority
  readonly credits: Decimal
  readonly assigned_to: Uuid | null
  readonly scheduled_date: IsoDate
  readonly started_at: Instant | null
  readonly completed_at: Instant | null
  readonly inspected_by: Uuid | null
  readonly result: string | null
  readonly notes: string
}
export type NewHousekeepingTasksRow = NewRow<HousekeepingTasksRow, 'hot' | 'status' | 'priority' | 'credits' | 'notes'>

/** operations.incident_reports: What went wrong: injuries, thefts, damage, complaints. */
export interface IncidentReportsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly type: IncidentType
  readonly severity: Severity
  readonly status: IncidentStatus
  readonly occurred_at: Instant
  readonly location: string
  readonly unit_id: Uuid | null
  readonly description: string
  readonly involved_parties: unknown
}
export type NewIncidentReportsRow = NewRow<IncidentReportsRow, 'status' | 'location' | 'involved_parties'>

/** operations.lost_found_items: Things that were found, and who got them back. */
export interface LostFoundItemsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly unit_id: Uuid | null
  readonly stay_id: Uuid | null
  readonly description: string
  readonly found_at: Instant
  readonly found_by: Uuid | null
  readonly found_in: string
  readonly kept_in: string
  readonly status: LostFoundStatus
  readonly outcome: string | null
  readonly closed_at: Instant | null
}
export type NewLostFoundItemsRow = NewRow<LostFoundItemsRow, 'hot' | 'found_in' | 'kept_in' | 'status'>

/** operations.maintenance_requests: Repairs, and the units that they block. */
export interface MaintenanceRequestsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly unit_id: Uuid | null
  readonly asset: string
  readonly category: MaintenanceCategory
  readonly severity: Severity
  readonly status: MaintenanceStatus
  readonly description: string
  readonly reported_at: Instant
  readonly assigned_to: Uuid | null
  readonly resolved_at: Instant | null
  readonly cost: Amount | null
  readonly currency: CurrencyCode | null
  readonly blocks_unit: boolean
  readonly return_status: HousekeepingStatus | null
  readonly duplicate_of: Uuid | null
  readonly outcome: string | null
}
export type NewMaintenanceRequestsRow = NewRow<
  MaintenanceRequestsRow,
  'hot' | 'asset' | 'severity' | 'status' | 'blocks_unit'
>

/** operations.service_requests: What guests asked for, and how fast they were answered. */
export interface ServiceRequestsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly stay_id: Uuid | null
  readonly unit_id: Uuid | null
  readonly category: RequestCategory
  readonly priority: Priority
  readonly status: RequestStatus
  readonly description: string
  readonly assigned_to: Uuid | null
  readonly requested_at: Instant
  readonly acknowledged_at: Instant | null
  readonly completed_at: Instant | null
  /** Generated. */
  readonly response_time_seconds: number | null
  /** Generated. */
  readonly sla_compliant: boolean | null
  readonly guest_feedback: unknown
  readonly outcome: string | null
}
export type NewServiceRequestsRow = NewRow<
  ServiceRequestsRow,
  'hot' | 'priority' | 'status' | 'guest_feedback',
  'response_time_seconds' | 'sla_compliant'
>

/** operations.staff: Who works in a house, and as what. */
export interface StaffRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly user_id: Uuid
  readonly employee_no: string
  readonly display_name: string
  readonly department: Department
  readonly position: string
  readonly role: UserRole
  readonly status: StaffStatus
}
export type NewStaffRow = NewRow<StaffRow, 'status'>

/** operations.staff_shifts: Planned and worked hours, and the overtime between them. */
export interface StaffShiftsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly staff_id: Uuid
  readonly scheduled_start: Instant
  readonly scheduled_end: Instant
  readonly actual_start: Instant | null
  readonly actual_end: Instant | null
  readonly break_minutes: number
  readonly planned_minutes: number
  /** Generated. */
  readonly overtime_minutes: number | null
  readonly hot: boolean
  /** Generated. */
  readonly worked_minutes: number | null
}
export type NewStaffShiftsRow = NewRow<
  StaffShiftsRow,
  'break_minutes' | 'planned_minutes' | 'hot',
  'overtime_minutes' | 'worked_minutes'
>

/** operations.training_enrollments: Who takes which course, each attempt and its result. */
export interface TrainingEnrollmentsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly module_id: Uuid
  readonly staff_id: Uuid
  readonly status: EnrollmentStatus
  readonly attempts: unknown
  readonly score: number | null
  readonly certified_until: IsoDate | null
}
export type NewTrainingEnrollmentsRow = NewRow<TrainingEnrollmentsRow, 'status' | 'attempts'>

/** operations.training_modules: Courses, with the score to pass and how long it holds. */
export interface TrainingModulesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly title: string
  readonly pass_score: number
  readonly validity_months: number | null
}
export type NewTrainingModulesRow = NewRow<TrainingModulesRow>

/** operations.v_housekeeping_board: Every unit with its status, its task of today and who comes next. */
export interface VHousekeepingBoardRow {
  readonly property_id: Uuid | null
  readonly unit_id: Uuid | null
  readonly number: string | null
  readonly floor: string | null
  readonly wing: string | null
  readonly occupancy_status: OccupancyStatus | null
  readonly housekeeping_status: HousekeepingStatus | null
  readonly block_status: BlockStatus | null
  readonly task_id: Uuid | null
  readonly task_type: TaskType | null
  readonly task_status: TaskStatus | null
  readonly priority: Priority | null
  readonly credits: Decimal | null
  readonly scheduled_date: IsoDate | null
  readonly assigned_to: Uuid | null
  readonly assigned_name: string | null
}

/** operations.v_overtime: Overtime per person and month. */
export interface VOvertimeRow {
  readonly property_id: Uuid | null
  readonly staff_id: Uuid | null
  readonly display_name: string | null
  readonly month: IsoDate | null
  readonly shifts: number | null
  readonly overtime_minutes: number | null
}

/** operations.v_sla_compliance: How many requests were answered in time. */
export interface VSlaComplianceRow {
  readonly property_id: Uuid | null
  readonly category: RequestCategory | null
  readonly month: IsoDate | null
  readonly requests: number | null
  readonly compliant: number | null
  readonly compliance_pct: Decimal | null
  readonly mean_response_seconds: Decimal | null
}
