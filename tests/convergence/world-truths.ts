const live = `('inquiry', 'tentative', 'confirmed', 'waitlisted', 'checked_in')`
const inHouse = `s.status = 'in_house' AND s.deleted_at IS NULL`
/** A unit is kept for a day use too. */
const staysTonight = 'greatest(r.departure, r.arrival + 1) > $1::date'
const promise = 'a.active AND a.deleted_at IS NULL'

const toldOf = (reason: string) =>
  `EXISTS (SELECT FROM sync.resolutions e WHERE e.reservation_id = r.id AND e.reason = '${reason}')`

/** A stay that is divided: they are to move, on that day. */
const isSplitAfter = `EXISTS (SELECT FROM reservation.unit_assignments k WHERE k.reservation_id = r.id AND k.unit_id = s.unit_id AND k.active
  AND k.deleted_at IS NULL AND upper(k.stay) = lower(a.stay))`

const allNights = 'datemultirange(daterange(r.arrival, greatest(r.departure, r.arrival + 1)))'

/** What must be true of the centre's rows: each a sentence and a question that finds what breaks it. $1 is the business date. */
const facts: readonly (readonly [string, string])[] = [
  [
    'a check stands on two folios',
    `SELECT o.order_no, count(DISTINCT i.folio_id) FROM fb.fb_orders o JOIN billing.folio_line_items i ON i.source_id = o.id
     GROUP BY o.id HAVING count(DISTINCT i.folio_id) > 1`,
  ],
  [
    'a check is charged and not settled, or settled and not charged',
    `SELECT o.order_no, o.status, count(i.id) FROM fb.fb_orders o LEFT JOIN billing.folio_line_items i ON i.source_id = o.id
     GROUP BY o.id HAVING (o.status IN ('settled', 'closed')) <> (count(i.id) > 0)`,
  ],
  [
    'a unit is promised twice for a night',
    `SELECT a.id, b.id AS other, a.unit_id, a.stay, b.stay AS "otherStay" FROM reservation.unit_assignments a
     JOIN reservation.unit_assignments b ON b.unit_id = a.unit_id AND b.id > a.id AND b.stay && a.stay
     WHERE ${promise} AND b.active AND b.deleted_at IS NULL`,
  ],
  [
    'a reservation is promised two units for a night',
    `SELECT a.reservation_id, a.unit_id, b.unit_id AS other FROM reservation.unit_assignments a
     JOIN reservation.unit_assignments b ON b.reservation_id = a.reservation_id AND b.id > a.id AND b.stay && a.stay
     WHERE ${promise} AND b.active AND b.deleted_at IS NULL`,
  ],
  [
    'an in-house stay has no reservation in house',
    `SELECT s.id, r.id AS reservation, r.status FROM guest.stays s LEFT JOIN reservation.reservations r ON r.id = s.reservation_id
     WHERE ${inHouse} AND r.status IS DISTINCT FROM 'checked_in' AND NOT ${toldOf('in_house_without_reservation')}`,
  ],
  [
    'a reservation in house has not exactly one stay',
    `SELECT r.id, r.confirmation_no, count(s.id) FROM reservation.reservations r
     LEFT JOIN guest.stays s ON s.reservation_id = r.id AND ${inHouse}
     WHERE r.status = 'checked_in' GROUP BY r.id HAVING count(s.id) <> 1`,
  ],
  [
    'a stay is of another guest than its reservation',
    `SELECT s.id FROM guest.stays s JOIN reservation.reservations r ON r.id = s.reservation_id WHERE s.profile_id <> r.profile_id`,
  ],
  [
    'occupancy of a unit is not what the stays say',
    `SELECT u.number, u.occupancy_status, count(s.id) FROM property_mgmt.inventory_units u
     LEFT JOIN guest.stays s ON s.unit_id = u.id AND ${inHouse}
     GROUP BY u.id HAVING (u.occupancy_status = 'occupied') <> (count(s.id) > 0)`,
  ],
  [
    'a guest in house is promised another unit than the one they are in, or none though nobody else is in it',
    `SELECT r.confirmation_no, u.number, a.unit_id FROM guest.stays s
     JOIN reservation.reservations r ON r.id = s.reservation_id
     JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
     LEFT JOIN reservation.unit_assignments a ON a.reservation_id = r.id AND ${promise} AND upper(a.stay) > $1::date
     WHERE ${inHouse} AND (a.unit_id <> s.unit_id AND NOT (${isSplitAfter}) OR a.id IS NULL AND ${staysTonight} AND NOT EXISTS (
       SELECT FROM guest.stays o JOIN reservation.unit_assignments k ON k.reservation_id = o.reservation_id AND k.unit_id = o.unit_id
         AND k.active AND upper(k.stay) > $1::date
       WHERE o.unit_id = s.unit_id AND o.id <> s.id AND o.status = 'in_house'))
       -- Of whoever is to be moved now the nights of that unit are not.
       AND NOT EXISTS (SELECT FROM sync.resolutions e WHERE e.reservation_id = r.id AND e.reason = 'oversold_move_now' AND e.status = 'open')`,
  ],
  [
    'two guests are in a unit and nobody is told',
    `SELECT u.number, r.confirmation_no, p.confirmation_no AS other FROM guest.stays s
     JOIN guest.stays o ON o.unit_id = s.unit_id AND o.id > s.id AND o.status = 'in_house' AND o.deleted_at IS NULL
     JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
     LEFT JOIN reservation.reservations r ON r.id = s.reservation_id
     LEFT JOIN reservation.reservations p ON p.id = o.reservation_id
     WHERE ${inHouse} AND NOT EXISTS (SELECT FROM sync.resolutions e
       WHERE e.reservation_id IN (r.id, p.id) AND e.reason = 'oversold_move_now' AND e.unit_id = s.unit_id)`,
  ],
  [
    'a guest is in a unit that another one in it holds, and is not to be moved',
    `SELECT u.number, r.confirmation_no FROM guest.stays s
     JOIN reservation.reservations r ON r.id = s.reservation_id
     JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
     WHERE ${inHouse} AND ${staysTonight}
       AND EXISTS (SELECT FROM guest.stays o WHERE o.unit_id = s.unit_id AND o.id <> s.id AND o.status = 'in_house' AND o.deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM reservation.unit_assignments a WHERE a.reservation_id = r.id AND ${promise} AND upper(a.stay) > $1::date)
       AND NOT EXISTS (SELECT FROM sync.resolutions e WHERE e.reservation_id = r.id AND e.reason = 'oversold_move_now' AND e.unit_id = s.unit_id)`,
  ],
  [
    'a unit is promised from today on to somebody who does not come',
    `SELECT r.confirmation_no, r.status, a.unit_id, a.stay FROM reservation.unit_assignments a
     JOIN reservation.reservations r ON r.id = a.reservation_id
     WHERE ${promise} AND upper(a.stay) > $1::date AND r.status NOT IN ('tentative', 'confirmed', 'checked_in')
       AND NOT ${toldOf('in_house_without_reservation')}`,
  ],
  [
    'a promise is not for the nights of its reservation',
    `SELECT r.confirmation_no, r.arrival, r.departure, range_agg(a.stay) AS promised FROM reservation.reservations r
     JOIN reservation.unit_assignments a ON a.reservation_id = r.id AND ${promise}
     WHERE r.status IN ('confirmed', 'tentative') GROUP BY r.id
     HAVING NOT range_agg(a.stay) <@ ${allNights} OR range_agg(a.stay) <> ${allNights} AND NOT EXISTS (
       SELECT FROM sync.resolutions e WHERE e.reservation_id = r.id AND e.reason = 'unit_lost_unassigned')`,
  ],
  [
    'a reservation lost its guest',
    `SELECT r.confirmation_no, r.profile_id FROM reservation.reservations r
     WHERE NOT EXISTS (SELECT FROM guest.profiles g WHERE g.id = r.profile_id AND g.deleted_at IS NULL AND g.full_name <> '')`,
  ],
  [
    'a live reservation has not one room line for each night',
    `SELECT r.confirmation_no, r.status, n.night, count(l.id) FROM reservation.reservations r
     CROSS JOIN LATERAL (SELECT day::date AS night FROM generate_series(r.arrival, r.departure - 1, interval '1 day') AS day) n
     LEFT JOIN reservation.reservation_line_items l ON l.reservation_id = r.id AND l.night = n.night AND l.kind = 'room'
       AND l.deleted_at IS NULL
     WHERE r.status IN ${live} GROUP BY r.id, n.night HAVING count(l.id) <> 1`,
  ],
  [
    'a room line lies outside the nights of its reservation',
    `SELECT r.confirmation_no, r.arrival, r.departure, l.night FROM reservation.reservation_line_items l
     JOIN reservation.reservations r ON r.id = l.reservation_id
     WHERE l.kind = 'room' AND l.deleted_at IS NULL AND r.status IN ${live} AND NOT (l.night >= r.arrival AND l.night < r.departure)`,
  ],
  [
    'a room line to come is of another type than its reservation, though one unit is promised for all of it',
    `SELECT r.confirmation_no, l.night FROM reservation.reservation_line_items l
     JOIN reservation.reservations r ON r.id = l.reservation_id
     WHERE l.kind = 'room' AND l.deleted_at IS NULL AND r.status IN ('confirmed', 'checked_in') AND l.unit_type_id <> r.unit_type_id
       AND l.night >= $1::date
       AND (SELECT count(*) FROM reservation.unit_assignments a WHERE a.reservation_id = r.id AND ${promise} AND upper(a.stay) > $1::date) < 2`,
  ],
  [
    'a promised unit is of another type than what was sold for the night',
    `SELECT r.confirmation_no, r.status, u.number, l.night FROM reservation.unit_assignments a
     JOIN reservation.reservations r ON r.id = a.reservation_id
     JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
     JOIN reservation.reservation_line_items l ON l.reservation_id = r.id AND l.kind = 'room' AND l.deleted_at IS NULL AND a.stay @> l.night
     WHERE ${promise} AND l.night >= $1::date AND u.unit_type_id <> l.unit_type_id`,
  ],
  [
    'a quote was taken up twice, or for no reservation',
    `SELECT q.quote_no, count(*) FROM reservation.quotes q LEFT JOIN reservation.reservations r ON r.id = q.converted_reservation_id
     WHERE q.status = 'converted' GROUP BY q.property_id, q.quote_no HAVING count(*) > 1 OR count(r.id) <> count(*)`,
  ],
  [
    'an offer stands beside one that was taken up',
    `SELECT q.quote_no, q.status FROM reservation.quotes q JOIN reservation.quotes t ON t.quote_no = q.quote_no AND t.property_id = q.property_id
     WHERE t.status = 'converted' AND q.status IN ('draft', 'sent')`,
  ],
  [
    'a reservation was made of a quote at another price',
    `SELECT q.quote_no, r.confirmation_no, r.total FROM reservation.quotes q JOIN reservation.reservations r ON r.id = q.converted_reservation_id
     WHERE r.status IN ('confirmed', 'tentative', 'waitlisted') AND r.arrival = q.arrival AND r.departure = q.departure
       AND r.unit_type_id = q.unit_type_id AND r.rate_strategy_id = q.rate_strategy_id
       AND r.total <> (SELECT sum((l ->> 'rate')::numeric) FROM jsonb_array_elements(q.lines) AS l)
       AND NOT EXISTS (SELECT FROM sync.command_results c WHERE c.name = 'v1.reservation.modify' AND c.outcome <> 'refused')`,
  ],
  [
    'a wait ended in no reservation, or in one though it goes on',
    `SELECT w.id, w.status, w.reservation_id FROM reservation.waitlist_entries w LEFT JOIN reservation.reservations r ON r.id = w.reservation_id
     WHERE (w.status = 'fulfilled') <> (r.id IS NOT NULL)`,
  ],
  [
    'a loyalty number is of two guests',
    `SELECT program, number, count(*) FROM guest.loyalty_memberships WHERE deleted_at IS NULL
     GROUP BY property_id, program, number HAVING count(*) > 1`,
  ],
  [
    'something is still of a guest who was merged into another',
    `SELECT g.id, g.full_name FROM guest.profiles g WHERE g.merged_into_id IS NOT NULL AND (
       EXISTS (SELECT FROM reservation.reservations r WHERE r.profile_id = g.id AND r.hot) OR EXISTS (SELECT FROM guest.stays s WHERE s.profile_id = g.id)
       OR EXISTS (SELECT FROM reservation.waitlist_entries w WHERE w.profile_id = g.id)
       OR EXISTS (SELECT FROM guest.loyalty_memberships m WHERE m.profile_id = g.id AND m.deleted_at IS NULL))`,
  ],
  [
    'a guest who was walked is nowhere, or one who was not is elsewhere',
    `SELECT confirmation_no, status, walked_to FROM reservation.reservations WHERE (status = 'walked') <> (walked_to IS NOT NULL)`,
  ],
  [
    'a type is sold beyond its units in silence',
    `SELECT t.code, l.night, count(*) AS sold, string_agg(r.confirmation_no || ' ' || r.status, ', ') AS whom FROM reservation.reservation_line_items l
     JOIN reservation.reservations r ON r.id = l.reservation_id
     JOIN property_mgmt.unit_types t ON t.id = l.unit_type_id
     WHERE l.kind = 'room' AND l.deleted_at IS NULL AND l.night >= $1::date AND r.status IN ('confirmed', 'tentative', 'checked_in')
     GROUP BY t.id, l.night
     HAVING count(*) > (SELECT count(*) FROM property_mgmt.inventory_units u WHERE u.unit_type_id = t.id AND u.deleted_at IS NULL)
       AND NOT EXISTS (SELECT FROM sync.resolutions e WHERE e.reason IN ('type_oversold', 'extended_oversold') AND e.facts ->> 'unitType' = t.name)`,
  ],
]

/** Open entries that say how the world is: the condition under which each is still true. */
const entryHolds: readonly (readonly [reasons: string, holds: string])[] = [
  [
    `'oversold_move_now'`,
    `EXISTS (SELECT FROM guest.stays s JOIN guest.stays o ON o.unit_id = s.unit_id AND o.id <> s.id AND o.status = 'in_house'
       WHERE s.reservation_id = e.reservation_id AND s.unit_id = e.unit_id AND ${inHouse})`,
  ],
  [
    `'re_roomed', 'upgraded'`,
    `(e.facts ->> 'newUnit' IS NULL AND r.status <> 'checked_in' OR EXISTS (
       SELECT FROM reservation.unit_assignments a JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
       WHERE a.reservation_id = r.id AND ${promise} AND u.number = e.facts ->> 'newUnit')) AND (r.status IN ('confirmed', 'tentative')
       OR r.status = 'checked_in' AND NOT EXISTS (SELECT FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
         WHERE s.reservation_id = r.id AND ${inHouse} AND u.number = e.facts ->> 'newUnit'))`,
  ],
  [
    `'unit_lost_unassigned'`,
    `r.status IN ('confirmed', 'tentative', 'waitlisted') AND (
       SELECT range_agg(a.stay) FROM reservation.unit_assignments a WHERE a.reservation_id = r.id AND ${promise}) IS DISTINCT FROM ${allNights}`,
  ],
  [
    `'assigned_twice'`,
    `r.status IN ('confirmed', 'tentative') AND EXISTS (
       SELECT FROM reservation.unit_assignments a JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
       WHERE a.reservation_id = r.id AND ${promise} AND u.number = e.facts ->> 'unit')`,
  ],
  [
    `'moved_twice'`,
    `EXISTS (SELECT FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
       WHERE s.reservation_id = e.reservation_id AND u.number = e.facts ->> 'unit' AND ${inHouse})`,
  ],
  [`'waitlisted'`, `r.status = 'waitlisted'`],
  [
    `'not_ready_occupied', 'out_of_order_occupied'`,
    `EXISTS (SELECT FROM guest.stays s WHERE s.reservation_id = e.reservation_id AND s.unit_id = e.unit_id AND ${inHouse})`,
  ],
  [`'stay_dates_differ'`, `r.status = 'checked_in'`],
  [
    `'checked_in_elsewhere'`,
    `EXISTS (SELECT FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
       WHERE s.reservation_id = e.reservation_id AND u.number = e.facts ->> 'otherUnit' AND ${inHouse})`,
  ],
]

const entries = entryHolds.map(([reasons, holds]): readonly [string, string] => [
  'an open entry is no longer true',
  `SELECT e.id, e.reason, e.facts, r.status FROM sync.resolutions e LEFT JOIN reservation.reservations r ON r.id = e.reservation_id
   WHERE e.status = 'open' AND e.reason IN (${reasons}) AND NOT (${holds})`,
])

export const worldTruths: readonly (readonly [string, string])[] = [...facts, ...entries]
