/**
 * What each index is there for, where neither a constraint, a reference nor the scope of a shape says it: 'query:' a named query of the
 * registry, 'command:' a command, 'view:' a view, 'job:' a function that the centre's jobs call,
 * 'program:' a file of the server. purposes.integration.test.ts fails on an
 * index that has none and on an entry that is stale.
 */
export const indexPurposes: Readonly<Record<string, readonly string[]>> = {
  'billing.folio_line_items_day_idx': ['view:billing.v_daily_revenue'],
  'channel.channel_bookings_to_do_idx': ['view:channel.v_connection_health'],
  'compliance.audit_log_at_idx': ['job:compliance.ensure_partitions'],
  'compliance.audit_log_property_idx': ['view:compliance.v_retention_due'],
  'compliance.domain_events_at_idx': ['job:compliance.ensure_partitions'],
  'compliance.domain_events_property_idx': ['view:compliance.v_retention_due'],
  'fb.fb_orders_open_idx': ['query:fb.openChecks', 'query:fb.outlets', 'query:fb.tables'],
  'fb.kitchen_tickets_queue_idx': ['view:fb.v_kitchen_queue'],
  'fb.stock_batches_expiry_idx': ['view:fb.v_expiring_batches'],
  'fb.stock_movements_hot_idx': ['view:fb.v_stock_on_hand'],
  'operations.housekeeping_tasks_open_idx': ['program:server/seed/roll-business-date.ts'],
  'procurement.purchase_orders_open_idx': ['view:procurement.v_open_purchase_orders'],
  'procurement.supplier_certifications_due_idx': ['view:procurement.v_expiring_certifications'],
  'reservation.reservation_line_items_deleted_idx': ['job:sync.cool_settled_rows'],
  'reservation.unit_assignments_deleted_idx': ['job:sync.cool_settled_rows'],
  'guest.feedback_property_idx': ['view:guest.v_nps_metrics'],
  'guest.profiles_name_trgm_idx': ['query:reservation.search'],
  'guest.profiles_email_trgm_idx': ['query:reservation.search'],
  'guest.profiles_phone_trgm_idx': ['query:reservation.search'],
  'guest.stays_in_house_idx': ['query:reservation.freeUnits', 'query:unit.list', 'command:v1.reservation.checkIn'],
  'operations.housekeeping_tasks_board_idx': ['query:housekeeping.tasks'],
  'operations.service_requests_hot_idx': ['job:sync.cool_house_rows'],
  'operations.staff_shifts_property_idx': ['view:operations.v_overtime'],
  'property_mgmt.unit_types_rank_idx': ['command:v1.reservation.create'],
  'reservation.reservation_line_items_night_idx': ['query:reservation.availability'],
  'reservation.reservations_arrival_idx': ['query:desk.arrivals', 'query:desk.summary'],
  'reservation.reservations_confirmation_trgm_idx': ['query:reservation.search'],
  'reservation.reservations_departure_idx': ['query:desk.departures', 'query:desk.summary'],
  'reservation.reservations_in_house_idx': ['query:desk.inHouse', 'query:reservation.search'],
  'reservation.reservations_live_idx': ['query:reservation.availability'],
}
