/**
 * The rule that each trigger guards, by its name or, where tables of several contexts have one of that name for different rules, by
 * 'schema.table.name'. Status guards are known by their function: status-guards.integration.test.ts compares each with its states.
 */
export const triggerPurposes: Readonly<Record<string, string>> = {
  stamp_updated_at: 'who changed a row, and when, is the command’s person and time',
  stamp_version: 'a row that somebody else has changed meanwhile is not overwritten (ST001)',
  append_only: 'what was written down is not changed (ST003)',
  append_only_update: 'what was posted, moved or logged is not changed (ST003)',
  append_only_delete: 'what was posted, moved or logged is not deleted (ST003)',
  append_only_truncate: 'a log is not emptied (ST003)',
  forbid_delete: 'money and documents are never deleted (ST003)',
  guard_frozen: 'what a row was made as does not change once others follow from it (ST023)',
  'billing.folio_line_items.guard_mirror': 'a reversal or transfer mirrors its line to the cent',
  'billing.folio_line_items.guard_posting': 'a closed folio takes no lines (ST020)',
  'billing.payments.guard_posting': 'a closed folio takes payments only where a balance was left (ST020)',
  'billing.folios.guard_settled': 'a folio is settled when balanced, and void only when empty (ST022)',
  'billing.invoices.guard_issued': 'an issued document stays as it is (ST023)',
  'billing.invoices.guard_series': 'a document gets the number and the hash of its series (ST024)',
  'billing.invoices.guard_series_of_new': 'a document gets the number and the hash of its series (ST024)',
  'billing.refunds.guard_refund': 'refunds never exceed what was captured (ST021)',
  'channel.channel_bookings.guard_problem': 'a booking that could not be imported keeps what went wrong',
  'fb.fb_order_items.guard_sent_line': 'a line that the kitchen has is not altered',
  'fb.fb_order_items.guard_sent_line_kept': 'a line that the kitchen has is not deleted',
  'fb.kitchen_tickets.guard_ticket_lines': 'a ticket says what was fired',
  'fb.kitchen_tickets.guard_ticket_kept': 'a ticket is not deleted',
  'fb.stock_movements.guard_batch_leaves': 'an expired batch leaves only as waste',
  audit_row_change: 'every change of a row is in the audit log',
  note_domain_event: 'every change of a state is a domain event',
  'shared.users.level_roles': 'whoever is disabled loses every role at that moment',
  'guest.profiles.guard_erased': 'a guest who was erased stays erased (ST004)',
}
