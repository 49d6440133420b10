-- One static publication over everything that terminals may hold. It changes here only, while no stream runs: a row written before
-- ALTER PUBLICATION in a transaction that commits after a snapshot would be in neither the snapshot nor the stream.

DO $$
DECLARE
  target record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'stayos') THEN
    EXECUTE 'CREATE PUBLICATION stayos WITH (publish_via_partition_root = true'
      -- A full replica identity with an unpublished generated column makes PostgreSQL 18 refuse updates.
      || CASE WHEN current_setting('server_version_num')::integer >= 180000 THEN ', publish_generated_columns = stored' ELSE '' END
      || ')';
  END IF;
  FOR target IN
    SELECT n.nspname AS context, c.relname AS name, c.oid, c.relreplident
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    -- The partitioned ones are the audit log and the domain events: they stay at the centre.
    WHERE c.relkind = 'r' AND NOT c.relispartition
      AND (n.nspname IN ('shared', 'property_mgmt', 'guest', 'operations', 'reservation', 'billing', 'compliance', 'channel',
                         'fb', 'procurement') AND (n.nspname, c.relname) NOT IN (('shared', 'users'), ('channel', 'connection_credentials'))
           OR n.nspname = 'sync' AND c.relname IN ('command_results', 'terminal_progress', 'resolutions'))
  LOOP
    -- Old rows tell which scope a row leaves, and resolve values that TOAST left out.
    IF target.relreplident <> 'f' THEN
      EXECUTE format('ALTER TABLE %I.%I REPLICA IDENTITY FULL', target.context, target.name);
    END IF;
    IF NOT EXISTS (
      SELECT FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
      WHERE p.pubname = 'stayos' AND r.prrelid = target.oid
    ) THEN
      EXECUTE format('ALTER PUBLICATION stayos ADD TABLE %I.%I', target.context, target.name);
    END IF;
  END LOOP;
END $$;
