-- A bulk load by the owner brings accounts of years past, which are closed by now, with their lines. Whoever serves requests cannot ask for one
-- (docs/decisions/0004): for all else a closed account takes no postings, as before.
CREATE OR REPLACE FUNCTION billing.guard_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  folio record;
  is_bulk_load boolean := current_user <> 'authenticated_user' AND coalesce(current_setting('app.bulk_load', true), '') = 'on';
BEGIN
  SELECT f.folio_no, f.status, f.property_id, f.currency INTO folio FROM billing.folios f
  WHERE f.id = NEW.folio_id AND f.deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'folio % is not here', NEW.folio_id USING ERRCODE = 'foreign_key_violation';
  ELSIF folio.property_id <> NEW.property_id OR folio.currency <> NEW.currency THEN
    RAISE EXCEPTION 'folio % is of another property or currency', folio.folio_no USING ERRCODE = 'check_violation';
  ELSIF folio.status NOT IN ('open', 'reopened') AND NOT is_bulk_load
    AND NOT (TG_TABLE_NAME = 'payments' AND folio.status IN ('closed_with_balance', 'transferred_to_city_ledger')) THEN
    RAISE EXCEPTION 'folio % is %', folio.folio_no, folio.status USING ERRCODE = 'ST020';
  END IF;
  RETURN NEW;
END $$;
