-- What opens a channel's door. The centre alone talks to channels: this is in no publication, and no role that serves requests reads it.

CREATE TABLE channel.connection_credentials (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  connection_id uuid NOT NULL REFERENCES channel.channel_connections (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- shared.encrypt_pii under the property's data key: a JSON object as the channel's protocol wants it.
  credentials_enc bytea NOT NULL,
  rotated_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT connection_credentials_connection_key EXCLUDE USING btree (connection_id WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX connection_credentials_property_idx ON channel.connection_credentials (property_id);

CREATE TRIGGER stamp_updated_at BEFORE UPDATE ON channel.connection_credentials
FOR EACH ROW EXECUTE FUNCTION shared.set_updated_at();
CREATE TRIGGER stamp_version BEFORE UPDATE ON channel.connection_credentials
FOR EACH ROW EXECUTE FUNCTION shared.bump_version();
