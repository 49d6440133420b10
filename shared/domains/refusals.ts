import type { Refusal } from '../command/command.ts'

/**
 * Every no that a command can answer with, and the facts that its sentence needs. The words stand in resolution/words.ts.
 * A code stays once shipped: results with it lie on terminals for months.
 */
export const refusalFacts = {
  already_cancelled: ['guestName', 'confirmationNo'],
  already_departed: ['guestName', 'confirmationNo'],
  already_in_house: ['guestName', 'confirmationNo', 'unit'],
  already_resolved: [],
  append_only: [],
  arrival_in_past: ['arrival', 'businessDate'],
  arrival_is_past: ['guestName', 'confirmationNo', 'arrival'],
  batch_barred: [],
  cannot_cancel: ['guestName', 'confirmationNo', 'status'],
  cannot_change: ['guestName', 'confirmationNo', 'status'],
  changed_by_other: [],
  check_changed: ['orderNo', 'seen', 'total'],
  choice_missing: ['item'],
  confirmation_no_used: [],
  dates_reversed: ['arrival', 'departure'],
  departure_in_past: ['departure', 'businessDate'],
  document_out_of_series: [],
  drawer_in_use: [],
  drawer_not_found: [],
  drawer_open: ['drawer'],
  fault: [],
  folio_closed: [],
  folio_not_balanced: [],
  guest_departed: ['guestName', 'unit'],
  guest_erased: [],
  guest_merged: ['guestName'],
  guest_not_found: [],
  housekeeping_not_clean_first: ['unit', 'housekeeping'],
  housekeeping_not_possible: ['unit', 'housekeeping', 'wanted'],
  in_house: ['guestName', 'confirmationNo', 'unit'],
  internal_error: ['name'],
  item_not_found: [],
  item_withdrawn: ['item'],
  line_not_found: [],
  line_reversed: [],
  line_served: ['item', 'orderNo'],
  line_voided: ['item', 'orderNo'],
  lock_out_not_found: [],
  lock_out_released: ['person'],
  malformed_arguments: ['name', 'where'],
  no_guests: [],
  no_open_drawer: [],
  no_posting: ['guestName', 'unit'],
  no_rate: ['arrival', 'departure'],
  no_role_here: [],
  no_unit_assigned: ['guestName', 'confirmationNo'],
  not_confirmed: ['guestName', 'confirmationNo', 'status'],
  not_due_yet: ['guestName', 'confirmationNo', 'arrival'],
  not_in_house: ['guestName', 'confirmationNo', 'status'],
  not_own: [],
  not_permitted: ['person', 'role', 'permission'],
  nothing_to_settle: ['orderNo'],
  order_not_found: [],
  order_settled: ['orderNo'],
  outlet_closed: ['outlet'],
  outlet_not_found: [],
  over_credit_limit: ['guestName', 'unit', 'limit', 'balance', 'total'],
  person_not_here: [],
  pin_of_higher_role: ['person', 'role'],
  pin_set_since: ['person'],
  posting_not_set_up: ['outlet', 'code'],
  record_exists: [],
  record_frozen: [],
  refund_too_high: [],
  reservation_not_found: [],
  resolution_not_found: [],
  role_ended: ['person', 'role'],
  same_unit: ['guestName', 'unit'],
  stay_changed: ['guestName', 'confirmationNo', 'arrival', 'departure'],
  stay_is_over: ['guestName', 'confirmationNo', 'departure'],
  stay_not_found: [],
  table_not_found: [],
  task_closed: ['unit', 'status'],
  task_done: ['unit'],
  task_not_found: [],
  too_many_guests: ['unitType', 'guests', 'max'],
  transition_not_allowed: [],
  type_not_found: [],
  type_of_guest_in_house: ['guestName', 'confirmationNo'],
  type_sold_out: ['unitType', 'night'],
  unit_not_clean: ['unit', 'housekeeping'],
  unit_not_found: [],
  unit_not_of_type: ['unit', 'unitType'],
  unit_occupied: ['unit', 'guestName'],
  unit_out_of_order: ['unit', 'until'],
  unit_taken: ['unit', 'guestName', 'confirmationNo', 'from', 'to'],
  unit_type_lower: ['unit', 'unitType', 'booked'],
  unknown_command: ['name'],
  void_reason_missing: ['item'],
  void_too_many: ['item', 'left'],
} as const satisfies Record<string, readonly string[]>

export type RefusalCode = keyof typeof refusalFacts
export type FactsOf<C extends RefusalCode> = Record<(typeof refusalFacts)[C][number], string | number | null>

/** Refuses with all the facts that the sentence of this code needs. */
export function no<C extends RefusalCode>(
  code: C,
  ...[facts]: (typeof refusalFacts)[C] extends readonly [] ? [] : [FactsOf<C>]
): { readonly refused: Refusal } {
  return { refused: { code, facts: facts ?? {} } }
}

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusalFacts, code)
}
