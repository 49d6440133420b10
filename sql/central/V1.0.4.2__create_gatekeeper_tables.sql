-- What the centre alone keeps: which terminals exist, how one becomes one, and every command as it arrived.

CREATE TYPE sync.terminal_role AS ENUM ('desk', 'housekeeping', 'outlet', 'head_office');

CREATE TABLE sync.terminals (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  name text NOT NULL CHECK (name <> ''),
  role sync.terminal_role NOT NULL,
  -- The scope. Commands are given for the first.
  property_ids uuid[] NOT NULL CHECK (cardinality(property_ids) > 0),
  -- Begins every number that is issued there.
  prefix text NOT NULL CHECK (prefix ~ '^[A-Z0-9]{2}$'),
  actor uuid NOT NULL REFERENCES shared.users (id),
  -- The x of its Ed25519 JWK.
  public_key text NOT NULL,
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  UNIQUE (prefix)
);

CREATE TABLE sync.enrolment_codes (
  -- SHA-256 of the code, hex: the code itself is shown once and kept nowhere.
  code_hash text PRIMARY KEY CHECK (code_hash ~ '^[0-9a-f]{64}$'),
  name text NOT NULL,
  role sync.terminal_role NOT NULL,
  property_ids uuid[] NOT NULL CHECK (cardinality(property_ids) > 0),
  actor uuid NOT NULL REFERENCES shared.users (id),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  terminal_id uuid REFERENCES sync.terminals (id)
);

-- Every command as its terminal sent it, whatever became of it.
CREATE TABLE sync.commands (
  id uuid PRIMARY KEY,
  property_id uuid NOT NULL,
  terminal_id uuid NOT NULL,
  incarnation integer NOT NULL,
  seq bigint NOT NULL,
  body jsonb NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT commands_number_key UNIQUE (terminal_id, incarnation, seq)
);
CREATE INDEX commands_property_idx ON sync.commands (property_id, received_at);

-- No rows here: at the centre nothing is pending. Terminals have a view of the same name.
CREATE VIEW sync.pending_rows WITH (security_invoker = true) AS
SELECT NULL::text AS table_name, NULL::uuid AS row_id, NULL::uuid AS command_id WHERE false;
