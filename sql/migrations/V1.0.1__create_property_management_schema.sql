-- Properties, what can be sold in them, and for how much.

CREATE SCHEMA IF NOT EXISTS property_mgmt;

CREATE TYPE property_mgmt.property_type AS ENUM ('city_hotel', 'resort', 'aparthotel', 'hostel', 'guest_house');
CREATE TYPE property_mgmt.tax_mode AS ENUM ('included', 'excluded');
CREATE TYPE property_mgmt.occupancy_status AS ENUM ('vacant', 'occupied');
CREATE TYPE property_mgmt.housekeeping_status AS ENUM ('dirty', 'in_progress', 'clean', 'inspected', 'pickup');
CREATE TYPE property_mgmt.block_status AS ENUM ('none', 'out_of_order', 'out_of_service', 'house_use');
CREATE TYPE property_mgmt.amenity_category AS ENUM ('comfort', 'bathroom', 'kitchen', 'technology', 'accessibility', 'view', 'outdoor');
CREATE TYPE property_mgmt.pricing_mode AS ENUM ('fixed', 'derived');
CREATE TYPE property_mgmt.meal_plan AS ENUM ('room_only', 'bed_breakfast', 'half_board', 'full_board', 'all_inclusive');
CREATE TYPE property_mgmt.adjustment_kind AS ENUM ('factor', 'amount');
CREATE TYPE property_mgmt.photo_owner AS ENUM ('property', 'unit_type', 'unit', 'maintenance_request', 'incident');
CREATE TYPE property_mgmt.business_day_status AS ENUM ('open', 'closed');

CREATE TABLE property_mgmt.properties (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  code text NOT NULL CHECK (code ~ '^[A-Z0-9]{2,8}$'),
  name text NOT NULL CHECK (name <> ''),
  type property_mgmt.property_type NOT NULL,
  address shared.address,
  contact shared.contact_info,
  timezone text NOT NULL,
  currency shared.currency_code NOT NULL,
  check_in_time time NOT NULL DEFAULT '15:00',
  check_out_time time NOT NULL DEFAULT '11:00',
  tax_mode property_mgmt.tax_mode NOT NULL DEFAULT 'included',
  ooo_counts_as_available boolean NOT NULL DEFAULT true,
  requires_inspection boolean NOT NULL DEFAULT false,
  overbooking_pct shared.percentage NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT properties_code_key EXCLUDE USING btree (code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- The business date of a property is its one open day.
CREATE TABLE property_mgmt.business_days (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  business_date date NOT NULL,
  status property_mgmt.business_day_status NOT NULL DEFAULT 'open',
  opened_at timestamptz NOT NULL DEFAULT shared.command_time(),
  closed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT business_days_date_key UNIQUE (property_id, business_date) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT business_days_one_open EXCLUDE USING btree (property_id WITH =) WHERE (status = 'open' AND deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT business_days_closed_at CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);

CREATE TABLE property_mgmt.unit_types (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9]{1,8}$'),
  name text NOT NULL CHECK (name <> ''),
  base_occupancy smallint NOT NULL CHECK (base_occupancy > 0),
  max_occupancy smallint NOT NULL,
  beds text NOT NULL DEFAULT '',
  -- Higher is better; a free upgrade goes to the next higher rank.
  upgrade_rank smallint NOT NULL CHECK (upgrade_rank >= 0),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT unit_types_occupancy CHECK (max_occupancy >= base_occupancy),
  CONSTRAINT unit_types_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE property_mgmt.inventory_units (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  unit_type_id uuid NOT NULL REFERENCES property_mgmt.unit_types (id) DEFERRABLE INITIALLY IMMEDIATE,
  number text NOT NULL CHECK (number <> ''),
  floor text NOT NULL DEFAULT '',
  wing text NOT NULL DEFAULT '',
  occupancy_status property_mgmt.occupancy_status NOT NULL DEFAULT 'vacant',
  housekeeping_status property_mgmt.housekeeping_status NOT NULL DEFAULT 'clean',
  -- When and by which command the status was last set: the later clock wins, a later check-out forces dirty.
  housekeeping_set_at timestamptz NOT NULL DEFAULT shared.command_time(),
  block_status property_mgmt.block_status NOT NULL DEFAULT 'none',
  block_reason text,
  block_until date,
  return_status property_mgmt.housekeeping_status,
  features text[] NOT NULL DEFAULT '{}',
  connecting_unit_id uuid REFERENCES property_mgmt.inventory_units (id) DEFERRABLE INITIALLY IMMEDIATE,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT inventory_units_ooo_vacant CHECK (NOT (block_status = 'out_of_order' AND occupancy_status = 'occupied')),
  CONSTRAINT inventory_units_block_return CHECK (block_status = 'none' OR return_status IS NOT NULL),
  CONSTRAINT inventory_units_number_key EXCLUDE USING btree (property_id WITH =, number WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE property_mgmt.amenities (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9_]{2,24}$'),
  name text NOT NULL,
  category property_mgmt.amenity_category NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT amenities_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE property_mgmt.unit_amenities (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  unit_id uuid NOT NULL REFERENCES property_mgmt.inventory_units (id) DEFERRABLE INITIALLY IMMEDIATE,
  amenity_id uuid NOT NULL REFERENCES property_mgmt.amenities (id) DEFERRABLE INITIALLY IMMEDIATE,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT unit_amenities_pair_key EXCLUDE USING btree (unit_id WITH =, amenity_id WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE property_mgmt.rate_strategies (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  unit_type_id uuid REFERENCES property_mgmt.unit_types (id) DEFERRABLE INITIALLY IMMEDIATE,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{2,24}$'),
  name text NOT NULL,
  base_rate shared.amount NOT NULL CHECK (base_rate >= 0),
  currency shared.currency_code NOT NULL,
  pricing_mode property_mgmt.pricing_mode NOT NULL DEFAULT 'fixed',
  parent_id uuid REFERENCES property_mgmt.rate_strategies (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- For a derived rate: {"kind": "factor"|"amount", "value": number} applied to the parent's price of the night.
  derivation jsonb,
  meal_plan property_mgmt.meal_plan NOT NULL DEFAULT 'room_only',
  -- reservation.cancellation_policies, another context: no foreign key.
  cancellation_policy_id uuid,
  valid daterange NOT NULL DEFAULT '(,)',
  min_rate shared.amount NOT NULL DEFAULT 0 CHECK (min_rate >= 0),
  max_rate shared.amount NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT rate_strategies_bounds CHECK (max_rate >= min_rate),
  CONSTRAINT rate_strategies_derived CHECK ((pricing_mode = 'derived') = (parent_id IS NOT NULL AND derivation IS NOT NULL)),
  CONSTRAINT rate_strategies_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE property_mgmt.seasonal_adjustments (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  rate_strategy_id uuid NOT NULL REFERENCES property_mgmt.rate_strategies (id) DEFERRABLE INITIALLY IMMEDIATE,
  name text NOT NULL,
  dates daterange NOT NULL CHECK (NOT isempty(dates)),
  -- Bit 0 is Monday (ISO day 1), bit 6 is Sunday.
  dow_mask smallint NOT NULL DEFAULT 127 CHECK (dow_mask BETWEEN 1 AND 127),
  kind property_mgmt.adjustment_kind NOT NULL DEFAULT 'factor',
  value numeric NOT NULL,
  priority smallint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT seasonal_adjustments_factor CHECK (kind <> 'factor' OR value > 0)
);

CREATE TABLE property_mgmt.occupancy_modifiers (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  rate_strategy_id uuid NOT NULL REFERENCES property_mgmt.rate_strategies (id) DEFERRABLE INITIALLY IMMEDIATE,
  from_pct shared.percentage NOT NULL,
  to_pct shared.percentage NOT NULL,
  min_lead_days integer NOT NULL DEFAULT 0 CHECK (min_lead_days >= 0),
  max_lead_days integer NOT NULL DEFAULT 9999,
  kind property_mgmt.adjustment_kind NOT NULL DEFAULT 'factor',
  value numeric NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT occupancy_modifiers_band CHECK (to_pct > from_pct AND max_lead_days >= min_lead_days),
  -- Two bands that both match would make a price depend on row order.
  CONSTRAINT occupancy_modifiers_no_overlap EXCLUDE USING gist (
    rate_strategy_id WITH =,
    numrange(from_pct::numeric, to_pct::numeric) WITH &&,
    int4range(min_lead_days, max_lead_days, '[]') WITH &&
  ) WHERE (deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE property_mgmt.photos (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  owner_type property_mgmt.photo_owner NOT NULL,
  owner_id uuid NOT NULL,
  ref text NOT NULL,
  checksum text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
  caption text NOT NULL DEFAULT '',
  sort smallint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);

CREATE INDEX unit_types_rank_idx ON property_mgmt.unit_types (property_id, upgrade_rank) WHERE deleted_at IS NULL;
CREATE INDEX inventory_units_type_idx ON property_mgmt.inventory_units (unit_type_id);
CREATE INDEX inventory_units_ready_idx ON property_mgmt.inventory_units (property_id, housekeeping_status, occupancy_status) WHERE deleted_at IS NULL;
CREATE INDEX inventory_units_connecting_idx ON property_mgmt.inventory_units (connecting_unit_id) WHERE connecting_unit_id IS NOT NULL;
CREATE INDEX inventory_units_features_idx ON property_mgmt.inventory_units USING gin (features);
CREATE INDEX unit_amenities_property_idx ON property_mgmt.unit_amenities (property_id);
CREATE INDEX unit_amenities_amenity_idx ON property_mgmt.unit_amenities (amenity_id);
CREATE INDEX rate_strategies_type_idx ON property_mgmt.rate_strategies (unit_type_id);
CREATE INDEX rate_strategies_parent_idx ON property_mgmt.rate_strategies (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX rate_strategies_policy_idx ON property_mgmt.rate_strategies (cancellation_policy_id);
CREATE INDEX seasonal_adjustments_property_idx ON property_mgmt.seasonal_adjustments (property_id);
CREATE INDEX seasonal_adjustments_strategy_idx ON property_mgmt.seasonal_adjustments (rate_strategy_id, priority) WHERE deleted_at IS NULL;
CREATE INDEX occupancy_modifiers_property_idx ON property_mgmt.occupancy_modifiers (property_id);
CREATE INDEX photos_owner_idx ON property_mgmt.photos (property_id, owner_type, owner_id, sort) WHERE deleted_at IS NULL;

-- Housekeeping only: occupancy and block change by check-in, check-out, move and maintenance.
CREATE TRIGGER guard_housekeeping_status BEFORE UPDATE OF housekeeping_status ON property_mgmt.inventory_units
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('housekeeping_status',
  'dirty>in_progress,clean', 'in_progress>clean,dirty', 'clean>inspected,dirty,pickup',
  'inspected>dirty,pickup', 'pickup>clean,dirty,in_progress');

CREATE TRIGGER guard_business_day_status BEFORE UPDATE OF status ON property_mgmt.business_days
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'open>closed');

SELECT shared.stamp_tables_of('property_mgmt');

CREATE VIEW property_mgmt.v_business_dates WITH (security_invoker = true) AS
SELECT property_id, business_date, opened_at FROM property_mgmt.business_days
WHERE status = 'open' AND deleted_at IS NULL;
