-- A unit that is taken out of order and given back on the same day was out of order for no night: its block is cancelled, not ended.
DROP TRIGGER guard_unit_block_status ON property_mgmt.unit_blocks;
CREATE TRIGGER guard_unit_block_status BEFORE UPDATE OF status ON property_mgmt.unit_blocks
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'planned>active,cancelled', 'active>ended,cancelled');

-- What was done about a fault or a wish, or why nothing is: the words of whoever took the last step.
ALTER TABLE operations.maintenance_requests ADD COLUMN outcome text;
ALTER TABLE operations.service_requests ADD COLUMN outcome text;
