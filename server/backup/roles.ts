import type pg from 'pg'
import type { Manifest } from './manifest.ts'

type Role = Manifest['roles'][number]

/** Roles are the cluster's, not the database's: no dump holds them, and without them grants and policies cannot be restored. */
export async function readRoles(client: pg.ClientBase): Promise<Role[]> {
  const { rows } = await client.query<Role>(
    `SELECT DISTINCT r.rolname::text AS name, r.rolinherit AS inherit FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid
     WHERE d.refclassid = 'pg_authid'::regclass AND d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND r.rolname !~ '^pg_'
     UNION SELECT rolname, rolinherit FROM pg_roles r JOIN pg_database d ON d.datdba = r.oid WHERE d.datname = current_database()
     ORDER BY name`,
  )
  return rows
}

/** Makes those that this cluster lacks. None may log in, and none sees past row-level security, whatever it could do before. */
export async function createMissingRoles(client: pg.ClientBase, roles: readonly Role[]): Promise<string[]> {
  const made: string[] = []
  for (const { name, inherit } of roles) {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
    if (rowCount) continue
    await client.query(`CREATE ROLE ${quote(name)} NOLOGIN NOBYPASSRLS ${inherit ? 'INHERIT' : 'NOINHERIT'}`)
    made.push(name)
  }
  return made
}

/** Of the roles that were made, those that nothing names any more once the new owner has taken over. Returns those that stay. */
export async function dropUnusedRoles(client: pg.ClientBase, names: readonly string[]): Promise<string[]> {
  const kept: string[] = []
  for (const name of names) {
    const { rowCount } = await client.query(
      `SELECT FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid WHERE d.refclassid = 'pg_authid'::regclass AND r.rolname = $1 LIMIT 1`,
      [name],
    )
    if (rowCount) kept.push(name)
    else await client.query(`DROP ROLE ${quote(name)}`)
  }
  return kept
}

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
