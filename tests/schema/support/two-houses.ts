import type pg from 'pg'
import { DEMO_PROPERTY_IDS, seedDemo } from '../../../server/seed/demo.ts'

export const [OURS = '', THEIRS = ''] = DEMO_PROPERTY_IDS

export interface TenantTable {
  readonly name: string
  /** The column that holds the property. */
  readonly tenant: string
}

export const TENANT_TABLES = `
SELECT c.oid::regclass::text AS name, a.attname::text AS tenant FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
  AND a.attname = CASE WHEN c.oid = 'property_mgmt.properties'::regclass THEN 'id' ELSE 'property_id' END
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
ORDER BY name`

/**
 * The two demo hotels, and a row of each in every tenant table that they leave empty. Nothing but the policies is looked at afterwards, so
 * that what else a row must hold to is taken off: any row will do.
 */
export async function fillTwoHouses(client: pg.Client): Promise<TenantTable[]> {
  await seedDemo(client, { now: new Date('2026-11-23T11:00:00Z') })
  const { rows: tables } = await client.query<TenantTable>(TENANT_TABLES)
  await client.query(LOOSEN)
  await client.query('BEGIN; SET LOCAL session_replication_role = replica')
  for (const { name, tenant } of tables) {
    for (const property of [OURS, THEIRS]) {
      const { rowCount } = await client.query(`SELECT FROM ${name} WHERE ${tenant} = $1 LIMIT 1`, [property])
      if (rowCount === 0) await client.query(await anyRow(client, name, property))
    }
  }
  await client.query('COMMIT')
  return tables
}

/** Drops every check, every rule of uniqueness beyond the primary keys, and every NOT NULL but theirs. */
const LOOSEN = `DO $$
DECLARE item record;
BEGIN
  FOR item IN SELECT conrelid::regclass AS source, conname FROM pg_constraint
    WHERE contype IN ('c', 'x', 'u', 'f') AND conrelid <> 0 AND conparentid = 0
      AND connamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND coninhcount = 0 LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', item.source, item.conname);
  END LOOP;
  FOR item IN SELECT c.oid::regclass AS source, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnotnull AND a.attnum > 0 AND a.attidentity = '' AND NOT a.attisdropped
      AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', item.source, item.attname);
  END LOOP;
END $$`

/** An INSERT of the property, and of what the primary key needs. */
export async function anyRow(client: pg.Client, table: string, property: string): Promise<string> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT a.attname AS name, a.atttypid::regtype::text AS type FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
     WHERE i.indrelid = $1::regclass AND i.indisprimary AND a.attnum = ANY (i.indkey) AND a.attname <> 'property_id' AND a.attidentity = ''`,
    [table],
  )
  const key = rows.map(({ name, type }) => [name, type === 'uuid' ? 'gen_random_uuid()' : SAMPLES[type]] as const)
  const values =
    table === 'property_mgmt.properties' ? [['id', `'${property}'`]] : [...key, ['property_id', `'${property}'`]]
  return `INSERT INTO ${table} (${values.map(([name]) => name).join(', ')}) VALUES (${values.map(([, value]) => value).join(', ')})`
}

const SAMPLES: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'now()',
  bigint: '1',
  integer: '1',
  text: `'x'`,
  date: 'current_date',
}
