-- The night looks for what is long settled among all that a terminal holds: by date, not by reading every account, check, movement and message
-- that ever was. Each of these serves the scope of its table as before.
DROP INDEX billing.folios_hot_idx;
CREATE INDEX folios_hot_idx ON billing.folios (property_id, closed_at) WHERE hot;
DROP INDEX fb.fb_orders_hot_idx;
CREATE INDEX fb_orders_hot_idx ON fb.fb_orders (property_id, business_date) WHERE hot;
DROP INDEX channel.channel_bookings_hot_idx;
CREATE INDEX channel_bookings_hot_idx ON channel.channel_bookings (property_id, departure) WHERE hot;
DROP INDEX channel.sync_log_hot_idx;
CREATE INDEX sync_log_hot_idx ON channel.sync_log (property_id, occurred_at) WHERE hot;

-- The other one of this table is by item, for what stands on the shelf.
CREATE INDEX stock_movements_day_idx ON fb.stock_movements (property_id, business_date) WHERE hot;

-- Lines that were taken off a check cool with it.
DROP INDEX fb.fb_order_items_order_idx;
CREATE INDEX fb_order_items_order_idx ON fb.fb_order_items (order_id);
