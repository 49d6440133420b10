-- The house where a guest sleeps who was walked: calls and luggage go there.
ALTER TABLE reservation.reservations ADD COLUMN walked_to text CHECK (walked_to <> '');

-- What has happened since settled the entry: {"by", "unit"} of shared/domains/resolution/settle.ts. Null: a person did, or nobody yet.
ALTER TABLE sync.resolutions ADD COLUMN settled jsonb CHECK (jsonb_typeof(settled) = 'object');

-- Whoever marked an entry as done by mistake opens it again.
DROP TRIGGER guard_resolution_status ON sync.resolutions;
CREATE TRIGGER guard_resolution_status BEFORE UPDATE OF status ON sync.resolutions
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'open>resolved', 'resolved>open');
