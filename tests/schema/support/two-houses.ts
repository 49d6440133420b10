import type pg from 'pg'
import { databaseOf } from '../../../server/postgres/handle.ts'
import { DEMO_PROPERTY_IDS, seedDemo } from '../../../server/seed/demo.ts'
import { anyRow, LOOSEN } from './any-row.ts'

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
      if (rowCount === 0) await client.query(await anyRow(databaseOf(client), name, property))
    }
  }
  await client.query('COMMIT')
  return tables
}
