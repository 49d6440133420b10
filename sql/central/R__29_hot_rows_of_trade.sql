-- Clears `hot` on what outlets, stores, channels and buyers settled more than `keep_days` before the property's business date.
-- sync.cool_settled_rows calls it.
CREATE OR REPLACE FUNCTION sync.cool_trade_rows(keep_days integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS cooling_trade (id uuid PRIMARY KEY) ON COMMIT DROP;
  TRUNCATE cooling_trade;
  INSERT INTO cooling_trade
  SELECT o.id FROM fb.fb_orders o JOIN property_mgmt.v_business_dates d ON d.property_id = o.property_id
  WHERE o.hot AND o.status IN ('closed', 'cancelled') AND o.business_date < d.business_date - keep_days;
  UPDATE fb.fb_orders SET hot = false WHERE id IN (SELECT id FROM cooling_trade);
  UPDATE fb.fb_order_items SET hot = false WHERE hot AND order_id IN (SELECT id FROM cooling_trade);
  UPDATE fb.kitchen_tickets SET hot = false WHERE hot AND order_id IN (SELECT id FROM cooling_trade);

  -- A terminal adds up the movements that it holds: what leaves it goes on in the item, in the same transaction.
  WITH cooled AS (
    UPDATE fb.stock_movements m SET hot = false FROM property_mgmt.v_business_dates d
    WHERE m.hot AND d.property_id = m.property_id AND m.business_date < d.business_date - keep_days
    RETURNING m.inventory_item_id, m.qty
  )
  UPDATE fb.inventory_items i SET cooled_qty = i.cooled_qty + c.qty
  FROM (SELECT inventory_item_id, sum(qty) AS qty FROM cooled GROUP BY inventory_item_id) c WHERE c.inventory_item_id = i.id;
  UPDATE fb.waste_records w SET hot = false FROM property_mgmt.v_business_dates d
  WHERE w.hot AND d.property_id = w.property_id AND w.business_date < d.business_date - keep_days;
  UPDATE fb.stock_batches b SET hot = false
  WHERE b.hot AND b.qty_remaining = 0 AND NOT EXISTS (SELECT FROM fb.stock_movements m WHERE m.batch_id = b.id AND m.hot)
    AND EXISTS (SELECT FROM fb.stock_movements m WHERE m.batch_id = b.id);

  UPDATE channel.channel_bookings b SET hot = false FROM property_mgmt.v_business_dates d
  WHERE b.hot AND b.status IN ('acknowledged', 'duplicate_ignored') AND d.property_id = b.property_id
    AND greatest(b.departure, b.received_at::date) < d.business_date - keep_days;
  UPDATE channel.sync_log l SET hot = false FROM property_mgmt.v_business_dates d
  WHERE l.hot AND d.property_id = l.property_id AND l.occurred_at < d.business_date - least(keep_days, 30);

  TRUNCATE cooling_trade;
  INSERT INTO cooling_trade
  SELECT o.id FROM procurement.purchase_orders o JOIN property_mgmt.v_business_dates d ON d.property_id = o.property_id
  WHERE o.hot AND o.status IN ('closed', 'rejected', 'cancelled') AND o.updated_at < d.business_date - keep_days;
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
