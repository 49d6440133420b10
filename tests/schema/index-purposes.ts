/**
 * What each index is there for, where neither a constraint, a reference nor the scope of a shape says it: 'query:' a named query of the
 * registry, 'command:' a command, 'view:' a view, 'job:' a function that the centre's jobs call. purposes.integration.test.ts fails on an
 * index that has none and on an entry that is stale.
 */
export const indexPurposes: Readonly<Record<string, readonly string[]>> = {
  'guest.feedback_property_idx': ['view:guest.v_nps_metrics'],
  'guest.profiles_name_trgm_idx': ['query:reservation.search'],
  'guest.profiles_email_trgm_idx': ['query:reservation.search'],
  'guest.profiles_phone_trgm_idx': ['query:reservation.search'],
  'guest.stays_in_house_idx': ['query:reservation.freeUnits', 'query:unit.list', 'command:v1.reservation.checkIn'],
  'operations.housekeeping_tasks_board_idx': ['query:housekeeping.tasks'],
  'operations.staff_shifts_property_idx': ['view:operations.v_overtime'],
  'property_mgmt.unit_types_rank_idx': ['command:v1.reservation.create'],
  'reservation.reservation_line_items_night_idx': ['query:reservation.availability'],
  'reservation.reservations_arrival_idx': ['query:desk.arrivals', 'query:desk.summary'],
  'reservation.reservations_confirmation_trgm_idx': ['query:reservation.search'],
  'reservation.reservations_departure_idx': ['query:desk.departures', 'query:desk.summary'],
  'reservation.reservations_in_house_idx': ['query:desk.inHouse', 'query:reservation.search'],
  'reservation.reservations_live_idx': ['query:reservation.availability'],
}
