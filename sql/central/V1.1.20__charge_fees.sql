-- Cancellation and no-show fees are charged to folios from here on. Houses that stand already get the codes; how a fee is taxed is head
-- office's to change.
INSERT INTO billing.transaction_codes (property_id, code, name, kind, revenue_group, tax_code)
SELECT p.id, fee.code, fee.name, 'fee', fee.revenue_group::billing.revenue_group,
  (SELECT r.code FROM billing.tax_rules r WHERE r.property_id = p.id AND r.code = fee.tax_code AND r.deleted_at IS NULL LIMIT 1)
FROM property_mgmt.properties p
CROSS JOIN (VALUES ('CXLFEE', 'Cancellation fee', 'miscellaneous', NULL), ('NOSHOW', 'No-show', 'rooms', 'ROOM'))
  AS fee (code, name, revenue_group, tax_code)
WHERE p.deleted_at IS NULL AND NOT EXISTS (
  SELECT FROM billing.transaction_codes c WHERE c.property_id = p.id AND c.code = fee.code AND c.deleted_at IS NULL);
