-- Who may do what in which property. The centre alone writes it; terminals hold their property's rows, so that people sign in and are
-- judged while the line is down. shared.users itself never leaves the centre.

CREATE TABLE shared.user_property_roles (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  -- property_mgmt.properties, another context: no foreign key.
  property_id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- A row of shared/domains/access/permissions.ts. Another role is another row: this one ends.
  role shared.user_role NOT NULL CHECK (role <> 'system'),
  -- Copies of what the user is called and reads, for the list of names at sign-in.
  display_name text NOT NULL CHECK (display_name <> ''),
  locale shared.language_code NOT NULL DEFAULT 'en',
  -- bcrypt of HMAC(the property's pepper, PIN): of no use without the pepper, which lies in keyrings only. It leaves with the role.
  pin_hash text CHECK (pin_hash ~ '^\$2[aby]\$\d\d\$.{53}$'),
  granted_at timestamptz NOT NULL DEFAULT shared.command_time(),
  -- Kept for good: what was done before is judged by the role of then.
  ended_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT user_property_roles_ended CHECK (ended_at IS NULL OR ended_at >= granted_at AND pin_hash IS NULL),
  CONSTRAINT user_property_roles_one_at_a_time EXCLUDE USING btree (property_id WITH =, user_id WITH =)
    WHERE (ended_at IS NULL AND deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX user_property_roles_user_idx ON shared.user_property_roles (user_id, property_id);

CREATE TRIGGER stamp_updated_at BEFORE UPDATE ON shared.user_property_roles
  FOR EACH ROW EXECUTE FUNCTION shared.set_updated_at();
CREATE TRIGGER stamp_version BEFORE UPDATE ON shared.user_property_roles
  FOR EACH ROW EXECUTE FUNCTION shared.bump_version();
