import { type AppliedMigration, type Migration, MigrationProblem, planMigrations } from './plan.ts'

/** What the runner needs of a connection. `script` takes several statements at once. */
export interface MigrationTarget {
  script(sql: string): Promise<void>
  query<T extends object>(sql: string, params?: readonly (string | number | null)[]): Promise<T[]>
}

// The table that Flyway itself would make, so that it can take over.
const HISTORY_TABLE = `
CREATE TABLE IF NOT EXISTS public.flyway_schema_history (
  installed_rank integer NOT NULL CONSTRAINT flyway_schema_history_pk PRIMARY KEY,
  version varchar(50),
  description varchar(200) NOT NULL,
  type varchar(20) NOT NULL,
  script varchar(1000) NOT NULL,
  checksum integer,
  installed_by varchar(100) NOT NULL,
  installed_on timestamp NOT NULL DEFAULT now(),
  execution_time integer NOT NULL,
  success boolean NOT NULL
);
CREATE INDEX IF NOT EXISTS flyway_schema_history_s_idx ON public.flyway_schema_history (success);`

/** Brings the database level with the files; each file in one transaction with its row of history. Returns what ran. */
export async function runMigrations(target: MigrationTarget, files: readonly Migration[]): Promise<string[]> {
  await target.script(HISTORY_TABLE)
  const history = await target.query<AppliedMigration>(
    'SELECT version, script, checksum FROM public.flyway_schema_history WHERE success ORDER BY installed_rank',
  )
  const pending = planMigrations(files, history)
  for (const migration of pending) await apply(target, migration)
  return pending.map((migration) => migration.script)
}

async function apply(target: MigrationTarget, migration: Migration): Promise<void> {
  const started = Date.now()
  await target.script('BEGIN')
  try {
    await target.script(migration.sql)
    await target.query(
      `INSERT INTO public.flyway_schema_history
         (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
       SELECT coalesce(max(installed_rank), 0) + 1, $1, $2, 'SQL', $3, $4, current_user, $5, true FROM public.flyway_schema_history`,
      [migration.version ?? null, migration.description, migration.script, migration.checksum, Date.now() - started],
    )
    await target.script('COMMIT')
  } catch (error) {
    await target.script('ROLLBACK')
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationProblem(`${migration.script} failed and was taken back: ${reason}`, { cause: error })
  }
}
