-- Clears `hot` on what was settled more than `keep_days` before the property's business date, so that terminals hold what a desk needs.
-- Returns the number of reservations that cooled. The centre's daily jobs call it; it runs as the owner, and leaves no audit of a change that
-- is none to the hotel.
CREATE OR REPLACE FUNCTION sync.cool_settled_rows(keep_days integer DEFAULT 400) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET app.bulk_load = 'on' AS $$
DECLARE
  day record;
  cooled bigint;
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS cooling (id uuid PRIMARY KEY) ON COMMIT DROP;
  CREATE TEMP TABLE IF NOT EXISTS cooling_folios (id uuid PRIMARY KEY) ON COMMIT DROP;
  CREATE TEMP TABLE IF NOT EXISTS cooling_spans (property_id uuid, first date, next date) ON COMMIT DROP;
  TRUNCATE cooling, cooling_folios, cooling_spans;
  -- House by house, so that its date is known when the plan is made and an index by departure serves.
  FOR day IN SELECT property_id, business_date - keep_days AS before FROM property_mgmt.v_business_dates LOOP
    INSERT INTO cooling
    SELECT r.id FROM reservation.reservations r
    WHERE r.property_id = day.property_id AND r.departure < day.before AND r.hot AND r.deleted_at IS NULL
      AND r.status IN ('checked_out', 'cancelled', 'no_show', 'expired', 'walked');
    UPDATE operations.housekeeping_tasks t SET hot = false
    WHERE t.property_id = day.property_id AND t.scheduled_date < day.before AND t.hot AND t.deleted_at IS NULL;
    INSERT INTO cooling_folios
    SELECT f.id FROM billing.folios f WHERE f.hot AND f.property_id = day.property_id AND f.closed_at < day.before;
  END LOOP;
  -- Usually a day's worth: without statistics it would be taken for thousands.
  ANALYZE cooling, cooling_folios;
  UPDATE reservation.reservations SET hot = false WHERE id IN (SELECT id FROM cooling);
  GET DIAGNOSTICS cooled = ROW_COUNT;
  UPDATE reservation.reservation_line_items SET hot = false
  WHERE hot AND deleted_at IS NULL AND reservation_id IN (SELECT id FROM cooling);
  UPDATE reservation.reservation_line_items SET hot = false
  WHERE hot AND deleted_at IS NOT NULL AND reservation_id IN (SELECT id FROM cooling);
  UPDATE reservation.unit_assignments SET hot = false
  WHERE hot AND deleted_at IS NULL AND reservation_id IN (SELECT id FROM cooling);
  UPDATE reservation.unit_assignments SET hot = false
  WHERE hot AND deleted_at IS NOT NULL AND reservation_id IN (SELECT id FROM cooling);
  UPDATE reservation.reservation_guests SET hot = false WHERE hot AND reservation_id IN (SELECT id FROM cooling);
  UPDATE reservation.traces SET hot = false WHERE hot AND reservation_id IN (SELECT id FROM cooling);
  UPDATE guest.stays SET hot = false WHERE hot AND reservation_id IN (SELECT id FROM cooling);
  UPDATE guest.profiles p SET hot = false
  WHERE p.hot AND p.id IN (SELECT r.profile_id FROM reservation.reservations r JOIN cooling c ON c.id = r.id)
    AND NOT EXISTS (SELECT FROM reservation.reservations r WHERE r.profile_id = p.id AND r.hot);
  UPDATE billing.folios SET hot = false WHERE id IN (SELECT id FROM cooling_folios);
  UPDATE billing.folio_line_items SET hot = false WHERE hot AND folio_id IN (SELECT id FROM cooling_folios);
  UPDATE billing.refunds SET hot = false
  WHERE hot AND payment_id IN (SELECT p.id FROM billing.payments p JOIN cooling_folios c ON c.id = p.folio_id);
  UPDATE billing.chargebacks SET hot = false
  WHERE hot AND payment_id IN (SELECT p.id FROM billing.payments p JOIN cooling_folios c ON c.id = p.folio_id);
  UPDATE billing.payments SET hot = false WHERE hot AND folio_id IN (SELECT id FROM cooling_folios);
  UPDATE billing.invoices SET hot = false
  WHERE hot AND status IN ('paid', 'credited') AND folio_id IN (SELECT id FROM cooling_folios);
  UPDATE billing.cashier_shifts s SET hot = false FROM property_mgmt.v_business_dates d
  WHERE s.hot AND s.status <> 'open' AND d.property_id = s.property_id AND s.business_date < d.business_date - keep_days;
  INSERT INTO cooling_spans
  SELECT r.property_id, min(r.arrival), max(r.departure) FROM reservation.reservations r JOIN cooling c ON c.id = r.id GROUP BY r.property_id;
  PERFORM sync.cool_house_rows(keep_days);
  PERFORM sync.carry_cooled_nights(s.property_id, min(s.first), max(s.next)) FROM cooling_spans s GROUP BY s.property_id;
  PERFORM sync.cool_trade_rows(keep_days);
  UPDATE sync.command_results r SET hot = false FROM property_mgmt.v_business_dates d
  WHERE r.hot AND d.property_id = r.property_id AND r.applied_at < d.business_date - keep_days;
  UPDATE sync.resolutions r SET hot = false FROM property_mgmt.v_business_dates d
  WHERE r.hot AND r.status = 'resolved' AND d.property_id = r.property_id AND r.resolved_at < d.business_date - keep_days;
  RETURN cooled;
END $$;
