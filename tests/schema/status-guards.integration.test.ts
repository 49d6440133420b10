import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTEXT_LIST } from '../../shared/catalog/contexts.ts'
import { statesByColumn } from '../../shared/domains/states.ts'
import { followers, type StateTable } from '../../shared/domains/transitions.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'

interface StatusColumn {
  readonly name: string
  readonly type: string
  readonly states: string[]
  /** The guard's own words for what may follow, as SQL text; null where the column has no guard. */
  readonly steps: string | null
}

/** Every enum column that says how a row stands. `return_status` is a plan: what a unit shall be after its block. */
const STATUS_COLUMNS = `
SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name, a.atttypid::regtype::text AS type,
  (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = a.atttypid) AS states,
  (SELECT substring(pg_get_triggerdef(g.oid) FROM 'guard_status\\(''' || a.attname || ''', (.*)\\)$') FROM pg_trigger g
   WHERE g.tgrelid = c.oid AND g.tgfoid = 'shared.guard_status'::regproc AND g.tgenabled IN ('O', 'A') AND g.tgqual IS NULL
     AND g.tgtype & 19 = 19 AND (g.tgattr::text = '' OR g.tgattr::text = a.attnum::text)
     AND pg_get_triggerdef(g.oid) LIKE '%guard_status(''' || a.attname || ''',%') AS steps
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type y ON y.oid = a.atttypid AND y.typtype = 'e'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
  AND (n.nspname = 'sync' OR n.nspname IN ${CONTEXT_LIST})
  AND (a.attname = 'status' OR a.attname LIKE '%\\_status') AND a.attname <> 'return_status'
ORDER BY name`

/** Tries every pair of states, equal ones too, on a bare column under the same guard. */
async function stepsThatPass(subject: Subject, { type, steps }: StatusColumn): Promise<string[]> {
  await subject.script(`
    DROP TABLE IF EXISTS guarded, passed;
    CREATE TEMP TABLE guarded (status ${type});
    CREATE TEMP TABLE passed (step text);
    CREATE TRIGGER guard BEFORE UPDATE ON guarded FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', ${steps});
    DO $$
    DECLARE a ${type}; b ${type};
    BEGIN
      FOREACH a IN ARRAY enum_range(NULL::${type}) LOOP
        FOREACH b IN ARRAY enum_range(NULL::${type}) LOOP
          DELETE FROM guarded;
          INSERT INTO guarded VALUES (a);
          BEGIN
            UPDATE guarded SET status = b;
            INSERT INTO passed VALUES (a || '>' || b);
          EXCEPTION WHEN SQLSTATE 'ST002' THEN NULL;
          END;
        END LOOP;
      END LOOP;
    END $$`)
  return (await subject.db.query<{ step: string }>('SELECT step FROM passed')).map((row) => row.step).sort()
}

/** To stay as it is is no step, and always allowed. */
function stepsOf(states: StateTable<string, string>): string[] {
  return Object.keys(states)
    .flatMap((from) => [from, ...followers(states, from)].map((to) => `${from}>${to}`))
    .sort()
}

describe.each(bothDatabases)('the status columns on %s', (_engine, open) => {
  let subject: Subject
  let columns: StatusColumn[]
  beforeAll(async () => {
    subject = await open()
    columns = await subject.db.query<StatusColumn>(STATUS_COLUMNS)
  })
  afterAll(() => subject.close())

  it('have all their states written down, and nothing is written down that is not there', () => {
    const inDatabase = Object.fromEntries(columns.map(({ name, states }) => [name, [...states].sort()]))
    const inCode = Object.fromEntries(
      Object.entries(statesByColumn).map(([name, states]) => [name, Object.keys(states).sort()]),
    )
    expect(inDatabase).toEqual(inCode)
  })

  it('have a guard each', () => {
    expect(columns.filter(({ steps }) => steps === null).map(({ name }) => name)).toEqual([])
  })

  it.each(Object.keys(statesByColumn))('%s: the guard lets through what the rules do, of all pairs', async (name) => {
    const column = columns.find((found) => found.name === name)
    expect(column && (await stepsThatPass(subject, column))).toEqual(stepsOf(statesByColumn[name] ?? {}))
  })
})
