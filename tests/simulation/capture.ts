import type { PGlite } from '@electric-sql/pglite'
import { parseLsn } from '../../server/replication/lsn.ts'
import type { Change, Relation } from './pgoutput-encoder.ts'

/** What committed, as PostgreSQL's log would have it. */
export interface Committed {
  readonly commitLsn: bigint
  readonly endLsn: bigint
  readonly xid: number
  readonly changes: readonly Change[]
}

/** What the commit record of a transaction takes at least: where it begins lies behind all else of the transaction. */
const COMMIT_RECORD = 40n

/** As the walsender's session has it (server/replication/session-settings.ts). */
const TEXT_SETTINGS = `SET bytea_output = 'hex' SET "DateStyle" = 'ISO, DMY' SET "TimeZone" = 'UTC' SET extra_float_digits = 1 SET "IntervalStyle" = 'iso_8601'`

/**
 * SQL that writes down each change of what is published. PGlite's own logical decoding lacks the functions that pgoutput calls, so
 * triggers take its place: as the first ones of a row, in the order in which rows change.
 */
export const CAPTURE_SQL = `
CREATE SCHEMA simulation;
CREATE TABLE simulation.changes (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, xid text, relation oid, old text[], new text[]);
DO $capture$
DECLARE
  target record;
BEGIN
  FOR target IN
    SELECT p.schemaname, p.tablename, format('%I.%I', p.schemaname, p.tablename)::regclass::oid AS relation,
      (SELECT string_agg(format('CASE WHEN num_nulls(OLD.%1$I) = 0 THEN format(''%%s'', OLD.%1$I) END', name), ', ') FROM unnest(p.attnames) AS name) AS old,
      (SELECT string_agg(format('CASE WHEN num_nulls(NEW.%1$I) = 0 THEN format(''%%s'', NEW.%1$I) END', name), ', ') FROM unnest(p.attnames) AS name) AS new
    FROM pg_publication_tables p WHERE p.pubname = 'stayos'
  LOOP
    EXECUTE format($make$
      CREATE FUNCTION simulation.capture_%1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${TEXT_SETTINGS} AS $$
      BEGIN
        INSERT INTO simulation.changes (xid, relation, old, new) VALUES (pg_current_xact_id()::text, %1$s,
          CASE WHEN TG_OP IN ('UPDATE', 'DELETE') THEN ARRAY[%2$s]::text[] END, CASE WHEN TG_OP IN ('INSERT', 'UPDATE') THEN ARRAY[%3$s]::text[] END);
        RETURN NULL;
      END $$;
      CREATE TRIGGER "0_capture" AFTER INSERT OR UPDATE OR DELETE ON %4$I.%5$I FOR EACH ROW EXECUTE FUNCTION simulation.capture_%1$s();
      ALTER TABLE %4$I.%5$I ENABLE ALWAYS TRIGGER "0_capture";
      CREATE TRIGGER "0_capture_truncate" AFTER TRUNCATE ON %4$I.%5$I FOR EACH STATEMENT EXECUTE FUNCTION simulation.capture_%1$s();
      ALTER TABLE %4$I.%5$I ENABLE ALWAYS TRIGGER "0_capture_truncate";
    $make$, target.relation, target.old, target.new, target.schemaname, target.tablename);
  END LOOP;
END $capture$;
`

const RELATIONS = `
SELECT c.oid::int8::float8 AS oid, p.schemaname AS schema, p.tablename AS table, c.relreplident AS "replicaIdentity",
  (SELECT json_agg(json_build_object('name', a.attname, 'typeOid', a.atttypid::int8) ORDER BY w.place)
   FROM unnest(p.attnames) WITH ORDINALITY AS w(name, place) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.name) AS columns
FROM pg_publication_tables p JOIN pg_class c ON c.oid = format('%I.%I', p.schemaname, p.tablename)::regclass
WHERE p.pubname = 'stayos'`

export class Capture {
  readonly #relationByOid = new Map<number, Relation>()
  #last = 0

  private constructor(private readonly pg: PGlite) {}

  static async open(pg: PGlite): Promise<Capture> {
    const capture = new Capture(pg)
    const { rows } = await pg.query<Relation>(RELATIONS)
    for (const relation of rows) capture.#relationByOid.set(relation.oid, relation)
    return capture
  }

  /** What committed since the last look: one transaction at most, since they take turns. */
  async collect(): Promise<Committed | undefined> {
    const { rows } = await this.pg.query<Captured>(
      `SELECT n::float8 AS n, xid::float8 AS xid, relation::int8::float8 AS relation, old, new, pg_current_wal_insert_lsn()::text AS lsn
       FROM simulation.changes WHERE n > $1 ORDER BY n`,
      [this.#last],
    )
    const [first, last] = [rows[0], rows.at(-1)]
    if (!first || !last) return undefined
    if (rows.some(({ xid }) => xid !== first.xid)) throw new Error('two transactions committed in one turn')
    this.#last = last.n
    const endLsn = parseLsn(first.lsn)
    const changes = rows.map((row) => ({ relation: this.#relation(row.relation), old: row.old, new: row.new }))
    return { commitLsn: endLsn - COMMIT_RECORD, endLsn, xid: first.xid, changes }
  }

  /** Where the log ends now: behind all that is committed. */
  async position(): Promise<bigint> {
    const { rows } = await this.pg.query<{ lsn: string }>('SELECT pg_current_wal_insert_lsn()::text AS lsn')
    return parseLsn(rows[0]?.lsn ?? '')
  }

  /** PostgreSQL's own slot keeps how far a reader has come. */
  async confirm(slot: string, lsn: bigint): Promise<void> {
    await this.pg.query('SELECT pg_log_standby_snapshot(), pg_replication_slot_advance($1, $2::pg_lsn)', [slot, formatLsn(lsn)]) // prettier-ignore
  }

  async confirmed(slot: string): Promise<bigint> {
    const { rows } = await this.pg.query<{ lsn: string }>(
      'SELECT confirmed_flush_lsn::text AS lsn FROM pg_replication_slots WHERE slot_name = $1',
      [slot],
    )
    return parseLsn(rows[0]?.lsn ?? '')
  }

  #relation(oid: number): Relation {
    const relation = this.#relationByOid.get(oid)
    if (!relation) throw new Error(`no relation ${oid} is published`)
    return relation
  }
}

const formatLsn = (lsn: bigint) => `${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`

interface Captured {
  readonly n: number
  readonly xid: number
  readonly relation: number
  readonly old: string[] | null
  readonly new: string[] | null
  readonly lsn: string
}
