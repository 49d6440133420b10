-- Channels: the online agencies and systems that sell for the property, what their codes mean here, and what they sent.
-- Their credentials stand in a table of the centre's own (sql/central): no terminal has a place for them.

CREATE SCHEMA IF NOT EXISTS channel;

CREATE TYPE channel.channel_kind AS ENUM ('ota', 'gds', 'metasearch', 'wholesale', 'booking_engine');
CREATE TYPE channel.protocol AS ENUM ('alpinebits', 'ota_xml', 'json');
CREATE TYPE channel.connection_status AS ENUM ('setup', 'active', 'paused', 'retired');
CREATE TYPE channel.message_type AS ENUM ('new', 'modification', 'cancellation');
CREATE TYPE channel.booking_status AS ENUM ('received', 'imported', 'acknowledged', 'mapping_error', 'duplicate_ignored', 'oversold');
CREATE TYPE channel.sync_direction AS ENUM ('inbound', 'outbound');
CREATE TYPE channel.sync_kind AS ENUM ('availability', 'rates', 'booking', 'acknowledgement', 'ping');
CREATE TYPE channel.sync_outcome AS ENUM ('ok', 'partial', 'failed');

CREATE TABLE channel.channel_connections (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{2,24}$'),
  name text NOT NULL CHECK (name <> ''),
  kind channel.channel_kind NOT NULL,
  protocol channel.protocol NOT NULL,
  endpoint text NOT NULL CHECK (endpoint ~ '^https://'),
  -- What the channel calls this property.
  external_property_code text NOT NULL CHECK (external_property_code <> ''),
  status channel.connection_status NOT NULL DEFAULT 'setup',
  commission_pct shared.percentage NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT channel_connections_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- One product of the channel: its room code with its rate code is one of our rates of one of our unit types.
CREATE TABLE channel.channel_mappings (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  connection_id uuid NOT NULL REFERENCES channel.channel_connections (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- property_mgmt.unit_types and property_mgmt.rate_strategies: another context, no foreign keys.
  unit_type_id uuid NOT NULL,
  rate_strategy_id uuid NOT NULL,
  external_unit_code text NOT NULL CHECK (external_unit_code <> ''),
  -- Empty where the channel sells rooms without rates.
  external_rate_code text NOT NULL DEFAULT '',
  external_name text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT channel_mappings_external_key EXCLUDE USING btree (connection_id WITH =, external_unit_code WITH =, external_rate_code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT channel_mappings_product_key EXCLUDE USING btree (connection_id WITH =, unit_type_id WITH =, rate_strategy_id WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- One version of one booking as the channel sent it.
CREATE TABLE channel.channel_bookings (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  connection_id uuid NOT NULL REFERENCES channel.channel_connections (id) DEFERRABLE INITIALLY IMMEDIATE,
  external_id text NOT NULL CHECK (external_id <> ''),
  -- Counts the channel's own changes; `version` is ours.
  external_version integer NOT NULL DEFAULT 1 CHECK (external_version > 0),
  message_type channel.message_type NOT NULL,
  -- The message as it came. It stays at the centre: what a desk needs of it stands in the columns below.
  raw jsonb NOT NULL DEFAULT '{}',
  guest_name text NOT NULL DEFAULT '',
  arrival date,
  departure date,
  total shared.amount,
  currency shared.currency_code,
  status channel.booking_status NOT NULL DEFAULT 'received',
  -- reservation.reservations, another context: no foreign key.
  reservation_id uuid,
  received_at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  -- Why it could not be taken as it came, and what a person decided.
  problem text CHECK (problem <> ''),
  resolution text CHECK (resolution <> ''),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT channel_bookings_version_key UNIQUE (connection_id, external_id, external_version) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT channel_bookings_dates CHECK (departure >= arrival),
  CONSTRAINT channel_bookings_money CHECK ((total IS NULL) = (currency IS NULL)),
  CONSTRAINT channel_bookings_problem CHECK (status NOT IN ('mapping_error', 'duplicate_ignored', 'oversold') OR problem IS NOT NULL),
  CONSTRAINT channel_bookings_imported CHECK (
    status NOT IN ('imported', 'acknowledged') OR reservation_id IS NOT NULL AND (problem IS NULL OR resolution IS NOT NULL)),
  CONSTRAINT channel_bookings_acknowledged CHECK ((status = 'acknowledged') = (acknowledged_at IS NOT NULL))
);

-- Every exchange with a channel. Neither credentials nor guests stand here.
CREATE TABLE channel.sync_log (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  connection_id uuid NOT NULL REFERENCES channel.channel_connections (id) DEFERRABLE INITIALLY IMMEDIATE,
  direction channel.sync_direction NOT NULL,
  kind channel.sync_kind NOT NULL,
  outcome channel.sync_outcome NOT NULL,
  -- The channel's own name of the message, to ask it about.
  message_id text NOT NULL DEFAULT '',
  channel_booking_id uuid REFERENCES channel.channel_bookings (id) DEFERRABLE INITIALLY IMMEDIATE,
  items integer NOT NULL DEFAULT 0 CHECK (items >= 0),
  duration_ms integer NOT NULL CHECK (duration_ms >= 0),
  problem text CHECK (problem <> ''),
  occurred_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT sync_log_problem CHECK ((outcome = 'ok') = (problem IS NULL))
);

CREATE INDEX channel_mappings_property_idx ON channel.channel_mappings (property_id);
CREATE INDEX channel_mappings_type_idx ON channel.channel_mappings (unit_type_id);
CREATE INDEX channel_mappings_rate_idx ON channel.channel_mappings (rate_strategy_id);
CREATE INDEX channel_bookings_to_do_idx ON channel.channel_bookings (property_id, received_at)
  WHERE status IN ('received', 'mapping_error', 'oversold') AND deleted_at IS NULL;
CREATE INDEX channel_bookings_reservation_idx ON channel.channel_bookings (reservation_id);
CREATE INDEX channel_bookings_hot_idx ON channel.channel_bookings (property_id) WHERE hot;
CREATE INDEX sync_log_connection_idx ON channel.sync_log (connection_id, occurred_at DESC);
CREATE INDEX sync_log_booking_idx ON channel.sync_log (channel_booking_id) WHERE channel_booking_id IS NOT NULL;
CREATE INDEX sync_log_hot_idx ON channel.sync_log (property_id) WHERE hot;

CREATE TRIGGER guard_connection_status BEFORE UPDATE OF status ON channel.channel_connections
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'setup>active,retired', 'active>paused,retired', 'paused>active,retired');
CREATE TRIGGER guard_channel_booking_status BEFORE UPDATE OF status ON channel.channel_bookings
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'received>imported,mapping_error,duplicate_ignored,oversold', 'imported>acknowledged', 'mapping_error>imported',
  'duplicate_ignored>imported', 'oversold>imported');

-- A person's decision takes a booking out of trouble; the trouble is not forgotten for it.
CREATE FUNCTION channel.keep_problem() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'booking % had a problem: it stays written', OLD.external_id USING ERRCODE = 'ST003';
END $$;
CREATE TRIGGER guard_problem BEFORE UPDATE OF problem ON channel.channel_bookings
FOR EACH ROW WHEN (OLD.problem IS NOT NULL AND NEW.problem IS NULL) EXECUTE FUNCTION channel.keep_problem();

-- Only `hot` may change in what is append-only: the centre's daily job clears it.
CREATE TRIGGER append_only_update BEFORE UPDATE ON channel.sync_log
FOR EACH ROW WHEN (to_jsonb(OLD) - 'hot' IS DISTINCT FROM to_jsonb(NEW) - 'hot') EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER append_only_delete BEFORE DELETE ON channel.sync_log
FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();

SELECT shared.stamp_tables_of('channel');

-- Whether a channel still talks to us, and what of it waits for a person.
CREATE VIEW channel.v_connection_health WITH (security_invoker = true) AS
SELECT c.property_id, c.id AS connection_id, c.code, c.name, c.status,
  (SELECT max(l.occurred_at) FROM channel.sync_log l WHERE l.connection_id = c.id AND l.outcome = 'ok') AS last_ok_at,
  (SELECT max(l.occurred_at) FROM channel.sync_log l WHERE l.connection_id = c.id AND l.outcome = 'failed') AS last_failed_at,
  count(b.id) FILTER (WHERE b.status = 'received') AS waiting,
  count(b.id) FILTER (WHERE b.status IN ('mapping_error', 'oversold')) AS to_resolve
FROM channel.channel_connections c
LEFT JOIN channel.channel_bookings b ON b.connection_id = c.id AND b.status IN ('received', 'mapping_error', 'oversold') AND b.deleted_at IS NULL
WHERE c.deleted_at IS NULL
GROUP BY c.property_id, c.id, c.code, c.name, c.status;
