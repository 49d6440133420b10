import pg from 'pg'

export const PUBLICATION = 'stayos_conformance'

/*
 * The suites make and drop tables as they go. An event trigger does for each what a migration does for a table of the product, in the transaction
 * that makes it: so the publication never changes between a row and its snapshot.
 */
const PREPARE = `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated_user') THEN CREATE ROLE authenticated_user NOLOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = '${PUBLICATION}') THEN
      CREATE PUBLICATION ${PUBLICATION} WITH (publish_via_partition_root = true);
    END IF;
  END $$;
  CREATE OR REPLACE FUNCTION public.conformance_publish() RETURNS event_trigger LANGUAGE plpgsql AS $$
  DECLARE made record;
  BEGIN
    FOR made IN SELECT c.oid::regclass AS name, c.relnamespace::regnamespace AS home FROM pg_event_trigger_ddl_commands() d JOIN pg_class c ON c.oid = d.objid
                WHERE d.command_tag = 'CREATE TABLE' AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p' LOOP
      EXECUTE format('ALTER TABLE %s REPLICA IDENTITY FULL', made.name);
      EXECUTE format('ALTER PUBLICATION ${PUBLICATION} ADD TABLE %s', made.name);
      EXECUTE format('GRANT USAGE ON SCHEMA %s TO authenticated_user', made.home);
      EXECUTE format('GRANT SELECT ON %s TO authenticated_user', made.name);
    END LOOP;
  END $$;
  DROP EVENT TRIGGER IF EXISTS conformance_publish;
  CREATE EVENT TRIGGER conformance_publish ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.conformance_publish();`

/** Makes a scratch database ready for the suites. Needs its superuser; leaves the trigger, the publication and the role behind. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(PREPARE)
  } finally {
    await client.end()
  }
}
