-- Who writes the audit log and the domain events, and for which tables. Idempotent: it runs again after every migration, so that a new table is
-- audited from its first row.
-- Every table that can change is audited; an append-only row is its own evidence. A bulk load by the owner leaves one line per table and batch
-- instead (compliance.note_bulk_load); the role that serves requests cannot ask for that.

DO $$
DECLARE
  -- Names, contacts and whatever a person typed about somebody; ciphertext and hashes besides. The logs cannot be erased, so they never hold it.
  personal_names text[] := '{first_name,last_name,full_name,email,phone,nationality,preferences,alternatives,notes,note,comment,response,
    description,guest_feedback,guest_name,involved_parties,holder,bill_to,raw,password_hash,pin_hash}';
  unless_bulk text := $w$ WHEN (current_user = 'authenticated_user' OR coalesce(current_setting('app.bulk_load', true), '') <> 'on') $w$;
  target record;
BEGIN
  FOR target IN
    SELECT n.nspname AS context, c.relname AS name, bool_or(a.attname = 'updated_at') AS can_change,
      coalesce(array_agg(a.attname::text ORDER BY a.attnum)
        FILTER (WHERE a.atttypid = 'bytea'::regtype OR a.attname = ANY (personal_names)), '{}') AS personal,
      string_agg(quote_literal(a.attname), ', ' ORDER BY a.attnum)
        FILTER (WHERE t.typtype = 'e' AND a.attname IN ('status', 'occupancy_status', 'housekeeping_status', 'block_status')) AS states
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relkind = 'r' AND NOT c.relispartition
      AND (n.nspname IN ('property_mgmt', 'guest', 'operations', 'reservation', 'billing', 'compliance', 'channel', 'fb', 'procurement')
           OR n.nspname = 'shared' AND c.relname IN ('users', 'user_property_roles', 'sign_in_lock_outs'))
    GROUP BY n.nspname, c.relname
  LOOP
    IF target.can_change THEN
      EXECUTE format('CREATE OR REPLACE TRIGGER audit_row_change AFTER INSERT OR UPDATE OR DELETE ON %I.%I FOR EACH ROW %s
        EXECUTE FUNCTION compliance.audit_row_change(%L)', target.context, target.name, unless_bulk, target.personal);
    END IF;
    -- A posting is an event of its own: what was earned and taken is read from here.
    IF target.states IS NOT NULL OR (target.context, target.name) = ('billing', 'folio_line_items') THEN
      EXECUTE format('CREATE OR REPLACE TRIGGER note_domain_event AFTER INSERT OR UPDATE ON %I.%I FOR EACH ROW %s
        EXECUTE FUNCTION compliance.note_domain_event(%s)', target.context, target.name, unless_bulk, coalesce(target.states, ''));
    END IF;
  END LOOP;
END $$;

-- Else anybody could hang them on a table of his own and write what he likes.
REVOKE EXECUTE ON FUNCTION compliance.audit_row_change(), compliance.note_domain_event() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION compliance.note_bulk_load(text, uuid, bigint, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION compliance.maintain_partitions(integer, date), sync.cool_settled_rows(integer) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION compliance.add_partition(text, date), compliance.close_partition(text, text),
  compliance.ensure_partitions(text, integer, date), compliance.retire_partitions(text, integer, date, boolean) FROM PUBLIC;
GRANT USAGE ON SCHEMA compliance TO stayos_gatekeeper;
GRANT EXECUTE ON FUNCTION compliance.maintain_partitions(integer, date), sync.cool_settled_rows(integer) TO stayos_gatekeeper;

SELECT compliance.maintain_partitions();
SELECT compliance.close_partition(log.relname, part.relname) FROM pg_inherits i
JOIN pg_class log ON log.oid = i.inhparent JOIN pg_class part ON part.oid = i.inhrelid AND part.relkind = 'r'
WHERE log.relnamespace = 'compliance'::regnamespace AND log.relkind = 'p';
