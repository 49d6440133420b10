import type { Reader } from '../../../shared/command/database.ts'

/**
 * Makes any row do, where nothing but one rule is looked at: drops every check, every rule of uniqueness beyond the primary keys, and every NOT NULL but theirs.
 */
export const LOOSEN = `DO $$
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

/** An INSERT of the property, where the table has one, and of what the primary key needs. */
export async function anyRow(db: Reader, table: string, property: string): Promise<string> {
  const needed = await db.query<{ name: string; type: string }>(
    `SELECT a.attname AS name, a.atttypid::regtype::text AS type FROM pg_attribute a
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND (a.attname = 'property_id'
       OR EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey)))`,
    [table],
  )
  const isTheProperty = table === 'property_mgmt.properties' ? 'id' : 'property_id'
  const values = needed.map(({ name, type }) => [name, name === isTheProperty ? `'${property}'` : SAMPLES[type]])
  return `INSERT INTO ${table} (${values.map(([name]) => name).join(', ')}) VALUES (${values.map(([, value]) => value).join(', ')})`
}

const SAMPLES: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  'timestamp with time zone': 'now()',
  bigint: '1',
  integer: '1',
  text: `'x'`,
  date: 'current_date',
  'shared.country_code': `'XX'`,
  'shared.currency_code': `'XXX'`,
  'shared.language_code': `'xx'`,
}
