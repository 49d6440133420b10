-- What a terminal that was locked out had not sent yet: kept for a person to read, judged by nobody.
CREATE TABLE sync.quarantined_commands (
  terminal_id uuid NOT NULL REFERENCES sync.terminals (id),
  -- Of the command, as that terminal calls it: nothing here is believed.
  id uuid NOT NULL,
  body jsonb NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (terminal_id, id)
);

-- It handed over what it had, and was told to wipe itself. Once.
ALTER TABLE sync.terminals ADD COLUMN quarantined_at timestamptz CHECK (quarantined_at IS NULL OR revoked_at IS NOT NULL);
