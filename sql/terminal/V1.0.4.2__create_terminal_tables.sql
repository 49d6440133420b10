-- What a terminal alone keeps: the commands that the centre has not confirmed, what they changed here, and its own state.

-- In replay order. Another terminal's commands may stand here too, replayed like our own and pushed by their origin only.
CREATE TABLE sync.outbox (
  id uuid PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  origin uuid NOT NULL,
  incarnation integer NOT NULL,
  seq bigint NOT NULL,
  -- The whole command: shared/protocol/push.ts, queuedCommand.
  body jsonb NOT NULL,
  keys text[] NOT NULL,
  -- The refusal {"code", "facts"} that the last local replay met: a prediction, shown as such.
  predicted jsonb,
  queued_at timestamptz NOT NULL,
  CONSTRAINT outbox_number_key UNIQUE (origin, incarnation, seq)
);

-- Before-images of what pending commands wrote, newest last.
CREATE TABLE sync.undo (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  command_id uuid NOT NULL,
  table_name text NOT NULL, -- 'schema.table'
  op text NOT NULL CHECK (op IN ('INSERT', 'UPDATE', 'DELETE')),
  row_id uuid NOT NULL,
  before jsonb
);
CREATE INDEX undo_command_idx ON sync.undo (command_id);
CREATE INDEX undo_row_idx ON sync.undo (table_name, row_id);

-- Numbers that people read. Outside undo and outside shapes: a number that was issued is never issued again.
CREATE TABLE sync.counters (
  series text PRIMARY KEY,
  value bigint NOT NULL CHECK (value >= 0)
);

-- Small things with one value each: identity, clock, next number, shapes that wait for a swap.
CREATE TABLE sync.state (
  key text PRIMARY KEY,
  value jsonb NOT NULL
);

CREATE VIEW sync.pending_rows AS
SELECT DISTINCT table_name, row_id, command_id FROM sync.undo;

-- Notes what a command writes. Replicated rows come in under the replica role, where this does not fire.
CREATE FUNCTION sync.note_before_image() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  command text := current_setting('app.command_id', true);
BEGIN
  IF coalesce(command, '') = '' THEN RETURN NULL; END IF;
  INSERT INTO sync.undo (command_id, table_name, op, row_id, before)
  VALUES (command::uuid, TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, TG_OP,
          CASE WHEN TG_OP = 'INSERT' THEN NEW.id ELSE OLD.id END,
          CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END);
  RETURN NULL;
END $$;

-- Tells live queries which table changed; the payload is folded to one per table and transaction by PostgreSQL.
CREATE FUNCTION sync.tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('table_changed', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME);
  RETURN NULL;
END $$;

CREATE FUNCTION sync.stored_columns(target regclass) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
  WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;

-- Takes back what these commands wrote, newest first. Call it under the replica role. Returns the number of rows put back.
CREATE FUNCTION sync.undo_commands(commands uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  entry record;
  columns text;
  undone integer := 0;
BEGIN
  FOR entry IN SELECT * FROM sync.undo WHERE command_id = ANY (commands) ORDER BY position DESC LOOP
    undone := undone + 1;
    columns := sync.stored_columns(entry.table_name::regclass);
    IF entry.op = 'INSERT' THEN
      EXECUTE format('DELETE FROM %s WHERE id = $1', entry.table_name::regclass) USING entry.row_id;
    ELSIF entry.op = 'UPDATE' THEN
      EXECUTE format('UPDATE %1$s SET (%2$s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, $1)) WHERE id = $2',
        entry.table_name::regclass, columns) USING entry.before, entry.row_id;
    ELSE
      EXECUTE format('INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, $1)',
        entry.table_name::regclass, columns) USING entry.before;
    END IF;
  END LOOP;
  DELETE FROM sync.undo WHERE command_id = ANY (commands);
  RETURN undone;
END $$;
