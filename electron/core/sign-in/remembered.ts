import { z } from 'zod'
import type { Database, Reader } from '../../../shared/command/database.ts'
import { writeState } from '../database/state.ts'

const remembered = z.object({
  /** Wrong PINs in a row by person, and the lock-out that was told of them. */
  wrong: z.record(z.string(), z.object({ count: z.int().min(1), lockOutId: z.string().nullable() })),
  /** When each person signed in here last; ms. */
  last: z.record(z.string(), z.number()),
  heardMs: z.number(),
  vouchedMs: z.number(),
  /** The latest moment that this desk has known; ms. */
  clockMs: z.number(),
})
/** What signing in must know after a restart. */
export type Remembered = z.infer<typeof remembered>

const KEY = 'sign_in'
const NOTHING: Remembered = { wrong: {}, last: {}, heardMs: 0, vouchedMs: 0, clockMs: 0 }

export async function readRemembered(db: Reader): Promise<Remembered> {
  const [row] = await db.query<{ value: object }>('SELECT value FROM sync.state WHERE key = $1', [KEY])
  return remembered.parse({ ...NOTHING, ...row?.value })
}

/** On the disk when this resolves. */
export async function writeRemembered(db: Database, value: Remembered): Promise<void> {
  await writeState(db, KEY, value)
}
