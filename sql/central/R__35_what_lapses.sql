-- What is due to lapse by itself, house by house: its last day is before the open business date. The centre's job gives the command that is
-- named here, and asks again under its locks. It runs as the owner, since no request asks it.
CREATE OR REPLACE FUNCTION sync.due_to_lapse() RETURNS TABLE (property_id uuid, business_date date, command text, record text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.property_id, d.business_date, due.command, due.record
  FROM property_mgmt.v_business_dates d
  CROSS JOIN LATERAL (
    SELECT 'v1.reservation.expire' AS command, r.id::text AS record FROM reservation.reservations r
    WHERE r.property_id = d.property_id AND r.status IN ('inquiry', 'tentative', 'waitlisted') AND r.deleted_at IS NULL
      AND r.hold_until < d.business_date
    UNION ALL
    SELECT DISTINCT 'v1.quote.lapse', q.quote_no FROM reservation.quotes q
    WHERE q.property_id = d.property_id AND q.status IN ('draft', 'sent', 'accepted') AND q.deleted_at IS NULL
      AND q.valid_until < d.business_date
    UNION ALL
    SELECT 'v1.waitlist.lapse', w.id::text FROM reservation.waitlist_entries w
    WHERE w.property_id = d.property_id AND w.status IN ('waiting', 'offered') AND w.deleted_at IS NULL
      AND w.arrival < d.business_date
  ) due
$$;
REVOKE EXECUTE ON FUNCTION sync.due_to_lapse() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sync.due_to_lapse() TO stayos_gatekeeper;
