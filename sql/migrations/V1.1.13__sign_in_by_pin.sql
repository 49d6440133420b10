-- People sign in at a terminal by name and PIN, with the line down too. Head office says how long a screen stays open without anybody, and how
-- long a terminal lets people in that has not heard from the centre.

ALTER TABLE property_mgmt.properties
  ADD COLUMN lock_after_minutes smallint NOT NULL DEFAULT 5 CHECK (lock_after_minutes BETWEEN 1 AND 480),
  -- Null: for ever.
  ADD COLUMN offline_sign_in_hours smallint DEFAULT 72 CHECK (offline_sign_in_hours > 0);

-- Of two new PINs of one person the later holds.
ALTER TABLE shared.user_property_roles ADD COLUMN pin_set_at timestamptz;

-- A terminal lets somebody in no more for a while, after wrong PINs in a row. It counts for itself; these rows tell of it, and let go.
CREATE TABLE shared.sign_in_lock_outs (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  -- property_mgmt.properties, another context: no foreign key.
  property_id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  terminal_id uuid NOT NULL,
  attempts integer NOT NULL CHECK (attempts > 0),
  locked_at timestamptz NOT NULL DEFAULT shared.command_time(),
  released_at timestamptz,
  released_by uuid,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT sign_in_lock_outs_released CHECK ((released_at IS NULL) = (released_by IS NULL))
);

CREATE INDEX sign_in_lock_outs_user_idx ON shared.sign_in_lock_outs (user_id, property_id, locked_at);
CREATE INDEX sign_in_lock_outs_property_idx ON shared.sign_in_lock_outs (property_id);
CREATE INDEX sign_in_lock_outs_terminal_idx ON shared.sign_in_lock_outs (terminal_id);

CREATE TRIGGER stamp_updated_at BEFORE UPDATE ON shared.sign_in_lock_outs
  FOR EACH ROW EXECUTE FUNCTION shared.set_updated_at();
CREATE TRIGGER stamp_version BEFORE UPDATE ON shared.sign_in_lock_outs
  FOR EACH ROW EXECUTE FUNCTION shared.bump_version();
