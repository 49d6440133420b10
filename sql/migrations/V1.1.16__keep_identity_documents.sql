-- What a desk may show of an identity document without its key, and who has uncovered the rest.

CREATE TYPE guest.document_type AS ENUM ('passport', 'id_card', 'driving_licence', 'residence_permit', 'other');

ALTER TABLE guest.profiles
  ADD COLUMN document_type guest.document_type,
  ADD COLUMN document_country shared.country_code,
  ADD COLUMN document_expires_on date,
  -- The last characters of a number that is long enough to hide behind them.
  ADD COLUMN document_tail text CHECK (length(document_tail) BETWEEN 1 AND 3),
  ADD COLUMN document_captured_at timestamptz,
  ADD CONSTRAINT profiles_document CHECK (document_type IS NULL OR document_enc IS NOT NULL);

-- Somebody has read what is encrypted. A fact: it is added and never changed.
CREATE TABLE guest.identity_reveals (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  profile_id uuid NOT NULL REFERENCES guest.profiles (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- Empty where the role sees it anyway.
  reason text NOT NULL DEFAULT '',
  revealed_at timestamptz NOT NULL DEFAULT shared.command_time(),
  terminal_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);

CREATE INDEX identity_reveals_profile_idx ON guest.identity_reveals (profile_id, revealed_at DESC);
CREATE INDEX identity_reveals_hot_idx ON guest.identity_reveals (property_id, revealed_at) WHERE hot;
CREATE INDEX identity_reveals_terminal_idx ON guest.identity_reveals (terminal_id);

-- Only `hot` may change in what is append-only: the centre's daily job clears it.
CREATE TRIGGER append_only_update BEFORE UPDATE ON guest.identity_reveals
FOR EACH ROW WHEN (to_jsonb(OLD) - 'hot' IS DISTINCT FROM to_jsonb(NEW) - 'hot') EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER append_only_delete BEFORE DELETE ON guest.identity_reveals
FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();
