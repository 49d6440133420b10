import type { PGlite, Transaction } from '@electric-sql/pglite'

export interface Change {
  readonly table: string
  readonly operation: 'insert' | 'update' | 'delete'
  readonly key: string
  readonly value: Record<string, string | null>
}

interface Column {
  readonly name: string
  readonly type: string
}

/** Columns as a shape has them: without generated ones. */
export async function shapeColumns(pg: PGlite, table: string): Promise<Column[]> {
  const { rows } = await pg.query<Column>(
    `SELECT attname::text AS name, atttypid::regtype::text AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  )
  return rows
}

/** The schema header of the protocol, from which the official client parses values. */
export async function schemaHeader(pg: PGlite, table: string): Promise<string> {
  const { rows } = await pg.query<{ name: string; type: string; dims: number }>(
    `SELECT a.attname::text AS name, ltrim(t.typname::text, '_') AS type, a.attndims::int AS dims
     FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''`,
    [table],
  )
  return JSON.stringify(
    Object.fromEntries(rows.map(({ name, type, dims }) => [name, dims > 0 ? { type, dims } : { type }])),
  )
}

/** A row's columns as PostgreSQL's text; booleans as replication prints them ('t') or as a cast does ('true'). */
export function textsOf(row: string, columns: readonly Column[], booleans: 't' | 'true'): string {
  const values = columns.map(({ name, type }) => {
    const value = `${row}."${name}"`
    const text =
      type === 'boolean' && booleans === 't'
        ? `(CASE WHEN ${value} THEN 't' WHEN NOT ${value} THEN 'f' END)`
        : `${value}::text`
    return `('${name}', ${text})`
  })
  return `(SELECT jsonb_object_agg(k, v) FROM (VALUES ${values.join(', ')}) AS x (k, v))`
}

/** Notes every change of these tables, as replication would see it. */
export async function captureChanges(pg: PGlite, tables: readonly string[]): Promise<void> {
  await pg.exec(`CREATE SCHEMA IF NOT EXISTS lab_log;
    CREATE TABLE lab_log.changes (n bigint GENERATED ALWAYS AS IDENTITY, tbl text, op text, old jsonb, new jsonb)`)
  for (const [index, table] of tables.entries()) {
    const columns = await shapeColumns(pg, table)
    await pg.exec(`
      CREATE FUNCTION lab_log.note_${index}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO lab_log.changes (tbl, op, old, new) VALUES ('${table}', lower(TG_OP),
          CASE WHEN TG_OP <> 'INSERT' THEN ${textsOf('OLD', columns, 't')} END,
          CASE WHEN TG_OP <> 'DELETE' THEN ${textsOf('NEW', columns, 't')} END);
        RETURN NULL; END $$;
      CREATE TRIGGER zz_lab_log AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION lab_log.note_${index}()`)
  }
}

export async function takeChanges(tx: Transaction): Promise<Change[]> {
  const { rows } = await tx.query<{
    tbl: string
    op: Change['operation']
    old: Record<string, string | null> | null
    new: Record<string, string | null> | null
  }>('WITH taken AS (DELETE FROM lab_log.changes RETURNING *) SELECT * FROM taken ORDER BY n')
  return rows.map(({ tbl: table, op: operation, old, new: row }) => {
    const id = (row ?? old)?.id ?? ''
    const value = operation === 'update' ? changedOnly(old ?? {}, row ?? {}) : (row ?? { id })
    return { table, operation, key: `${table}/${id}`, value }
  })
}

function changedOnly(old: Change['value'], row: Change['value']): Change['value'] {
  return Object.fromEntries(Object.entries(row).filter(([column, text]) => column === 'id' || old[column] !== text))
}
