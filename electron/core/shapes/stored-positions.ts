import type { PGlite, Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import { HEAR_CLOCK, hearClock } from '../commands/numbers.ts'
import { databaseOf } from '../database/handle.ts'
import { writeState } from '../database/state.ts'
import type { Positions } from './positions.ts'

/** The name of our one subscription in pglite-sync's own table. */
export const SUBSCRIPTION = 'stayos'
const REFETCH_KEY = 'shapes.refetch'
const REACHED_KEY = 'shapes.reached'
const TABLE = '"electric"."subscriptions_metadata"'

export interface Stored {
  readonly positions: Positions
  readonly lsn: bigint
}

const lsn = z.string().regex(/^\d+$/).transform(BigInt)
const storedRow = z.object({
  positions: z.record(z.string(), z.object({ handle: z.string(), offset: z.string() })),
  lsn,
  reached: lsn.nullable(),
})

type Queryable = PGlite | Transaction

/** pglite-sync's own table, made here too since the first load seeds it before pglite-sync starts. */
export async function createMetadataTable(pg: PGlite): Promise<void> {
  await pg.exec(`CREATE SCHEMA IF NOT EXISTS "electric";
    CREATE TABLE IF NOT EXISTS ${TABLE} (key text PRIMARY KEY, shape_metadata jsonb NOT NULL, last_lsn text NOT NULL)`)
}

/** Null: nothing was ever loaded, or it is to be loaded anew. */
export async function readStored(db: Queryable): Promise<Stored | null> {
  const { rows } = await db.query(
    `SELECT shape_metadata AS positions, last_lsn AS lsn, (SELECT value #>> '{}' FROM sync.state WHERE key = $2) AS reached
     FROM ${TABLE} WHERE key = $1`,
    [SUBSCRIPTION, REACHED_KEY],
  )
  if (rows[0] === undefined) return null
  const { positions, lsn, reached } = storedRow.parse(rows[0])
  return reached === null ? { positions, lsn } : moveOn({ positions, lsn }, reached)
}

/** As pglite-sync reads it. */
export async function writeStored(db: Queryable, { positions, lsn }: Stored): Promise<void> {
  await db.query(
    `WITH moved AS (DELETE FROM sync.state WHERE key = $4)
     INSERT INTO ${TABLE} (key, shape_metadata, last_lsn) VALUES ($1, $2::jsonb, $3)
     ON CONFLICT (key) DO UPDATE SET shape_metadata = excluded.shape_metadata, last_lsn = excluded.last_lsn`,
    [SUBSCRIPTION, JSON.stringify(positions), String(lsn), REACHED_KEY],
  )
}

/**
 * Over `before`, which is what stands there. Nearly every batch moves all shapes on to one LSN, which is a small row beside their five
 * kilobytes; whoever starts pglite-sync writes what it reads first (`Guard.open`).
 */
export async function writeMoved(db: Queryable, after: Stored, before: Stored | null): Promise<void> {
  if (before && isMovedOn(before, after)) await moveTo(db, after.lsn, 'on', null)
  else await writeStored(db, after)
}

/**
 * Ends a batch: where it has come to, and what the centre's clock said. Mostly that is one small statement, and then the transaction is told
 * before the disk has it, and lost with the power together with this position, from which its rows come again (G17): `lazy` is its id.
 */
export async function writeReached(
  tx: Transaction,
  after: Stored | null,
  before: Stored | null,
  heardMs: number | null,
): Promise<{ lazy: string | null }> {
  if (after && before && isMovedOn(before, after)) return { lazy: await moveTo(tx, after.lsn, 'off', heardMs) }
  if (after) await writeStored(tx, after)
  await hearClock(tx, heardMs)
  return { lazy: null }
}

const isMovedOn = (before: Stored, after: Stored) => isSame(moveOn(before, after.lsn).positions, after.positions)

/** Returns the id of the transaction. */
async function moveTo(db: Queryable, lsn: bigint, commit: 'on' | 'off', heardMs: number | null): Promise<string> {
  const [row] = await databaseOf(db).query<{ transaction: string }>(
    `WITH told AS MATERIALIZED (SELECT set_config('synchronous_commit', $4, true)), heard AS (${HEAR_CLOCK})
     INSERT INTO sync.state (key, value) SELECT $2, $3::jsonb FROM told ON CONFLICT (key) DO UPDATE SET value = excluded.value
     RETURNING pg_current_xact_id()::text AS transaction`,
    [heardMs, REACHED_KEY, JSON.stringify(String(lsn)), commit],
  )
  if (!row) throw new Error('the position was not stored')
  return row.transaction
}

/** Shapes that stood at the LSN stand at another one; those that wait stay. */
function moveOn({ positions, lsn }: Stored, reached: bigint): Stored {
  const here = `${lsn}_inf`
  const there = `${reached}_inf`
  const moved = Object.entries(positions).map(
    ([shape, { handle, offset }]) => [shape, { handle, offset: offset === here ? there : offset }] as const,
  )
  return { positions: Object.fromEntries(moved), lsn: reached }
}

function isSame(some: Positions, others: Positions): boolean {
  const names = Object.keys(some)
  return (
    names.length === Object.keys(others).length &&
    names.every((name) => some[name]?.handle === others[name]?.handle && some[name]?.offset === others[name]?.offset)
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
  await writeState(databaseOf(db), REFETCH_KEY, [...shapes])
}
