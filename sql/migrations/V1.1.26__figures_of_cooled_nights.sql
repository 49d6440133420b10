-- Occupancy, average rate and RevPAR of any month on a terminal too: what it no longer holds stands here, added up by night.

CREATE TABLE reservation.cooled_nights (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  night date NOT NULL,
  -- Of the room lines that have cooled: those with a price, and what all of them brought in.
  sold integer NOT NULL CHECK (sold >= 0),
  revenue shared.amount NOT NULL,
  -- Units out of order by blocks that have cooled.
  out_of_order integer NOT NULL CHECK (out_of_order >= 0),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT cooled_nights_night_key EXCLUDE USING btree (property_id WITH =, night WITH =) DEFERRABLE INITIALLY IMMEDIATE
);
SELECT shared.stamp_tables_of('reservation');

-- Now with the mark of what a terminal holds.
CREATE OR REPLACE VIEW property_mgmt.v_out_of_order WITH (security_invoker = true) AS
SELECT b.property_id, b.unit_id, u.unit_type_id, b.dates, b.hot
FROM property_mgmt.unit_blocks b
JOIN property_mgmt.inventory_units u ON u.id = b.unit_id AND u.deleted_at IS NULL
WHERE b.kind = 'out_of_order' AND b.status <> 'cancelled' AND b.deleted_at IS NULL
UNION ALL
SELECT u.property_id, u.id, u.unit_type_id,
  daterange(d.business_date, CASE WHEN u.block_until IS NOT NULL THEN greatest(u.block_until, d.business_date) END), true
FROM property_mgmt.inventory_units u
JOIN property_mgmt.v_business_dates d ON d.property_id = u.property_id
WHERE u.block_status = 'out_of_order' AND u.deleted_at IS NULL
  AND NOT EXISTS (SELECT FROM property_mgmt.unit_blocks b
    WHERE b.unit_id = u.id AND b.kind = 'out_of_order' AND b.status = 'active' AND b.deleted_at IS NULL);

-- Nights that count in the figures: on the books or slept. A complimentary one is not sold (USALI); a correction below zero is revenue.
CREATE VIEW reservation.v_room_nights WITH (security_invoker = true) AS
SELECT l.property_id, l.reservation_id, l.night, (l.rate > 0)::integer AS sold, l.rate::numeric AS revenue, l.hot
FROM reservation.reservation_line_items l
JOIN reservation.reservations r ON r.id = l.reservation_id
WHERE l.kind = 'room' AND l.deleted_at IS NULL AND r.deleted_at IS NULL AND r.status IN ('confirmed', 'checked_in', 'checked_out');

-- As before, and the same at the centre, which has every line, and on a terminal, which has the hot ones.
CREATE OR REPLACE VIEW reservation.v_kpi_per_day WITH (security_invoker = true) AS
SELECT n.property_id, n.night, n.sold, a.units AS available, n.revenue,
  round(n.sold::numeric / nullif(a.units, 0) * 100, 2) AS occupancy_pct,
  round(n.revenue / nullif(n.sold, 0), 2) AS adr,
  round(n.revenue / nullif(a.units, 0), 2) AS revpar
FROM (
  SELECT property_id, night, sum(sold)::bigint AS sold, sum(revenue) AS revenue, sum(out_of_order) AS out_of_order FROM (
    SELECT property_id, night, sold, revenue, 0 AS out_of_order FROM reservation.v_room_nights WHERE hot
    UNION ALL
    SELECT property_id, night, sold, revenue::numeric, out_of_order FROM reservation.cooled_nights WHERE deleted_at IS NULL
    UNION ALL
    SELECT property_id, business_date, 0, 0, 0 FROM property_mgmt.business_days WHERE deleted_at IS NULL
  ) line GROUP BY property_id, night
) n
JOIN property_mgmt.properties p ON p.id = n.property_id
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE p.ooo_counts_as_available OR NOT EXISTS (
      SELECT FROM property_mgmt.v_out_of_order o WHERE o.unit_id = u.id AND o.hot AND o.dates @> n.night))
    - CASE WHEN p.ooo_counts_as_available THEN 0 ELSE n.out_of_order END AS units
  FROM property_mgmt.inventory_units u WHERE u.property_id = n.property_id AND u.deleted_at IS NULL
) a;

-- Added up from the nights themselves: a month's base is its units times its days, so no night needs one of its own.
CREATE OR REPLACE VIEW reservation.v_kpi_per_month WITH (security_invoker = true) AS
SELECT m.property_id, m.month, m.sold, a.unit_nights AS available, m.revenue,
  round(m.sold::numeric / nullif(a.unit_nights, 0) * 100, 2) AS occupancy_pct,
  round(m.revenue / nullif(m.sold, 0), 2) AS adr,
  round(m.revenue / nullif(a.unit_nights, 0), 2) AS revpar
FROM (
  SELECT property_id, month, (month + interval '1 month')::date AS next_month,
    sum(sold)::bigint AS sold, sum(revenue) AS revenue, sum(out_of_order) AS out_of_order
  FROM (
    SELECT property_id, date_trunc('month', night)::date AS month, sold, revenue, 0 AS out_of_order FROM reservation.v_room_nights WHERE hot
    UNION ALL
    SELECT property_id, date_trunc('month', night)::date, sold, revenue::numeric, out_of_order
    FROM reservation.cooled_nights WHERE deleted_at IS NULL
    UNION ALL
    SELECT property_id, date_trunc('month', business_date)::date, 0, 0, 0 FROM property_mgmt.business_days WHERE deleted_at IS NULL
  ) line
  GROUP BY property_id, month
) m
JOIN property_mgmt.properties p ON p.id = m.property_id
CROSS JOIN LATERAL (
  SELECT
    (SELECT count(*) FROM property_mgmt.inventory_units u WHERE u.property_id = m.property_id AND u.deleted_at IS NULL)
      * (m.next_month - m.month)
    - CASE WHEN p.ooo_counts_as_available THEN 0 ELSE m.out_of_order + coalesce((
        SELECT sum(upper(o.dates * daterange(m.month, m.next_month)) - lower(o.dates * daterange(m.month, m.next_month)))
        FROM property_mgmt.v_out_of_order o
        WHERE o.property_id = m.property_id AND o.hot AND o.dates && daterange(m.month, m.next_month)), 0) END AS unit_nights
) a;
