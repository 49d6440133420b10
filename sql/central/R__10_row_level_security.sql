-- Roles and row-level security. Idempotent: it runs again after every migration, so that a new table is never left open.

DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['authenticated_user', 'stayos_gatekeeper'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT NOBYPASSRLS', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

-- The properties of the request: unset or empty is none, and raises nothing.
CREATE OR REPLACE FUNCTION shared.current_property_ids() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('app.current_property_ids', true), '')::uuid[], '{}')
    || coalesce(ARRAY[nullif(current_setting('app.current_property_id', true), '')::uuid], '{}')
$$;

DO $$
DECLARE
  context text;
  target record;
BEGIN
  FOREACH context IN ARRAY ARRAY['shared', 'property_mgmt', 'guest', 'operations', 'reservation', 'billing',
                                 'compliance', 'channel', 'fb', 'procurement', 'sync'] LOOP
    CONTINUE WHEN to_regnamespace(context) IS NULL;
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', context);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO authenticated_user', context);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO authenticated_user', context);
  END LOOP;

  FOR target IN
    SELECT n.nspname AS context, c.relname AS name, a.attname AS tenant
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
      AND a.attname = CASE WHEN n.nspname = 'property_mgmt' AND c.relname = 'properties' THEN 'id' ELSE 'property_id' END
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname IN ('shared', 'property_mgmt', 'guest', 'operations', 'reservation', 'billing', 'compliance', 'channel', 'fb',
                        'procurement', 'sync')
  LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I.%I TO authenticated_user', target.context, target.name);
    EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', target.context, target.name);
    EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', target.context, target.name);
    EXECUTE format('DROP POLICY IF EXISTS tenant_isolation ON %I.%I', target.context, target.name);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I.%I FOR ALL TO authenticated_user
       USING (%I = ANY (shared.current_property_ids())) WITH CHECK (%I = ANY (shared.current_property_ids()))',
      target.context, target.name, target.tenant, target.tenant);
    -- The owner migrates and imports; where it is no superuser, FORCE would shut it out too.
    EXECUTE format('DROP POLICY IF EXISTS owner_access ON %I.%I', target.context, target.name);
    EXECUTE format('CREATE POLICY owner_access ON %I.%I FOR ALL TO %I USING (true) WITH CHECK (true)',
      target.context, target.name, current_user);
  END LOOP;
END $$;

-- Properties, business days and who works there belong to head office; terminals read them.
REVOKE INSERT, UPDATE, DELETE ON property_mgmt.properties, property_mgmt.business_days, shared.user_property_roles FROM authenticated_user;
-- But a PIN is changed by its person, by command (v1.access.changePin, v1.access.resetPin).
GRANT UPDATE (pin_hash, pin_set_at, pin_must_change) ON shared.user_property_roles TO authenticated_user;

-- What is written there is written by triggers, under the owner.
REVOKE INSERT, UPDATE, DELETE ON compliance.audit_log, compliance.domain_events FROM authenticated_user;

-- Who someone is, never how they prove it; and of all people only those who have, or had, a role where the request is about, oneself, and
-- the system that signs what no person did.
REVOKE SELECT ON shared.users FROM authenticated_user;
GRANT SELECT (id, display_name, role, status, locale) ON shared.users TO authenticated_user;
-- Terminals of a property hold its roles whole, since people sign in while the line is down.
GRANT SELECT ON shared.user_property_roles TO authenticated_user;
ALTER TABLE shared.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE shared.users FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS colleagues ON shared.users;
CREATE POLICY colleagues ON shared.users FOR SELECT TO authenticated_user USING (
  role = 'system' OR id = shared.current_actor() OR id IN (SELECT user_id FROM shared.user_property_roles));
DROP POLICY IF EXISTS gatekeeper_reads ON shared.users;
CREATE POLICY gatekeeper_reads ON shared.users FOR SELECT TO stayos_gatekeeper USING (true);
DO $$
BEGIN
  EXECUTE 'DROP POLICY IF EXISTS owner_access ON shared.users';
  EXECUTE format('CREATE POLICY owner_access ON shared.users FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
END $$;

-- For migrations.
REVOKE EXECUTE ON FUNCTION shared.stamp_tables_of(text) FROM PUBLIC;

-- What opens a channel's door is for the centre's own jobs.
REVOKE ALL ON channel.connection_credentials FROM authenticated_user;

-- Enrolment and tokens are the gatekeeper's, and nothing else is.
REVOKE ALL ON sync.terminals, sync.enrolment_codes, sync.quarantined_commands FROM authenticated_user;
GRANT USAGE ON SCHEMA sync, shared, property_mgmt TO stayos_gatekeeper;
GRANT SELECT, INSERT, UPDATE ON sync.terminals, sync.enrolment_codes TO stayos_gatekeeper;
GRANT SELECT, INSERT ON sync.terminal_progress, sync.quarantined_commands TO stayos_gatekeeper;
GRANT SELECT (id, display_name) ON shared.users TO stayos_gatekeeper;
GRANT SELECT (property_id, user_id, role, ended_at, deleted_at) ON shared.user_property_roles TO stayos_gatekeeper;
DROP POLICY IF EXISTS gatekeeper_reads ON shared.user_property_roles;
CREATE POLICY gatekeeper_reads ON shared.user_property_roles FOR SELECT TO stayos_gatekeeper USING (true);
DROP POLICY IF EXISTS gatekeeper_access ON sync.terminal_progress;
CREATE POLICY gatekeeper_access ON sync.terminal_progress FOR ALL TO stayos_gatekeeper USING (true) WITH CHECK (true);

-- A server that logs in as somebody else than the owner needs: GRANT authenticated_user, stayos_gatekeeper TO that login.
