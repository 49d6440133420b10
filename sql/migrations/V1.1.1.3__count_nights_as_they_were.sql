-- Views over nights: what was out of order counts on the nights on which it was, and a month has all its days.

-- The nights on which units are out of order. A block that nobody dated counts from the business date on.
CREATE VIEW property_mgmt.v_out_of_order WITH (security_invoker = true) AS
SELECT b.property_id, b.unit_id, u.unit_type_id, b.dates
FROM property_mgmt.unit_blocks b
JOIN property_mgmt.inventory_units u ON u.id = b.unit_id AND u.deleted_at IS NULL
WHERE b.kind = 'out_of_order' AND b.status <> 'cancelled' AND b.deleted_at IS NULL
UNION ALL
SELECT u.property_id, u.id, u.unit_type_id,
  daterange(d.business_date, CASE WHEN u.block_until IS NOT NULL THEN greatest(u.block_until, d.business_date) END)
FROM property_mgmt.inventory_units u
JOIN property_mgmt.v_business_dates d ON d.property_id = u.property_id
WHERE u.block_status = 'out_of_order' AND u.deleted_at IS NULL
  AND NOT EXISTS (SELECT FROM property_mgmt.unit_blocks b
    WHERE b.unit_id = u.id AND b.kind = 'out_of_order' AND b.status = 'active' AND b.deleted_at IS NULL);

CREATE OR REPLACE VIEW reservation.v_availability WITH (security_invoker = true) AS
SELECT n.property_id, n.unit_type_id, n.night, c.units - o.units AS capacity, n.sold, c.units - o.units - n.sold AS free
FROM (
  SELECT l.property_id, l.unit_type_id, l.night, count(*) AS sold
  FROM reservation.reservation_line_items l
  JOIN reservation.reservations r ON r.id = l.reservation_id AND r.deleted_at IS NULL
    AND r.status IN ('confirmed', 'tentative', 'checked_in', 'checked_out')
  WHERE l.kind = 'room' AND l.deleted_at IS NULL
  GROUP BY l.property_id, l.unit_type_id, l.night
) n
JOIN (
  SELECT unit_type_id, count(*) AS units FROM property_mgmt.inventory_units WHERE deleted_at IS NULL GROUP BY unit_type_id
) c ON c.unit_type_id = n.unit_type_id
CROSS JOIN LATERAL (
  SELECT count(DISTINCT o.unit_id) AS units FROM property_mgmt.v_out_of_order o
  WHERE o.unit_type_id = n.unit_type_id AND o.dates @> n.night
) o;

-- Room revenue per night: occupancy, ADR and RevPAR (USALI). Complimentary rooms are not sold. A business day on which nothing was sold
-- is a night too.
CREATE OR REPLACE VIEW reservation.v_kpi_per_day WITH (security_invoker = true) AS
SELECT n.property_id, n.night, n.sold, a.units AS available, n.revenue,
  round(n.sold::numeric / nullif(a.units, 0) * 100, 2) AS occupancy_pct,
  round(n.revenue / nullif(n.sold, 0), 2) AS adr,
  round(n.revenue / nullif(a.units, 0), 2) AS revpar
FROM (
  SELECT property_id, night, sum(sold)::bigint AS sold, sum(revenue) AS revenue FROM (
    SELECT l.property_id, l.night, (l.rate > 0)::integer AS sold, l.rate::numeric AS revenue
    FROM reservation.reservation_line_items l
    JOIN reservation.reservations r ON r.id = l.reservation_id
    WHERE l.kind = 'room' AND l.deleted_at IS NULL AND r.deleted_at IS NULL AND r.status IN ('confirmed', 'checked_in', 'checked_out')
    UNION ALL
    SELECT property_id, business_date, 0, 0 FROM property_mgmt.business_days WHERE deleted_at IS NULL
  ) line GROUP BY property_id, night
) n
JOIN property_mgmt.properties p ON p.id = n.property_id
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE p.ooo_counts_as_available OR NOT EXISTS (
    SELECT FROM property_mgmt.v_out_of_order o WHERE o.unit_id = u.id AND o.dates @> n.night)) AS units
  FROM property_mgmt.inventory_units u WHERE u.property_id = n.property_id AND u.deleted_at IS NULL
) a;

-- A month's base is its units times its days, whether or not anything was sold on them.
CREATE VIEW reservation.v_kpi_per_month WITH (security_invoker = true) AS
SELECT m.property_id, m.month, m.sold, a.unit_nights AS available, m.revenue,
  round(m.sold::numeric / nullif(a.unit_nights, 0) * 100, 2) AS occupancy_pct,
  round(m.revenue / nullif(m.sold, 0), 2) AS adr,
  round(m.revenue / nullif(a.unit_nights, 0), 2) AS revpar
FROM (
  SELECT property_id, date_trunc('month', night)::date AS month, (date_trunc('month', night) + interval '1 month')::date AS next_month,
    sum(sold)::bigint AS sold, sum(revenue) AS revenue
  FROM reservation.v_kpi_per_day
  GROUP BY property_id, date_trunc('month', night)
) m
JOIN property_mgmt.properties p ON p.id = m.property_id
CROSS JOIN LATERAL (
  SELECT
    (SELECT count(*) FROM property_mgmt.inventory_units u WHERE u.property_id = m.property_id AND u.deleted_at IS NULL)
      * (m.next_month - m.month)
    - CASE WHEN p.ooo_counts_as_available THEN 0 ELSE coalesce((
        SELECT sum(upper(o.dates * daterange(m.month, m.next_month)) - lower(o.dates * daterange(m.month, m.next_month)))
        FROM property_mgmt.v_out_of_order o
        WHERE o.property_id = m.property_id AND o.dates && daterange(m.month, m.next_month)), 0) END AS unit_nights
) a;

-- Who is in a unit that another guest is in too, without a promise of it for tonight: to be moved now.
CREATE VIEW reservation.v_oversold WITH (security_invoker = true) AS
SELECT s.property_id, s.id AS stay_id, s.reservation_id, r.confirmation_no, g.full_name, s.unit_id, u.number AS unit_number,
  s.check_in_at, r.departure, count(o.id) AS others
FROM guest.stays s
JOIN guest.stays o ON o.unit_id = s.unit_id AND o.id <> s.id AND o.status = 'in_house' AND o.deleted_at IS NULL
JOIN reservation.reservations r ON r.id = s.reservation_id
JOIN guest.profiles g ON g.id = s.profile_id
JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
JOIN property_mgmt.v_business_dates d ON d.property_id = s.property_id
WHERE s.status = 'in_house' AND s.deleted_at IS NULL AND NOT EXISTS (
  SELECT FROM reservation.unit_assignments a
  WHERE a.reservation_id = s.reservation_id AND a.unit_id = s.unit_id AND a.active AND a.deleted_at IS NULL AND a.stay @> d.business_date)
GROUP BY s.property_id, s.id, s.reservation_id, r.confirmation_no, g.full_name, s.unit_id, u.number, s.check_in_at, r.departure;

-- What stands in which unit when: promises and, where a guest is in a unit without one, the fact.
CREATE OR REPLACE VIEW reservation.v_room_rack WITH (security_invoker = true) AS
SELECT a.property_id, a.unit_id, a.reservation_id, lower(a.stay) AS from_date, upper(a.stay) AS to_date, a.locked,
  r.status, r.confirmation_no, g.full_name, true AS promised
FROM reservation.unit_assignments a
JOIN reservation.reservations r ON r.id = a.reservation_id
JOIN guest.profiles g ON g.id = r.profile_id
WHERE a.active AND a.deleted_at IS NULL AND r.deleted_at IS NULL
UNION ALL
SELECT s.property_id, s.unit_id, s.reservation_id, (s.check_in_at AT TIME ZONE p.timezone)::date,
  greatest(r.departure, (s.check_in_at AT TIME ZONE p.timezone)::date), false, r.status, r.confirmation_no, g.full_name, false
FROM guest.stays s
JOIN reservation.reservations r ON r.id = s.reservation_id
JOIN guest.profiles g ON g.id = s.profile_id
JOIN property_mgmt.properties p ON p.id = s.property_id
WHERE s.status = 'in_house' AND s.deleted_at IS NULL AND NOT EXISTS (
  SELECT FROM reservation.unit_assignments a
  WHERE a.reservation_id = s.reservation_id AND a.unit_id = s.unit_id AND a.active AND a.deleted_at IS NULL);
