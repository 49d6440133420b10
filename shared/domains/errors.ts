import type { Refusal } from '../command/command.ts'
import { refuse } from '../command/command.ts'
import type { DatabaseError } from '../command/database.ts'
import { SQLSTATE } from '../command/database.ts'
import type { RefusalCode } from './refusals.ts'

/** tests/contract proves that these constraints exist. */
export const codeByConstraint: Readonly<Record<string, RefusalCode>> = {
  unit_assignments_no_double_booking: 'unit_taken',
  stays_one_in_house: 'already_in_house',
  reservations_confirmation_no_key: 'confirmation_no_used',
  folio_line_items_reversed_once: 'line_reversed',
  cashier_shifts_one_open: 'drawer_in_use',
  invoices_number_key: 'document_out_of_series',
}

const codeByState: Readonly<Record<string, RefusalCode>> = {
  [SQLSTATE.staleVersion]: 'changed_by_other',
  [SQLSTATE.illegalTransition]: 'transition_not_allowed',
  [SQLSTATE.appendOnly]: 'append_only',
  [SQLSTATE.erased]: 'guest_erased',
  [SQLSTATE.folioClosed]: 'folio_closed',
  [SQLSTATE.refundTooHigh]: 'refund_too_high',
  [SQLSTATE.notBalanced]: 'folio_not_balanced',
  [SQLSTATE.frozen]: 'record_frozen',
  [SQLSTATE.brokenSeries]: 'document_out_of_series',
  [SQLSTATE.batchBarred]: 'batch_barred',
  [SQLSTATE.uniqueViolation]: 'record_exists',
  [SQLSTATE.exclusionViolation]: 'record_exists',
}

/**
 * What a guard of the database says, as a refusal: the last line behind the rules of the commands, met where two transactions passed the
 * rules at once. Undefined for everything else: that is a fault, to be thrown on.
 */
export function refusalFromDatabaseError(error: DatabaseError): Refusal | undefined {
  const code = codeByState[error.sqlState]
  if (!code) return undefined
  const named = error.constraint === undefined ? undefined : codeByConstraint[error.constraint]
  return refuse(named ?? code)
}
