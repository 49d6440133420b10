import { severities, type MaintenanceStatus, type Severity } from '../../schema/operations.ts'

interface Report {
  readonly status: MaintenanceStatus
}

/** Of reports of one fault, the first to be made first, the one that stays: what somebody has taken on, else the first. */
export function keeperOf<R extends Report>(reports: readonly R[]): R {
  const begun = reports.find(({ status }) => status !== 'reported')
  const keeper = begun ?? reports[0]
  if (!keeper) throw new Error('no report is at hand')
  return keeper
}

export function worstOf(all: readonly Severity[]): Severity {
  return severities.findLast((each) => all.includes(each)) ?? 'minor'
}
