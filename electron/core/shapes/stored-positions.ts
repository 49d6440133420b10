import type { PGlite, Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import type { Positions } from './positions.ts'

/** The name of our one subscription in pglite-sync's own table. */
export const SUBSCRIPTION = 'stayos'
const REFETCH_KEY = 'shapes.refetch'
const TABLE = '"electric"."subscriptions_metadata"'

export interface Stored {
  readonly positions: Positions
  readonly lsn: bigint
}

const storedRow = z.object({
  positions: z.record(z.string(), z.object({ handle: z.string(), offset: z.string() })),
  lsn: z.string().regex(/^\d+$/).transform(BigInt),
})

type Queryable = Pick<PGlite | Transaction, 'query'>

/** pglite-sync's own table, made here too since the first load seeds it before pglite-sync starts. */
export async function createMetadataTable(pg: PGlite): Promise<void> {
  await pg.exec(`CREATE SCHEMA IF NOT EXISTS "electric";
    CREATE TABLE IF NOT EXISTS ${TABLE} (key text PRIMARY KEY, shape_metadata jsonb NOT NULL, last_lsn text NOT NULL)`)
}

/** Null: nothing was ever loaded, or it is to be loaded anew. */
export async function readStored(db: Queryable): Promise<Stored | null> {
  const { rows } = await db.query(`SELECT shape_metadata AS positions, last_lsn AS lsn FROM ${TABLE} WHERE key = $1`, [
    SUBSCRIPTION,
  ])
  return rows[0] === undefined ? null : storedRow.parse(rows[0])
}

export async function writeStored(db: Queryable, { positions, lsn }: Stored): Promise<void> {
  await db.query(
    `INSERT INTO ${TABLE} (key, shape_metadata, last_lsn) VALUES ($1, $2::jsonb, $3)
     ON CONFLICT (key) DO UPDATE SET shape_metadata = excluded.shape_metadata, last_lsn = excluded.last_lsn`,
    [SUBSCRIPTION, JSON.stringify(positions), String(lsn)],
  )
}

export async function forgetStored(db: Queryable): Promise<void> {
  await db.query(`DELETE FROM ${TABLE} WHERE key = $1`, [SUBSCRIPTION])
}

/** Shapes whose rows are of an older handle and wait for the new ones. */
export async function readFlagged(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ value: unknown }>(`SELECT value FROM sync.state WHERE key = $1`, [REFETCH_KEY])
  return rows[0] === undefined ? [] : z.array(z.string()).parse(rows[0].value)
}

export async function writeFlagged(db: Queryable, shapes: Iterable<string>): Promise<void> {
  await db.query(
    `INSERT INTO sync.state (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [REFETCH_KEY, JSON.stringify([...shapes])],
  )
}
