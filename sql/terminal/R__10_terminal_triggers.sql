-- Attaches undo and live-query triggers to every table, and drops foreign keys whose target may not be here. The audit log and the domain
-- events stay empty here: the queued command is the audit.
-- Idempotent: it runs again after every migration.

DO $$
DECLARE
  target record;
  key record;
BEGIN
  FOR target IN
    SELECT n.nspname AS context, c.relname AS name, c.oid,
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'id') AS has_id
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND NOT c.relispartition
      AND (n.nspname IN ('shared', 'property_mgmt', 'guest', 'operations', 'reservation', 'billing', 'compliance', 'channel',
                         'fb', 'procurement')
           OR n.nspname = 'sync' AND c.relname IN ('command_results', 'terminal_progress', 'resolutions', 'outbox'))
  LOOP
    IF (target.context, target.name) IN (('sync', 'command_results'), ('sync', 'terminal_progress')) THEN
      -- No command writes them.
      EXECUTE format('DROP TRIGGER IF EXISTS note_before_image ON %I.%I', target.context, target.name);
    ELSIF target.has_id AND (target.context, target.name) <> ('sync', 'outbox') THEN
      EXECUTE format('CREATE OR REPLACE TRIGGER note_before_image AFTER INSERT OR UPDATE OR DELETE ON %I.%I
        FOR EACH ROW EXECUTE FUNCTION sync.note_before_image()', target.context, target.name);
    END IF;
    EXECUTE format('CREATE OR REPLACE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I.%I
      FOR EACH STATEMENT EXECUTE FUNCTION sync.tell_change()', target.context, target.name);
    -- Rows that come from the centre must repaint too.
    EXECUTE format('ALTER TABLE %I.%I ENABLE ALWAYS TRIGGER tell_change', target.context, target.name);
  END LOOP;

  -- Users stay at the centre, and a row that is still here may point to one that has cooled.
  FOR key IN
    SELECT k.conname, k.conrelid::regclass AS source FROM pg_constraint k
    WHERE k.contype = 'f' AND k.conparentid = 0 AND (
      k.confrelid = 'shared.users'::regclass
      OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attname = 'hot'))
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.source, key.conname);
  END LOOP;
END $$;
