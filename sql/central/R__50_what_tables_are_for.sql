-- What each context, table and view is for, in one line: psql shows it (\d+), and docs/schema is made of it. Only the centre keeps the words.

DO $$
DECLARE
  said record;
BEGIN
  FOR said IN SELECT * FROM (VALUES
    ('shared', 'What every context stands on: reference tables, the people who work here, common types, and the functions that stamp, guard and encrypt rows.'),
    ('property_mgmt', 'The houses: their units, what a unit costs on which night, and the day that each house is working on.'),
    ('guest', 'The guests: who they are, where they stayed, and what they thought of it.'),
    ('operations', 'The work of the house: staff and shifts, housekeeping, maintenance, requests, incidents and training.'),
    ('reservation', 'The promises: reservations with their nights and prices, the units promised, and offers not yet accepted.'),
    ('billing', 'The money: folios and what is posted on them, payments and what comes back of them, invoices, drawers and taxes.'),
    ('compliance', 'The evidence: who changed what, what happened, how long personal data is kept, and what must be erased.'),
    ('channel', 'The sellers outside: connections to booking channels, what maps to what, and the bookings that came in.'),
    ('fb', 'Food and beverage: the menu, orders and what the kitchen makes of them, and the stock that they use.'),
    ('procurement', 'What the house buys: suppliers and their certificates, orders, and the goods that arrived.')
  ) AS words (name, purpose) LOOP
    CONTINUE WHEN to_regnamespace(said.name) IS NULL;
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', said.name, said.purpose);
  END LOOP;
END $$;

DO $$
DECLARE
  said record;
BEGIN
  FOR said IN SELECT *, to_regclass(name) AS relation FROM (VALUES
    ('shared.countries', 'Countries of ISO 3166, with dial code and usual currency.'),
    ('shared.currencies', 'Currencies of ISO 4217, with the decimals that each has.'),
    ('shared.timezones', 'Time zones by their IANA name.'),
    ('shared.languages', 'Languages that guests are spoken to in.'),
    ('shared.users', 'People who sign in, and the system user that signs what no person did.'),
    ('shared.user_property_roles', 'Who may work in which house, and as what.'),
    ('shared.sign_in_lock_outs', 'Who was let in no more at a terminal after wrong PINs, and who let go.'),

    ('property_mgmt.properties', 'The houses: address, time zone, currency and house rules.'),
    ('property_mgmt.unit_types', 'What is sold before a unit is chosen; the rank says which type is an upgrade of which.'),
    ('property_mgmt.inventory_units', 'Rooms, suites and apartments, with their house status on three axes.'),
    ('property_mgmt.amenities', 'What a unit can have: balcony, kitchen, step-free shower.'),
    ('property_mgmt.unit_amenities', 'Which unit has which amenity.'),
    ('property_mgmt.rate_strategies', 'Prices per night: fixed ones, and those derived from another.'),
    ('property_mgmt.seasonal_adjustments', 'What a season or a weekday changes of a price.'),
    ('property_mgmt.occupancy_modifiers', 'What a full or an empty house changes of a price.'),
    ('property_mgmt.photos', 'Pictures of houses, units and damage, by reference and checksum.'),
    ('property_mgmt.business_days', 'Each day that a house has worked on, and whether it is closed.'),
    ('property_mgmt.unit_blocks', 'Which nights a unit is, was or will be out of order, out of service or in house use.'),
    ('property_mgmt.v_business_dates', 'The day that each house is working on now.'),
    ('property_mgmt.v_out_of_order', 'The nights on which units are out of order.'),

    ('guest.profiles', 'Guests of one house; what identifies a person is encrypted.'),
    ('guest.loyalty_memberships', 'Memberships of guests in programmes, with tier and points.'),
    ('guest.stays', 'The fact that a guest is, or was, in a unit.'),
    ('guest.feedback', 'What guests said: scores, comments, and the answer of the house.'),
    ('guest.identity_reveals', 'Who has uncovered the identity of a guest, when and why.'),
    ('guest.v_nps_metrics', 'The net promoter score per house and month.'),

    ('operations.staff', 'Who works in a house, and as what.'),
    ('operations.staff_shifts', 'Planned and worked hours, and the overtime between them.'),
    ('operations.service_requests', 'What guests asked for, and how fast they were answered.'),
    ('operations.incident_reports', 'What went wrong: injuries, thefts, damage, complaints.'),
    ('operations.corrective_actions', 'What is done so that an incident does not happen again.'),
    ('operations.training_modules', 'Courses, with the score to pass and how long it holds.'),
    ('operations.training_enrollments', 'Who takes which course, each attempt and its result.'),
    ('operations.housekeeping_tasks', 'Cleaning of one unit on one day: by whom, when, inspected by whom.'),
    ('operations.maintenance_requests', 'Repairs, and the units that they block.'),
    ('operations.lost_found_items', 'Things that were found, and who got them back.'),
    ('operations.v_housekeeping_board', 'Every unit with its status, its task of today and who comes next.'),
    ('operations.v_overtime', 'Overtime per person and month.'),
    ('operations.v_sla_compliance', 'How many requests were answered in time.'),

    ('reservation.cancellation_policies', 'What leaving a promise costs, by the time that is left.'),
    ('reservation.reservations', 'The promise to a guest: type, nights, price, guarantee.'),
    ('reservation.reservation_line_items', 'The price of each night of a reservation.'),
    ('reservation.reservation_guests', 'Who travels with whom.'),
    ('reservation.traces', 'What a department is to do for a reservation, and by when.'),
    ('reservation.waitlist_entries', 'Who waits for a night that is sold out.'),
    ('reservation.unit_assignments', 'The promise of one unit for the nights of a reservation; no unit is promised twice.'),
    ('reservation.cooled_nights', 'What rooms brought in on the nights that terminals no longer hold, added up.'),
    ('reservation.quotes', 'Offers with a price that holds for a while.'),
    ('reservation.v_arrivals', 'Who is due in on the business date.'),
    ('reservation.v_departures', 'Who is due out on the business date.'),
    ('reservation.v_in_house', 'Who is in the house now.'),
    ('reservation.v_availability', 'How many units of each type are free on each night.'),
    ('reservation.v_room_rack', 'Units by nights: who is in them, and to whom they are promised.'),
    ('reservation.v_oversold', 'Guests in a unit that another guest is in too: to be moved now.'),
    ('reservation.v_room_nights', 'Nights that count in occupancy, average rate and RevPAR.'),
    ('reservation.v_kpi_per_day', 'Occupancy, average rate and revenue per available unit, by day.'),
    ('reservation.v_kpi_per_month', 'The same by month, over all its days.'),

    ('billing.folios', 'Accounts of guests, groups and companies; a stay may have several windows.'),
    ('billing.folio_line_items', 'What was posted on a folio. Lines are never changed: a wrong one is reversed by another.'),
    ('billing.payments', 'Money that came in, by whatever means.'),
    ('billing.refunds', 'Money that was given back of a payment.'),
    ('billing.chargebacks', 'Payments that a card holder disputes, with the day by which to answer.'),
    ('billing.invoices', 'Invoices as they were handed out, frozen and chained by hash.'),
    ('billing.document_series', 'The number series of invoices and receipts, without gaps.'),
    ('billing.cash_drawers', 'Drawers that cash is kept in.'),
    ('billing.cashier_shifts', 'Who had which drawer from when to when, and what was counted.'),
    ('billing.tax_rules', 'Tax rates by code and by the days on which they hold.'),
    ('billing.transaction_codes', 'What can be posted, and how it is taxed.'),
    ('billing.v_folio_balances', 'What is posted, paid and open on each folio.'),
    ('billing.v_daily_revenue', 'Revenue per house and business date, by kind.'),
    ('billing.v_invoice_series_gaps', 'Numbers that a series lacks: there must be none.'),

    ('compliance.audit_log', 'Who changed which row, from what to what, where and when; one partition a month.'),
    ('compliance.domain_events', 'What happened in the words of the hotel, in order; one partition a month.'),
    ('compliance.compliance_reports', 'Reports to authorities: what was sent when, and what they said.'),
    ('compliance.data_retention_policies', 'How long which data is kept, and what happens to it then.'),
    ('compliance.erasure_requests', 'Guests who asked to be forgotten, and what was done.'),
    ('compliance.v_retention_due', 'What has been kept long enough.'),

    ('channel.channel_connections', 'Booking channels that a house sells through.'),
    ('channel.connection_credentials', 'What the centre needs to sign in at a channel, encrypted; it never leaves the centre.'),
    ('channel.channel_mappings', 'Which type and rate of ours is which of a channel.'),
    ('channel.channel_bookings', 'Bookings as a channel sent them, and the reservations that they became.'),
    ('channel.sync_log', 'Every exchange with a channel, and what came of it.'),
    ('channel.v_connection_health', 'When each channel was last heard of, and what failed since.'),

    ('fb.outlets', 'Restaurants, bars and room service of a house.'),
    ('fb.dining_tables', 'Tables of an outlet.'),
    ('fb.menu_items', 'Dishes and drinks: price, allergens, where they are prepared.'),
    ('fb.outlet_menu_items', 'What an outlet offers, and what it asks for it.'),
    ('fb.modifier_groups', 'Choices that belong together: how it is cooked, what goes with it.'),
    ('fb.modifiers', 'One choice, and what it adds to the price.'),
    ('fb.menu_item_modifier_groups', 'Which choices a dish has.'),
    ('fb.menu_item_ingredients', 'What a dish is made of, and how much of it.'),
    ('fb.fb_orders', 'Orders of a table or a unit, until they are settled.'),
    ('fb.fb_order_items', 'What was ordered, changed or taken back, and whether the kitchen has it.'),
    ('fb.kitchen_tickets', 'What was sent to a station of the kitchen, once.'),
    ('fb.inventory_items', 'Goods that are kept in stock.'),
    ('fb.stock_batches', 'Goods that arrived together, with their expiry and cost.'),
    ('fb.stock_movements', 'Every change of the stock. Lines are never changed.'),
    ('fb.waste_records', 'What was thrown away, and why.'),
    ('fb.v_kitchen_queue', 'What each station has to make, the oldest first.'),
    ('fb.v_open_orders', 'Orders that are not settled.'),
    ('fb.v_order_totals', 'What each order comes to.'),
    ('fb.v_stock_on_hand', 'What is in stock, and what must be ordered.'),
    ('fb.v_expiring_batches', 'Goods that must be used soon.'),

    ('procurement.suppliers', 'Who the house buys from.'),
    ('procurement.supplier_certifications', 'Certificates of suppliers, and until when they hold.'),
    ('procurement.purchase_orders', 'What was ordered from a supplier.'),
    ('procurement.po_line_items', 'The lines of an order.'),
    ('procurement.goods_receipts', 'Deliveries, each with its delivery note.'),
    ('procurement.goods_receipt_line_items', 'What of a delivery was accepted and what was sent back, and why.'),
    ('procurement.v_open_purchase_orders', 'Orders that have not arrived in full.'),
    ('procurement.v_po_line_receipts', 'What of each ordered line has arrived.'),
    ('procurement.v_expiring_certifications', 'Certificates that must be renewed soon.')
  ) AS words (name, purpose) WHERE to_regclass(name) IS NOT NULL LOOP
    EXECUTE format('COMMENT ON %s %s IS %L',
      (SELECT CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END FROM pg_class WHERE oid = said.relation), said.relation, said.purpose);
  END LOOP;
END $$;
