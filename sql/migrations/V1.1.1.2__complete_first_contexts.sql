-- What the first five contexts still lacked: blocks by date, who else travels, who waits, what was found; a guard for every status;
-- figures that stay right for past nights and whole months.

CREATE TYPE property_mgmt.unit_block_status AS ENUM ('planned', 'active', 'ended', 'cancelled');
CREATE TYPE operations.lost_found_status AS ENUM ('registered', 'claimed', 'returned', 'handed_over', 'disposed');
CREATE TYPE reservation.waitlist_status AS ENUM ('waiting', 'offered', 'fulfilled', 'expired', 'cancelled');
CREATE TYPE reservation.guest_role AS ENUM ('primary', 'accompanying', 'child');

-- May be called again where tables were added: what is stamped already stays as it is.
CREATE OR REPLACE FUNCTION shared.stamp_tables_of(target_schema text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  target record;
BEGIN
  FOR target IN
    SELECT c.relname FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = target_schema
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'updated_at'
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER stamp_updated_at BEFORE UPDATE ON %I.%I FOR EACH ROW EXECUTE FUNCTION shared.set_updated_at()',
      target_schema, target.relname);
    EXECUTE format('CREATE OR REPLACE TRIGGER stamp_version BEFORE UPDATE ON %I.%I FOR EACH ROW EXECUTE FUNCTION shared.bump_version()',
      target_schema, target.relname);
  END LOOP;
END $$;

-- Tables ------------------------------------------------------------------------------------

-- Which nights a unit is, was or will be blocked. `inventory_units.block_status` says how it is now; figures of past nights read this.
CREATE TABLE property_mgmt.unit_blocks (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL REFERENCES property_mgmt.properties (id) DEFERRABLE INITIALLY IMMEDIATE,
  hot boolean NOT NULL DEFAULT true,
  unit_id uuid NOT NULL REFERENCES property_mgmt.inventory_units (id) DEFERRABLE INITIALLY IMMEDIATE,
  kind property_mgmt.block_status NOT NULL CHECK (kind <> 'none'),
  status property_mgmt.unit_block_status NOT NULL DEFAULT 'planned',
  -- Nights; without an end until further notice. What has ended keeps the nights that it took.
  dates daterange NOT NULL CHECK (NOT isempty(dates) AND NOT lower_inf(dates)),
  reason text NOT NULL CHECK (reason <> ''),
  return_status property_mgmt.housekeeping_status NOT NULL DEFAULT 'dirty',
  -- operations.maintenance_requests, another context: no foreign key.
  maintenance_request_id uuid,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT unit_blocks_ended CHECK (status <> 'ended' OR NOT upper_inf(dates)),
  CONSTRAINT unit_blocks_one_at_a_time EXCLUDE USING gist (unit_id WITH =, dates WITH &&)
    WHERE (status IN ('planned', 'active') AND deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE
);

-- Everybody who sleeps there, with what the law of the country asks to be registered in their profile.
CREATE TABLE reservation.reservation_guests (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  reservation_id uuid NOT NULL REFERENCES reservation.reservations (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- guest.profiles, another context: no foreign key.
  profile_id uuid NOT NULL,
  role reservation.guest_role NOT NULL DEFAULT 'accompanying',
  -- When the registration card was signed.
  registered_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT reservation_guests_pair_key EXCLUDE USING btree (reservation_id WITH =, profile_id WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT reservation_guests_one_primary EXCLUDE USING btree (reservation_id WITH =)
    WHERE (role = 'primary' AND deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE
);

-- Who would come if there were room. A reservation that lost its unit waits here too, by its own id.
CREATE TABLE reservation.waitlist_entries (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  profile_id uuid NOT NULL,
  unit_type_id uuid NOT NULL,
  arrival date NOT NULL,
  departure date NOT NULL,
  nights integer GENERATED ALWAYS AS (departure - arrival) STORED,
  guests smallint NOT NULL DEFAULT 1 CHECK (guests > 0),
  -- The higher is called first; among equals the one who has waited longest.
  priority smallint NOT NULL DEFAULT 0,
  status reservation.waitlist_status NOT NULL DEFAULT 'waiting',
  requested_at timestamptz NOT NULL,
  offered_at timestamptz,
  reservation_id uuid REFERENCES reservation.reservations (id) DEFERRABLE INITIALLY IMMEDIATE,
  notes text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT waitlist_entries_dates CHECK (departure >= arrival),
  CONSTRAINT waitlist_entries_fulfilled CHECK (status <> 'fulfilled' OR reservation_id IS NOT NULL)
);

CREATE TABLE operations.lost_found_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  unit_id uuid,
  stay_id uuid,
  description text NOT NULL CHECK (description <> ''),
  found_at timestamptz NOT NULL,
  found_by uuid REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  found_in text NOT NULL DEFAULT '',
  kept_in text NOT NULL DEFAULT '',
  status operations.lost_found_status NOT NULL DEFAULT 'registered',
  -- To whom it went, by what proof; or how it was disposed of.
  outcome text,
  closed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT lost_found_items_closed CHECK (
    (status IN ('returned', 'handed_over', 'disposed')) = (closed_at IS NOT NULL AND outcome IS NOT NULL))
);

ALTER TABLE reservation.quotes ADD COLUMN nights integer GENERATED ALWAYS AS (departure - arrival) STORED;
ALTER TABLE reservation.quotes ADD COLUMN hot boolean NOT NULL DEFAULT true;
ALTER TABLE operations.staff_shifts ADD COLUMN hot boolean NOT NULL DEFAULT true;
ALTER TABLE operations.staff_shifts ADD COLUMN worked_minutes integer GENERATED ALWAYS AS (
  greatest(0, (extract(epoch FROM (actual_end - actual_start)) / 60)::integer - break_minutes)) STORED;

-- How somebody proves who they are: bcrypt, never the secret itself.
ALTER TABLE shared.users ADD CONSTRAINT users_password_hash CHECK (password_hash ~ '^\$2[aby]\$\d\d\$.{53}$');
ALTER TABLE shared.users ADD CONSTRAINT users_pin_hash CHECK (pin_hash ~ '^\$2[aby]\$\d\d\$.{53}$');

-- Indexes -----------------------------------------------------------------------------------

CREATE INDEX unit_blocks_hot_idx ON property_mgmt.unit_blocks (property_id) WHERE hot;
CREATE INDEX unit_blocks_unit_idx ON property_mgmt.unit_blocks (unit_id);
CREATE INDEX unit_blocks_maintenance_idx ON property_mgmt.unit_blocks (maintenance_request_id) WHERE maintenance_request_id IS NOT NULL;
CREATE INDEX reservation_guests_hot_idx ON reservation.reservation_guests (property_id) WHERE hot;
CREATE INDEX reservation_guests_profile_idx ON reservation.reservation_guests (profile_id);
CREATE INDEX waitlist_entries_hot_idx ON reservation.waitlist_entries (property_id) WHERE hot;
CREATE INDEX waitlist_entries_profile_idx ON reservation.waitlist_entries (profile_id);
CREATE INDEX waitlist_entries_type_idx ON reservation.waitlist_entries (unit_type_id, arrival);
CREATE INDEX waitlist_entries_reservation_idx ON reservation.waitlist_entries (reservation_id) WHERE reservation_id IS NOT NULL;
CREATE INDEX lost_found_items_hot_idx ON operations.lost_found_items (property_id) WHERE hot;
CREATE INDEX lost_found_items_unit_idx ON operations.lost_found_items (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX lost_found_items_stay_idx ON operations.lost_found_items (stay_id) WHERE stay_id IS NOT NULL;
CREATE INDEX lost_found_items_finder_idx ON operations.lost_found_items (found_by);
CREATE INDEX quotes_hot_idx ON reservation.quotes (property_id) WHERE hot;
CREATE INDEX staff_shifts_hot_idx ON operations.staff_shifts (property_id) WHERE hot;
CREATE INDEX feedback_hot_idx ON guest.feedback (property_id) WHERE hot;
-- The scope of a shape is every row of a property, verified ones too, in no order.
DROP INDEX operations.corrective_actions_property_idx;
DROP INDEX operations.incident_reports_property_idx;
DROP INDEX operations.training_enrollments_property_idx;
CREATE INDEX corrective_actions_property_idx ON operations.corrective_actions (property_id);
CREATE INDEX incident_reports_property_idx ON operations.incident_reports (property_id);
CREATE INDEX training_enrollments_property_idx ON operations.training_enrollments (property_id);

-- No question asks for these; each costs every write, and a terminal the time to build it at first load.
DROP INDEX shared.users_status_idx;
DROP INDEX property_mgmt.inventory_units_ready_idx;
DROP INDEX property_mgmt.inventory_units_features_idx;
DROP INDEX guest.profiles_property_idx;
DROP INDEX guest.profiles_email_idx;
DROP INDEX guest.profiles_preferences_idx;
DROP INDEX guest.feedback_ratings_idx;
DROP INDEX operations.staff_department_idx;
DROP INDEX operations.incident_reports_parties_idx;
DROP INDEX operations.service_requests_open_idx;
DROP INDEX operations.maintenance_requests_open_idx;

-- Guards ------------------------------------------------------------------------------------

CREATE TRIGGER guard_user_status BEFORE UPDATE OF status ON shared.users
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'invited>active,disabled', 'active>locked,disabled', 'locked>active,disabled', 'disabled>active');
CREATE TRIGGER guard_occupancy_status BEFORE UPDATE OF occupancy_status ON property_mgmt.inventory_units
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('occupancy_status', 'vacant>occupied', 'occupied>vacant');
CREATE TRIGGER guard_block_status BEFORE UPDATE OF block_status ON property_mgmt.inventory_units
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('block_status',
  'none>out_of_order,out_of_service,house_use', 'out_of_order>none', 'out_of_service>none', 'house_use>none');
CREATE TRIGGER guard_unit_block_status BEFORE UPDATE OF status ON property_mgmt.unit_blocks
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'planned>active,cancelled', 'active>ended');
CREATE TRIGGER guard_staff_status BEFORE UPDATE OF status ON operations.staff
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'active>on_leave,left', 'on_leave>active,left', 'left>active');
CREATE TRIGGER guard_enrollment_status BEFORE UPDATE OF status ON operations.training_enrollments
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'enrolled>in_progress', 'in_progress>passed,failed', 'failed>in_progress', 'passed>expired', 'expired>in_progress');
CREATE TRIGGER guard_lost_found_status BEFORE UPDATE OF status ON operations.lost_found_items
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'registered>claimed,returned,handed_over,disposed', 'claimed>registered,returned,handed_over');
CREATE TRIGGER guard_waitlist_status BEFORE UPDATE OF status ON reservation.waitlist_entries
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'waiting>offered,fulfilled,expired,cancelled', 'offered>waiting,fulfilled,expired,cancelled');

CREATE TRIGGER guard_resolution_status BEFORE UPDATE OF status ON sync.resolutions
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'open>resolved');

SELECT shared.stamp_tables_of('property_mgmt'), shared.stamp_tables_of('operations'), shared.stamp_tables_of('reservation');
