import type { ReportStatus, ErasureStatus } from '../../schema/compliance.ts'
import { only, type StateTable } from '../transitions.ts'

const reportEvents = ['generate', 'fail', 'retry', 'submit'] as const

export const reportStates: StateTable<ReportStatus, (typeof reportEvents)[number]> = {
  requested: only(reportEvents, { generate: 'generated', fail: 'failed' }),
  failed: only(reportEvents, { retry: 'requested' }),
  generated: only(reportEvents, { submit: 'submitted' }),
  submitted: only(reportEvents, {}),
}

const erasureEvents = ['verify', 'complete', 'reject'] as const

export const erasureStates: StateTable<ErasureStatus, (typeof erasureEvents)[number]> = {
  received: only(erasureEvents, { verify: 'verified', reject: 'rejected' }),
  verified: only(erasureEvents, { complete: 'completed', reject: 'rejected' }),
  completed: only(erasureEvents, {}),
  rejected: only(erasureEvents, {}),
}
