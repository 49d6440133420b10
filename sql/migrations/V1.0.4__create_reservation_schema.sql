-- What was promised to whom, for which nights, at which price, in which unit.

CREATE SCHEMA IF NOT EXISTS reservation;

CREATE TYPE reservation.reservation_status AS ENUM (
  'inquiry', 'tentative', 'confirmed', 'waitlisted', 'checked_in', 'checked_out', 'cancelled', 'no_show', 'expired', 'walked'
);
CREATE TYPE reservation.guarantee_type AS ENUM ('none', 'card', 'deposit', 'company', 'channel');
CREATE TYPE reservation.booking_source AS ENUM ('desk', 'phone', 'email', 'walk_in', 'web', 'channel', 'corporate', 'group');
CREATE TYPE reservation.line_kind AS ENUM ('room', 'extra_bed', 'board', 'package', 'fee', 'discount');
CREATE TYPE reservation.quote_status AS ENUM ('draft', 'sent', 'accepted', 'declined', 'expired', 'converted');
CREATE TYPE reservation.policy_anchor AS ENUM ('arrival_date', 'check_in_time');

CREATE TABLE reservation.cancellation_policies (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{2,24}$'),
  name text NOT NULL,
  -- [{"hours_before": n, "pct": 0-100}]: the tier with the smallest offset that the remaining time is under applies.
  tiers jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(tiers) = 'array'),
  no_show_pct shared.percentage NOT NULL DEFAULT 100,
  anchor reservation.policy_anchor NOT NULL DEFAULT 'check_in_time',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT cancellation_policies_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE reservation.reservations (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  confirmation_no text NOT NULL CHECK (confirmation_no <> ''),
  -- guest.profiles, another context: no foreign key.
  profile_id uuid NOT NULL,
  status reservation.reservation_status NOT NULL,
  arrival date NOT NULL,
  departure date NOT NULL,
  nights integer GENERATED ALWAYS AS (departure - arrival) STORED,
  adults smallint NOT NULL DEFAULT 1 CHECK (adults >= 0),
  children smallint NOT NULL DEFAULT 0 CHECK (children >= 0),
  unit_type_id uuid NOT NULL,
  rate_strategy_id uuid NOT NULL,
  -- What was promised: {"code", "meal_plan", "nights": [{"night", "rate", "tax"}]}
  rate_snapshot jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(rate_snapshot) = 'object'),
  policy_snapshot jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(policy_snapshot) = 'object'),
  currency shared.currency_code NOT NULL,
  -- Frozen at booking: the price that was quoted for the whole stay. What is owed is in the lines.
  total shared.amount NOT NULL DEFAULT 0,
  guarantee_type reservation.guarantee_type NOT NULL DEFAULT 'none',
  source reservation.booking_source NOT NULL DEFAULT 'desk',
  -- channel.channel_bookings, another context.
  channel_booking_id uuid,
  vip boolean NOT NULL DEFAULT false,
  group_code text,
  eta time,
  notes text NOT NULL DEFAULT '',
  cancelled_at timestamptz,
  cancel_reason text,
  cancel_fee shared.amount,
  checked_in_at timestamptz,
  checked_out_at timestamptz,
  -- Quirks of an imported row that were kept as they came: {'negative_rate', 'no_guests', ...}
  flags text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT reservations_dates CHECK (departure >= arrival),
  CONSTRAINT reservations_cancelled CHECK (status <> 'cancelled' OR cancelled_at IS NOT NULL),
  CONSTRAINT reservations_confirmation_no_key EXCLUDE USING btree (property_id WITH =, confirmation_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE reservation.reservation_line_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  reservation_id uuid NOT NULL REFERENCES reservation.reservations (id) DEFERRABLE INITIALLY IMMEDIATE,
  night date NOT NULL,
  unit_type_id uuid NOT NULL,
  kind reservation.line_kind NOT NULL DEFAULT 'room',
  rate shared.amount NOT NULL,
  tax shared.amount NOT NULL DEFAULT 0,
  currency shared.currency_code NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT reservation_line_items_night_key EXCLUDE USING btree (reservation_id WITH =, night WITH =, kind WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- Which unit was promised for which nights. Two active promises of one unit cannot overlap, on any database.
-- A guest who is in a unit that was promised to another keeps the stay (guest.stays); the assignment becomes inactive.
CREATE TABLE reservation.unit_assignments (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  reservation_id uuid NOT NULL REFERENCES reservation.reservations (id) DEFERRABLE INITIALLY IMMEDIATE,
  unit_id uuid NOT NULL,
  stay daterange NOT NULL CHECK (NOT isempty(stay) AND NOT lower_inf(stay) AND NOT upper_inf(stay)),
  locked boolean NOT NULL DEFAULT false,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT unit_assignments_no_double_booking EXCLUDE USING gist (unit_id WITH =, stay WITH &&)
    WHERE (active AND deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE reservation.quotes (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  quote_no text NOT NULL CHECK (quote_no <> ''),
  profile_id uuid NOT NULL,
  status reservation.quote_status NOT NULL DEFAULT 'draft',
  valid_until date NOT NULL,
  arrival date NOT NULL,
  departure date NOT NULL,
  unit_type_id uuid NOT NULL,
  rate_strategy_id uuid NOT NULL,
  -- [{"night", "rate", "tax"}]
  lines jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(lines) = 'array'),
  currency shared.currency_code NOT NULL,
  converted_reservation_id uuid REFERENCES reservation.reservations (id) DEFERRABLE INITIALLY IMMEDIATE,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT quotes_dates CHECK (departure >= arrival),
  CONSTRAINT quotes_converted CHECK ((status = 'converted') = (converted_reservation_id IS NOT NULL)),
  CONSTRAINT quotes_quote_no_key EXCLUDE USING btree (property_id WITH =, quote_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX reservations_arrival_idx ON reservation.reservations (property_id, arrival, status) WHERE deleted_at IS NULL;
CREATE INDEX reservations_departure_idx ON reservation.reservations (property_id, departure, status) WHERE deleted_at IS NULL;
CREATE INDEX reservations_in_house_idx ON reservation.reservations (property_id) WHERE status = 'checked_in' AND deleted_at IS NULL;
-- What holds a unit of its type or wants one: a small part of all that was ever booked.
CREATE INDEX reservations_live_idx ON reservation.reservations (property_id, departure, arrival)
  WHERE status IN ('confirmed', 'tentative', 'waitlisted', 'checked_in') AND deleted_at IS NULL;
CREATE INDEX reservations_hot_idx ON reservation.reservations (property_id) WHERE hot;
CREATE INDEX reservations_profile_idx ON reservation.reservations (profile_id, arrival DESC);
CREATE INDEX reservations_type_idx ON reservation.reservations (unit_type_id);
CREATE INDEX reservations_rate_idx ON reservation.reservations (rate_strategy_id);
CREATE INDEX reservations_channel_idx ON reservation.reservations (channel_booking_id) WHERE channel_booking_id IS NOT NULL;
CREATE INDEX reservations_confirmation_trgm_idx ON reservation.reservations USING gin (confirmation_no gin_trgm_ops);
CREATE INDEX reservation_line_items_night_idx ON reservation.reservation_line_items (property_id, night, unit_type_id) WHERE deleted_at IS NULL;
CREATE INDEX reservation_line_items_type_idx ON reservation.reservation_line_items (unit_type_id);
CREATE INDEX reservation_line_items_hot_idx ON reservation.reservation_line_items (property_id) WHERE hot;
CREATE INDEX unit_assignments_reservation_idx ON reservation.unit_assignments (reservation_id) WHERE deleted_at IS NULL;
CREATE INDEX unit_assignments_property_idx ON reservation.unit_assignments (property_id) WHERE hot;
CREATE INDEX quotes_profile_idx ON reservation.quotes (profile_id);
CREATE INDEX quotes_type_idx ON reservation.quotes (unit_type_id);
CREATE INDEX quotes_rate_idx ON reservation.quotes (rate_strategy_id);
CREATE INDEX quotes_converted_idx ON reservation.quotes (converted_reservation_id) WHERE converted_reservation_id IS NOT NULL;

CREATE TRIGGER guard_reservation_status BEFORE UPDATE OF status ON reservation.reservations
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'inquiry>tentative,confirmed,waitlisted,cancelled', 'tentative>confirmed,expired,cancelled',
  'waitlisted>confirmed,expired,cancelled', 'confirmed>checked_in,cancelled,no_show,walked,waitlisted',
  'no_show>checked_in', 'cancelled>confirmed', 'checked_in>checked_out,confirmed', 'checked_out>checked_in');
CREATE TRIGGER guard_quote_status BEFORE UPDATE OF status ON reservation.quotes
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'draft>sent,expired', 'sent>accepted,declined,expired', 'accepted>converted,expired');

SELECT shared.stamp_tables_of('reservation');

-- One row per reservation of a person who is due in on the property's business date.
CREATE VIEW reservation.v_arrivals WITH (security_invoker = true) AS
SELECT r.*, g.full_name, g.vip_level, t.code AS unit_type_code, a.unit_id, u.number AS unit_number,
  u.housekeeping_status, u.occupancy_status, u.block_status
FROM reservation.reservations r
JOIN property_mgmt.v_business_dates d ON d.property_id = r.property_id AND r.arrival = d.business_date
JOIN guest.profiles g ON g.id = r.profile_id
JOIN property_mgmt.unit_types t ON t.id = r.unit_type_id
LEFT JOIN reservation.unit_assignments a
  ON a.reservation_id = r.id AND a.active AND a.deleted_at IS NULL AND a.stay @> r.arrival
LEFT JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
WHERE r.deleted_at IS NULL AND r.status IN ('confirmed', 'tentative', 'waitlisted');

CREATE VIEW reservation.v_in_house WITH (security_invoker = true) AS
SELECT r.*, g.full_name, g.vip_level, t.code AS unit_type_code, s.id AS stay_id, s.unit_id, u.number AS unit_number,
  u.housekeeping_status, d.business_date, r.departure <= d.business_date AS due_out
FROM reservation.reservations r
JOIN property_mgmt.v_business_dates d ON d.property_id = r.property_id
JOIN guest.profiles g ON g.id = r.profile_id
JOIN property_mgmt.unit_types t ON t.id = r.unit_type_id
JOIN guest.stays s ON s.reservation_id = r.id AND s.status = 'in_house' AND s.deleted_at IS NULL
JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
WHERE r.deleted_at IS NULL AND r.status = 'checked_in';

CREATE VIEW reservation.v_departures WITH (security_invoker = true) AS
SELECT * FROM reservation.v_in_house WHERE due_out;

-- Sold and free units per type and night, from the first to the last night of any live reservation.
CREATE VIEW reservation.v_availability WITH (security_invoker = true) AS
SELECT c.property_id, c.unit_type_id, l.night, c.units - c.out_of_order AS capacity, count(l.id) AS sold,
  c.units - c.out_of_order - count(l.id) AS free
FROM (
  SELECT property_id, unit_type_id, count(*) AS units, count(*) FILTER (WHERE block_status = 'out_of_order') AS out_of_order
  FROM property_mgmt.inventory_units WHERE deleted_at IS NULL GROUP BY property_id, unit_type_id
) c
JOIN reservation.reservation_line_items l ON l.unit_type_id = c.unit_type_id AND l.kind = 'room' AND l.deleted_at IS NULL
JOIN reservation.reservations r ON r.id = l.reservation_id AND r.deleted_at IS NULL
  AND r.status IN ('confirmed', 'tentative', 'checked_in', 'checked_out')
GROUP BY c.property_id, c.unit_type_id, l.night, c.units, c.out_of_order;

-- Room revenue per night: occupancy, ADR and RevPAR (USALI). Complimentary rooms are not sold.
CREATE VIEW reservation.v_kpi_per_day WITH (security_invoker = true) AS
SELECT n.property_id, n.night, n.sold, a.units AS available, n.revenue,
  round(n.sold::numeric / nullif(a.units, 0) * 100, 2) AS occupancy_pct,
  round(n.revenue / nullif(n.sold, 0), 2) AS adr,
  round(n.revenue / nullif(a.units, 0), 2) AS revpar
FROM (
  SELECT l.property_id, l.night, count(*) FILTER (WHERE l.rate > 0) AS sold, sum(l.rate) AS revenue
  FROM reservation.reservation_line_items l
  JOIN reservation.reservations r ON r.id = l.reservation_id
  WHERE l.kind = 'room' AND l.deleted_at IS NULL AND r.deleted_at IS NULL AND r.status IN ('confirmed', 'checked_in', 'checked_out')
  GROUP BY l.property_id, l.night
) n
JOIN (
  SELECT u.property_id, count(*) FILTER (WHERE p.ooo_counts_as_available OR u.block_status <> 'out_of_order') AS units
  FROM property_mgmt.inventory_units u JOIN property_mgmt.properties p ON p.id = u.property_id
  WHERE u.deleted_at IS NULL GROUP BY u.property_id
) a ON a.property_id = n.property_id;

-- What stands in which unit when: promises and, where they differ, facts.
CREATE VIEW reservation.v_room_rack WITH (security_invoker = true) AS
SELECT a.property_id, a.unit_id, a.reservation_id, lower(a.stay) AS from_date, upper(a.stay) AS to_date, a.locked,
  r.status, r.confirmation_no, g.full_name
FROM reservation.unit_assignments a
JOIN reservation.reservations r ON r.id = a.reservation_id
JOIN guest.profiles g ON g.id = r.profile_id
WHERE a.active AND a.deleted_at IS NULL AND r.deleted_at IS NULL;
