import type { PGlite } from '@electric-sql/pglite'
import type { QueuedCommand } from '../../../shared/protocol/push.ts'
import type { ReplayPending } from '../commands/replay.ts'
import { rebase } from '../rebase/rebase.ts'

/**
 * Takes judged commands out of the outbox whose results will never arrive with rows: those for properties that this desk no longer serves.
 * The centre's answer is all that it hears of them.
 */
export async function dropUnserved(
  pg: PGlite,
  replay: ReplayPending,
  properties: readonly string[],
  judged: readonly QueuedCommand[],
): Promise<void> {
  const gone = judged.filter(({ property }) => !properties.includes(property))
  if (gone.length === 0) return
  const ids = gone.map(({ id }) => id)
  await pg.transaction((tx) =>
    // What they wrote here, where it still stands, goes with them.
    rebase(tx, replay, async () => {
      await tx.query('DELETE FROM sync.outbox WHERE id = ANY ($1::uuid[])', [ids])
    }),
  )
}
