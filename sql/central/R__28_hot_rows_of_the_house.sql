-- Clears `hot` on what the house itself settled more than `keep_days` before the property's business date: work, shifts, blocks, offers,
-- and what guests said. sync.cool_settled_rows calls it, and carries the nights of `cooling_spans` on.
CREATE OR REPLACE FUNCTION sync.cool_house_rows(keep_days integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  house record;
BEGIN
  -- House by house, so that a plan knows the date and finds by it that little or nothing is due.
  FOR house IN SELECT d.property_id, (d.business_date - keep_days)::timestamptz AS before FROM property_mgmt.v_business_dates d LOOP
    UPDATE operations.service_requests r SET hot = false
    WHERE r.hot AND r.property_id = house.property_id AND r.requested_at < house.before AND r.status IN ('closed', 'cancelled');
    UPDATE guest.feedback f SET hot = false
    WHERE f.hot AND f.deleted_at IS NULL AND f.property_id = house.property_id AND f.submitted_at < house.before;
    UPDATE guest.identity_reveals v SET hot = false
    WHERE v.hot AND v.property_id = house.property_id AND v.revealed_at < house.before;
  END LOOP;
  UPDATE operations.maintenance_requests r SET hot = false FROM property_mgmt.v_business_dates d
  WHERE r.hot AND d.property_id = r.property_id AND r.status IN ('closed', 'duplicate', 'cancelled')
    AND r.reported_at < d.business_date - keep_days;
  UPDATE operations.lost_found_items i SET hot = false FROM property_mgmt.v_business_dates d
  WHERE i.hot AND d.property_id = i.property_id AND i.closed_at < d.business_date - keep_days;
  UPDATE operations.staff_shifts s SET hot = false FROM property_mgmt.v_business_dates d
  WHERE s.hot AND d.property_id = s.property_id AND s.scheduled_end < d.business_date - keep_days
    -- It began before it ended: so it is found by its index.
    AND s.scheduled_start < d.business_date - keep_days;
  WITH cooled AS (
    UPDATE property_mgmt.unit_blocks b SET hot = false FROM property_mgmt.v_business_dates d
    WHERE b.hot AND d.property_id = b.property_id AND b.status IN ('ended', 'cancelled')
      AND coalesce(upper(b.dates), lower(b.dates)) < d.business_date - keep_days
    RETURNING b.property_id, lower(b.dates) AS first, coalesce(upper(b.dates), lower(b.dates)) AS next
  )
  INSERT INTO cooling_spans SELECT property_id, first, next FROM cooled;
  UPDATE shared.sign_in_lock_outs l SET hot = false FROM property_mgmt.v_business_dates d
  WHERE l.hot AND d.property_id = l.property_id AND l.locked_at < d.business_date - keep_days;
  UPDATE reservation.waitlist_entries w SET hot = false FROM property_mgmt.v_business_dates d
  WHERE w.hot AND d.property_id = w.property_id AND w.status IN ('fulfilled', 'expired', 'cancelled')
    AND w.departure < d.business_date - keep_days;
  UPDATE reservation.quotes q SET hot = false FROM property_mgmt.v_business_dates d
  WHERE q.hot AND d.property_id = q.property_id AND q.status IN ('declined', 'expired', 'converted')
    AND q.valid_until < d.business_date - keep_days;
END $$;
REVOKE EXECUTE ON FUNCTION sync.cool_house_rows(integer) FROM PUBLIC;
