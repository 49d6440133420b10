-- A quote offers a guest one stay or several, at prices that stand until a day. A row is one offer; what was offered together has one number.
ALTER TABLE reservation.quotes ADD COLUMN offer_no smallint NOT NULL DEFAULT 1 CHECK (offer_no BETWEEN 1 AND 99);
ALTER TABLE reservation.quotes ADD COLUMN adults smallint NOT NULL DEFAULT 1 CHECK (adults >= 0);
ALTER TABLE reservation.quotes ADD COLUMN children smallint NOT NULL DEFAULT 0 CHECK (children >= 0);
-- {"code", "name", "meal_plan", "policy"}: what was offered, whatever becomes of the rate.
ALTER TABLE reservation.quotes ADD COLUMN terms jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(terms) = 'object');
ALTER TABLE reservation.quotes ADD COLUMN notes text NOT NULL DEFAULT '';
ALTER TABLE reservation.quotes DROP CONSTRAINT quotes_quote_no_key;
ALTER TABLE reservation.quotes ADD CONSTRAINT quotes_quote_no_key
  EXCLUDE USING btree (property_id WITH =, quote_no WITH =, offer_no WITH =) WHERE (deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE;
CREATE INDEX quotes_valid_idx ON reservation.quotes (property_id, valid_until) WHERE deleted_at IS NULL;
CREATE INDEX waitlist_entries_open_idx ON reservation.waitlist_entries (property_id, arrival)
  WHERE status IN ('waiting', 'offered') AND deleted_at IS NULL;

-- Taken up at a desk that was apart, in time: the quote had lapsed at the centre, or another desk had heard a no.
DROP TRIGGER guard_quote_status ON reservation.quotes;
CREATE TRIGGER guard_quote_status BEFORE UPDATE OF status ON reservation.quotes
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'draft>sent,expired', 'sent>accepted,declined,expired', 'accepted>converted,expired', 'declined>accepted', 'expired>accepted');
