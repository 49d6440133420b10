import type { Database } from '../../../shared/command/database.ts'

/** One of the small things with one value each (`sync.state`). It is as durable as the transaction that it is written in. */
export async function writeState(db: Database, key: string, value: unknown): Promise<void> {
  await db.execute(
    `INSERT INTO sync.state (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [key, JSON.stringify(value)],
  )
}
