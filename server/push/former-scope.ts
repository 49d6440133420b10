import type pg from 'pg'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import type { Identity } from '../auth/identity.ts'
import { readInTransaction } from '../postgres/transaction.ts'
import { Problem } from '../problem.ts'

const NONE: ReadonlySet<Uuid> = new Set()

/**
 * The properties that the terminal served before, as far as these commands need them: what was given there before its scope was changed is
 * taken. Throws `Problem` for a property that it never served; then nothing was judged.
 */
export async function readFormerScope(
  pool: pg.Pool,
  { terminal, properties }: Identity,
  commands: readonly QueuedCommand[],
): Promise<ReadonlySet<Uuid>> {
  const foreign = commands.filter(({ property }) => !properties.includes(asUuid(property)))
  if (foreign.length === 0) return NONE
  const text = 'SELECT former_property_ids AS former FROM sync.terminals WHERE id = $1'
  const [row] = await readInTransaction<{ former: Uuid[] }>(pool, 'stayos_gatekeeper', text, [terminal])
  const former = new Set(row?.former)
  const stranger = foreign.find(({ property }) => !former.has(asUuid(property)))
  if (!stranger) return former
  throw new Problem(
    403,
    'foreign_property',
    `Command ${stranger.seq} is for a property that this terminal never served. Ask head office to give the property to it.`,
    { seq: stranger.seq },
  )
}
