-- Clears `hot` on what outlets, stores, channels and buyers settled more than `keep_days` before the property's business date.
-- sync.cool_settled_rows calls it.
CREATE OR REPLACE FUNCTION sync.cool_trade_rows(keep_days integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  house record;
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS cooling_trade (id uuid PRIMARY KEY) ON COMMIT DROP;
  TRUNCATE cooling_trade;
  -- House by house, so that a plan knows the date and finds by it that little or nothing is due.
  FOR house IN SELECT d.property_id, d.business_date - keep_days AS before, d.business_date - least(keep_days, 30) AS log_before
    FROM property_mgmt.v_business_dates d
  LOOP
    INSERT INTO cooling_trade
    SELECT o.id FROM fb.fb_orders o
    WHERE o.hot AND o.property_id = house.property_id AND o.business_date < house.before AND o.status IN ('closed', 'cancelled');
    -- A terminal adds up the movements that it holds: what leaves it goes on in the item, in the same transaction.
    WITH cooled AS (
      UPDATE fb.stock_movements m SET hot = false
      WHERE m.hot AND m.property_id = house.property_id AND m.business_date < house.before
      RETURNING m.inventory_item_id, m.qty
    )
    UPDATE fb.inventory_items i SET cooled_qty = i.cooled_qty + c.qty
    FROM (SELECT inventory_item_id, sum(qty) AS qty FROM cooled GROUP BY inventory_item_id) c WHERE c.inventory_item_id = i.id;
    UPDATE channel.channel_bookings b SET hot = false
    WHERE b.hot AND b.property_id = house.property_id AND b.status IN ('acknowledged', 'duplicate_ignored')
      AND (b.departure IS NULL OR b.departure < house.before) AND b.received_at::date < house.before;
    UPDATE channel.sync_log l SET hot = false
    WHERE l.hot AND l.property_id = house.property_id AND l.occurred_at < house.log_before;
  END LOOP;
  -- Usually a day's worth: without statistics it would be taken for thousands.
  ANALYZE cooling_trade;
  UPDATE fb.fb_orders SET hot = false WHERE id IN (SELECT id FROM cooling_trade);
  UPDATE fb.fb_order_items SET hot = false WHERE hot AND order_id IN (SELECT id FROM cooling_trade);
  -- A ticket is never deleted.
  UPDATE fb.kitchen_tickets SET hot = false WHERE hot AND deleted_at IS NULL AND order_id IN (SELECT id FROM cooling_trade);

  UPDATE fb.waste_records w SET hot = false FROM property_mgmt.v_business_dates d
  WHERE w.hot AND d.property_id = w.property_id AND w.business_date < d.business_date - keep_days;
  UPDATE fb.stock_batches b SET hot = false
  WHERE b.hot AND b.qty_remaining = 0 AND NOT EXISTS (SELECT FROM fb.stock_movements m WHERE m.batch_id = b.id AND m.hot)
    AND EXISTS (SELECT FROM fb.stock_movements m WHERE m.batch_id = b.id);

  TRUNCATE cooling_trade;
  INSERT INTO cooling_trade
  SELECT o.id FROM procurement.purchase_orders o JOIN property_mgmt.v_business_dates d ON d.property_id = o.property_id
  WHERE o.hot AND o.status IN ('closed', 'rejected', 'cancelled') AND o.updated_at < d.business_date - keep_days;
  ANALYZE cooling_trade;
  UPDATE procurement.purchase_orders SET hot = false WHERE id IN (SELECT id FROM cooling_trade);
  UPDATE procurement.po_line_items SET hot = false WHERE hot AND purchase_order_id IN (SELECT id FROM cooling_trade);
  WITH cooled AS (
    UPDATE procurement.goods_receipts r SET hot = false FROM property_mgmt.v_business_dates d
    WHERE r.hot AND d.property_id = r.property_id AND r.business_date < d.business_date - keep_days
      AND NOT EXISTS (SELECT FROM procurement.purchase_orders o WHERE o.id = r.purchase_order_id AND o.hot)
    RETURNING r.id
  )
  UPDATE procurement.goods_receipt_line_items SET hot = false WHERE hot AND goods_receipt_id IN (SELECT id FROM cooled);
END $$;
REVOKE EXECUTE ON FUNCTION sync.cool_trade_rows(integer) FROM PUBLIC;
