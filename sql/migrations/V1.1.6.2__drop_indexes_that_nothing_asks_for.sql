-- Each of these was made for a list that no screen, view or job reads; each costs every write, and a terminal the time to build it at
-- first load. Whoever brings the list brings its index. What the scope of a table needs stays, as plain as the scope is.

DROP INDEX billing.cashier_shifts_day_idx;
DROP INDEX billing.chargebacks_due_idx;
DROP INDEX billing.folios_open_idx;
DROP INDEX billing.invoices_day_idx;
DROP INDEX billing.invoices_due_idx;
DROP INDEX billing.payments_day_idx;
DROP INDEX billing.payments_queued_idx;
DROP INDEX billing.refunds_waiting_idx;
DROP INDEX billing.transaction_codes_tax_idx;
DROP INDEX compliance.compliance_reports_property_idx;
DROP INDEX compliance.erasure_requests_due_idx;
DROP INDEX fb.fb_orders_day_idx;
DROP INDEX fb.menu_items_allergens_idx;
DROP INDEX fb.menu_items_menu_idx;
DROP INDEX fb.waste_records_day_idx;
DROP INDEX procurement.goods_receipts_day_idx;
DROP INDEX procurement.suppliers_name_idx;

CREATE INDEX compliance_reports_property_idx ON compliance.compliance_reports (property_id);
CREATE INDEX erasure_requests_property_idx ON compliance.erasure_requests (property_id);
