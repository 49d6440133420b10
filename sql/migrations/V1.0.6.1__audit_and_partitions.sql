-- The functions that write the two logs, and those that keep their partitions. The triggers themselves are the centre's (sql/central).

-- Values of personal columns as the logs keep them: that there was one, not what it was.
CREATE FUNCTION compliance.withhold(image jsonb, personal text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT image || coalesce(
    (SELECT jsonb_object_agg(name, 'withheld'::text) FROM unnest(personal) AS p (name) WHERE jsonb_typeof(image -> name) <> 'null'), '{}')
$$;

CREATE FUNCTION compliance.setting(name text) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.' || name, true), '') $$;

-- The property that a row belongs to; nil for the group's own.
CREATE FUNCTION compliance.property_of(table_name text, image jsonb) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(image ->> 'property_id', CASE WHEN table_name = 'properties' THEN image ->> 'id' END,
    '00000000-0000-0000-0000-000000000000')::uuid
$$;

-- Argument: the personal columns, as an array. Runs as the owner: whoever changes a row can neither write nor change the log by himself.
CREATE FUNCTION compliance.audit_row_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  personal text[] := TG_ARGV[0];
  -- A change of these alone is housekeeping of the rows, not of the hotel.
  stamps text[] := '{updated_at,updated_by,version,hot}';
  was jsonb;
  becomes jsonb;
  whole jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN becomes := to_jsonb(NEW); END IF;
  whole := coalesce(becomes, was);
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(e.key, was -> e.key), jsonb_object_agg(e.key, e.value) INTO was, becomes
    FROM jsonb_each(becomes) AS e WHERE was -> e.key IS DISTINCT FROM e.value AND e.key <> ALL (stamps);
    IF becomes IS NULL THEN RETURN NULL; END IF;
  END IF;
  INSERT INTO compliance.audit_log
    (property_id, table_schema, table_name, row_id, op, before, after, actor, device, command_id, occurred_at, offline)
  VALUES
    (compliance.property_of(TG_TABLE_NAME, whole), TG_TABLE_SCHEMA, TG_TABLE_NAME, (whole ->> 'id')::uuid, TG_OP::compliance.audit_op,
     compliance.withhold(was, personal), compliance.withhold(becomes, personal), shared.current_actor(),
     compliance.setting('terminal_id')::uuid, compliance.setting('command_id')::uuid, shared.command_time(),
     coalesce(compliance.setting('offline')::boolean, false));
  RETURN NULL;
END $$;

-- What a bulk load (`app.bulk_load`) leaves instead of an image per row: one line per table, property and batch.
CREATE FUNCTION compliance.note_bulk_load(loaded_table text, property uuid, rows bigint, source text) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO compliance.audit_log (property_id, table_schema, table_name, op, after, actor, occurred_at)
  VALUES (property, split_part(loaded_table, '.', 1), split_part(loaded_table, '.', 2), 'BULK',
    jsonb_build_object('rows', rows, 'source', source), shared.current_actor(), shared.command_time())
$$;

-- Arguments: the columns that hold a state. A new row is an event, and so is each state that it reaches.
CREATE FUNCTION compliance.note_domain_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  becomes jsonb := to_jsonb(NEW);
  was jsonb;
  events jsonb := '[]';
  event jsonb;
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- References, states and amounts; no text that a person typed.
    SELECT jsonb_build_array(jsonb_build_object('type', 'created', 'payload', coalesce(jsonb_object_agg(e.key, e.value), '{}'))) INTO events
    FROM jsonb_each(becomes) AS e
    WHERE jsonb_typeof(e.value) <> 'null' AND (e.key LIKE '%\_id' AND e.key <> 'property_id' OR e.key = ANY (TG_ARGV)
      OR e.key IN ('kind', 'method', 'amount', 'net', 'tax', 'gross', 'currency', 'business_date', 'arrival', 'departure'));
  ELSE
    was := to_jsonb(OLD);
    FOR i IN 0 .. TG_NARGS - 1 LOOP
      CONTINUE WHEN was -> TG_ARGV[i] IS NOT DISTINCT FROM becomes -> TG_ARGV[i];
      events := events || jsonb_build_object(
        'type', CASE WHEN TG_ARGV[i] = 'status' THEN '' ELSE TG_ARGV[i] || '.' END || coalesce(becomes ->> TG_ARGV[i], 'none'),
        'payload', jsonb_build_object('from', was -> TG_ARGV[i], 'to', becomes -> TG_ARGV[i]));
    END LOOP;
  END IF;
  FOR event IN SELECT * FROM jsonb_array_elements(events) LOOP
    INSERT INTO compliance.domain_events
      (property_id, aggregate_type, aggregate_id, seq, type, payload, hlc, actor, device, command_id, occurred_at, offline)
    VALUES
      (compliance.property_of(TG_TABLE_NAME, becomes), TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, NEW.id, NEW.version,
       event ->> 'type', event -> 'payload', compliance.setting('hlc'), shared.current_actor(),
       compliance.setting('terminal_id')::uuid, compliance.setting('command_id')::uuid, shared.command_time(),
       coalesce(compliance.setting('offline')::boolean, false));
  END LOOP;
  RETURN NULL;
END $$;

-- Partitions --------------------------------------------------------------------------------

-- One month, in UTC. Made apart and then attached: a plain CREATE ... PARTITION OF would make every append wait for the longest reader.
CREATE FUNCTION compliance.add_partition(log text, month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  name text := log || to_char(month, '_YYYY_MM');
BEGIN
  IF to_regclass(format('compliance.%I', name)) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE compliance.%I (LIKE compliance.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, log);
  EXECUTE format('ALTER TABLE compliance.%I ATTACH PARTITION compliance.%I FOR VALUES FROM (%L) TO (%L)', log, name,
    to_char(month, 'YYYY-MM-01 00:00:00+00'), to_char(month + interval '1 month', 'YYYY-MM-01 00:00:00+00'));
  PERFORM compliance.close_partition(log, name);
  RETURN true;
END $$;

-- Where the log is under row-level security (the centre), nobody but the owner reaches a partition itself: rows are read and written through
-- the table that it is part of.
CREATE FUNCTION compliance.close_partition(log text, name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (SELECT c.relrowsecurity FROM pg_class c WHERE c.oid = format('compliance.%I', log)::regclass) THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE compliance.%I ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE compliance.%I FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('DROP POLICY IF EXISTS owner_access ON compliance.%I', name);
  EXECUTE format('CREATE POLICY owner_access ON compliance.%I FOR ALL TO %I USING (true) WITH CHECK (true)', name, current_user);
END $$;

-- Makes the month of `today` and those ahead. What had to go to the default partition gets the month that it belongs to: the default is
-- taken off, and its rows are appended again. Returns the partitions that are new.
CREATE FUNCTION compliance.ensure_partitions(log text, months_ahead integer, today date) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  spare text := log || '_default';
  held boolean;
  month date;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM compliance.%I)', spare) INTO held;
  IF held THEN
    EXECUTE format('ALTER TABLE compliance.%I DETACH PARTITION compliance.%I', log, spare);
    EXECUTE format('ALTER TABLE compliance.%I RENAME TO %I', spare, spare || '_held');
  END IF;
  FOR month IN EXECUTE format(
    'SELECT generate_series(date_trunc(''month'', $1::timestamp), date_trunc(''month'', $1::timestamp) + make_interval(months => $2), interval ''1 month'')::date'
    || CASE WHEN held THEN ' UNION SELECT date_trunc(''month'', at AT TIME ZONE ''UTC'')::date FROM compliance.%I' ELSE '' END || ' ORDER BY 1',
    spare || '_held') USING today, months_ahead
  LOOP
    IF compliance.add_partition(log, month) THEN RETURN NEXT log || to_char(month, '_YYYY_MM'); END IF;
  END LOOP;
  IF held THEN
    EXECUTE format('CREATE TABLE compliance.%I (LIKE compliance.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', spare, log);
    EXECUTE format('ALTER TABLE compliance.%I ATTACH PARTITION compliance.%I DEFAULT', log, spare);
    PERFORM compliance.close_partition(log, spare);
    EXECUTE format('INSERT INTO compliance.%I SELECT * FROM compliance.%I', log, spare || '_held');
    EXECUTE format('DROP TABLE compliance.%I', spare || '_held');
  END IF;
END $$;

-- Takes off the partitions that ended `keep_months` whole months before the month of `today`. They go to compliance_archive, or away.
CREATE FUNCTION compliance.retire_partitions(log text, keep_months integer, today date, away boolean) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  oldest date := date_trunc('month', today::timestamp) - make_interval(months => keep_months);
  name text;
BEGIN
  IF keep_months < 1 THEN RAISE EXCEPTION 'at least one month is kept' USING ERRCODE = 'invalid_parameter_value'; END IF;
  FOR name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = format('compliance.%I', log)::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') < oldest ORDER BY 1
  LOOP
    EXECUTE format('ALTER TABLE compliance.%I DETACH PARTITION compliance.%I', log, name);
    IF away THEN EXECUTE format('DROP TABLE compliance.%I', name);
    ELSE EXECUTE format('ALTER TABLE compliance.%I SET SCHEMA compliance_archive', name);
    END IF;
    RETURN NEXT name;
  END LOOP;
END $$;

-- The daily round over both logs. A partition holds every property, so the longest policy decides, and nothing leaves while a property has
-- none. Waits for nobody longer than three seconds: appends queue up behind it, and tomorrow is another day.
CREATE FUNCTION compliance.maintain_partitions(months_ahead integer DEFAULT 3, today date DEFAULT current_date)
RETURNS TABLE (action text, partition text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '3s' AS $$
DECLARE
  log text;
  keep integer;
  away boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('compliance.maintain_partitions'));
  FOREACH log IN ARRAY ARRAY['audit_log', 'domain_events'] LOOP
    RETURN QUERY SELECT 'made', p FROM compliance.ensure_partitions(log, months_ahead, today) AS p;
    SELECT CASE WHEN bool_and(r.id IS NOT NULL) THEN max(r.keep_months) END, bool_and(r.action = 'drop') INTO keep, away
    FROM property_mgmt.properties h
    LEFT JOIN compliance.data_retention_policies r ON r.property_id = h.id AND r.subject::text = log AND r.deleted_at IS NULL
    WHERE h.deleted_at IS NULL;
    CONTINUE WHEN keep IS NULL;
    RETURN QUERY SELECT CASE WHEN away THEN 'dropped' ELSE 'detached' END, p
      FROM compliance.retire_partitions(log, keep, today, away) AS p;
  END LOOP;
END $$;
