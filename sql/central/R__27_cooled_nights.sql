-- Adds up what a terminal of the house no longer holds of the nights from `first` until `next`, so that its figures stay whole. What stands
-- already is written only where it differs. sync.cool_settled_rows calls it, and whatever brings in rows that are cool from the start.
CREATE OR REPLACE FUNCTION sync.carry_cooled_nights(house uuid, first date DEFAULT '-infinity', next date DEFAULT 'infinity') RETURNS void
LANGUAGE sql AS $$
  WITH counted AS (
    SELECT night, sum(sold) AS sold, sum(revenue) AS revenue, sum(out_of_order) AS out_of_order
    FROM (
      SELECT n.night, n.sold, n.revenue, 0 AS out_of_order FROM reservation.v_room_nights n
      WHERE n.property_id = house AND NOT n.hot AND n.night >= first AND n.night < next
      UNION ALL
      SELECT day::date, 0, 0, 1
      FROM property_mgmt.v_out_of_order o, generate_series(greatest(lower(o.dates), first), least(upper(o.dates), next) - 1, interval '1 day') AS day
      WHERE o.property_id = house AND NOT o.hot AND o.dates && daterange(first, next)
      UNION ALL
      SELECT c.night, 0, 0, 0 FROM reservation.cooled_nights c WHERE c.property_id = house AND c.night >= first AND c.night < next
    ) line GROUP BY night
  ), changed AS (
    UPDATE reservation.cooled_nights n SET sold = c.sold, revenue = c.revenue, out_of_order = c.out_of_order
    FROM counted c
    WHERE n.property_id = house AND n.night = c.night
      AND (n.sold, n.revenue::numeric, n.out_of_order) IS DISTINCT FROM (c.sold, c.revenue, c.out_of_order)
  )
  INSERT INTO reservation.cooled_nights (property_id, night, sold, revenue, out_of_order)
  SELECT house, c.night, c.sold, c.revenue, c.out_of_order FROM counted c
  WHERE NOT EXISTS (SELECT FROM reservation.cooled_nights n WHERE n.property_id = house AND n.night = c.night)
  ORDER BY c.night
$$;
REVOKE EXECUTE ON FUNCTION sync.carry_cooled_nights(uuid, date, date) FROM PUBLIC;

-- What had cooled before there was a place for it.
SELECT sync.carry_cooled_nights(id) FROM property_mgmt.properties;
