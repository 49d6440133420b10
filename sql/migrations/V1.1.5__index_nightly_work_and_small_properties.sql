-- Indexes that the plans of a year of a large hotel asked for.

-- The snapshot of one property's members; the key above it leaves deleted ones out.
CREATE INDEX loyalty_memberships_property_idx ON guest.loyalty_memberships (property_id);

-- The night cancels what was left undone, a handful among all that was ever done.
CREATE INDEX housekeeping_tasks_open_idx ON operations.housekeeping_tasks (property_id, scheduled_date)
  WHERE status IN ('pending', 'assigned', 'in_progress', 'paused') AND deleted_at IS NULL;

-- Nights and promises that were taken back: they cool with their reservation, and the keys of the live ones leave them out.
CREATE INDEX reservation_line_items_deleted_idx ON reservation.reservation_line_items (reservation_id)
  WHERE deleted_at IS NOT NULL;
CREATE INDEX unit_assignments_deleted_idx ON reservation.unit_assignments (reservation_id) WHERE deleted_at IS NOT NULL;
