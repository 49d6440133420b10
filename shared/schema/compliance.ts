// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Audited, Instant, NewRow } from './values.ts'

/** compliance.audit_op */
export const auditOps = ['INSERT', 'UPDATE', 'DELETE', 'BULK'] as const
export type AuditOp = (typeof auditOps)[number]

/** compliance.erasure_status */
export const erasureStatuses = ['received', 'verified', 'completed', 'rejected'] as const
export type ErasureStatus = (typeof erasureStatuses)[number]

/** compliance.report_status */
export const reportStatuses = ['requested', 'generated', 'submitted', 'failed'] as const
export type ReportStatus = (typeof reportStatuses)[number]

/** compliance.report_type */
export const reportTypes = [
  'data_access',
  'erasure',
  'guest_register',
  'tax_audit',
  'retention',
  'access_review',
] as const
export type ReportType = (typeof reportTypes)[number]

/** compliance.retention_action */
export const retentionActions = ['erase', 'delete', 'detach', 'drop'] as const
export type RetentionAction = (typeof retentionActions)[number]

/** compliance.retention_subject */
export const retentionSubjects = [
  'guest_profiles',
  'guest_feedback',
  'incident_reports',
  'audit_log',
  'domain_events',
] as const
export type RetentionSubject = (typeof retentionSubjects)[number]

/** compliance.audit_log: Who changed which row, from what to what, where and when; one partition a month. */
export interface AuditLogRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly at: Instant
  readonly table_schema: string
  readonly table_name: string
  readonly row_id: Uuid | null
  readonly op: AuditOp
  readonly before: unknown
  readonly after: unknown
  readonly actor: Uuid
  readonly device: Uuid | null
  readonly command_id: Uuid | null
  readonly occurred_at: Instant
  readonly offline: boolean
  readonly created_at: Instant
  readonly created_by: Uuid
  readonly version: number
}
export type NewAuditLogRow = NewRow<AuditLogRow, 'at' | 'before' | 'after' | 'offline'>

/** compliance.compliance_reports: Reports to authorities: what was sent when, and what they said. */
export interface ComplianceReportsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly type: ReportType
  readonly status: ReportStatus
  readonly period: string
  readonly profile_id: Uuid | null
  readonly requested_at: Instant
  readonly generated_at: Instant | null
  readonly submitted_at: Instant | null
  readonly summary: unknown
  readonly checksum: string | null
}
export type NewComplianceReportsRow = NewRow<ComplianceReportsRow, 'status' | 'requested_at' | 'summary'>

/** compliance.data_retention_policies: How long which data is kept, and what happens to it then. */
export interface DataRetentionPoliciesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly subject: RetentionSubject
  readonly keep_months: number
  readonly action: RetentionAction
  readonly legal_basis: string
}
export type NewDataRetentionPoliciesRow = NewRow<DataRetentionPoliciesRow>

/** compliance.domain_events: What happened in the words of the hotel, in order; one partition a month. */
export interface DomainEventsRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly at: Instant
  readonly aggregate_type: string
  readonly aggregate_id: Uuid
  readonly seq: number
  readonly type: string
  readonly payload: unknown
  readonly hlc: string | null
  readonly actor: Uuid
  readonly device: Uuid | null
  readonly command_id: Uuid | null
  readonly occurred_at: Instant
  readonly offline: boolean
  readonly created_at: Instant
  readonly created_by: Uuid
  readonly version: number
}
export type NewDomainEventsRow = NewRow<DomainEventsRow, 'at' | 'payload' | 'offline'>

/** compliance.erasure_requests: Guests who asked to be forgotten, and what was done. */
export interface ErasureRequestsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly profile_id: Uuid
  readonly status: ErasureStatus
  readonly received_at: Instant
  readonly due_on: IsoDate
  readonly verified_at: Instant | null
  readonly decided_at: Instant | null
  readonly reason: string | null
}
export type NewErasureRequestsRow = NewRow<ErasureRequestsRow, 'status'>

/** compliance.v_retention_due: What has been kept long enough. */
export interface VRetentionDueRow {
  readonly policy_id: Uuid | null
  readonly property_id: Uuid | null
  readonly subject: RetentionSubject | null
  readonly action: RetentionAction | null
  readonly keep_months: number | null
  readonly legal_basis: string | null
  readonly due_before: Instant | null
  readonly rows_due: number | null
}
