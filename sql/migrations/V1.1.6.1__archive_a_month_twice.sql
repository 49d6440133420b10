-- Rows that come for a month that was taken off before (an old database that is read in again) make that month anew. It leaves a second time, under a
-- name of its own beside the first.

CREATE OR REPLACE FUNCTION compliance.retire_partitions(log text, keep_months integer, today date, away boolean)
RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  oldest date := date_trunc('month', today::timestamp) - make_interval(months => keep_months);
  name text;
  part_index text;
  suffix text;
BEGIN
  IF keep_months < 1 THEN RAISE EXCEPTION 'at least one month is kept' USING ERRCODE = 'invalid_parameter_value'; END IF;
  FOR name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = format('compliance.%I', log)::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') < oldest ORDER BY 1
  LOOP
    EXECUTE format('ALTER TABLE compliance.%I DETACH PARTITION compliance.%I', log, name);
    RETURN NEXT name;
    IF away THEN
      EXECUTE format('DROP TABLE compliance.%I', name);
      CONTINUE;
    END IF;
    -- The time of day tells them apart, indexes too.
    suffix := CASE WHEN to_regclass(format('compliance_archive.%I', name)) IS NULL THEN ''
      ELSE to_char(clock_timestamp() AT TIME ZONE 'UTC', '_YYYYMMDDHH24MISSMS') END;
    IF suffix <> '' THEN
      FOR part_index IN SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = format('compliance.%I', name)::regclass
      LOOP
        EXECUTE format('ALTER INDEX compliance.%I RENAME TO %I', part_index, left(part_index, 63 - length(suffix)) || suffix);
      END LOOP;
      EXECUTE format('ALTER TABLE compliance.%I RENAME TO %I', name, name || suffix);
    END IF;
    EXECUTE format('ALTER TABLE compliance.%I SET SCHEMA compliance_archive', name || suffix);
  END LOOP;
END $$;
