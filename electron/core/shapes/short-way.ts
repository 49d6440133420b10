import { z } from 'zod'
import { type ChangeMessage, changeMessage, statementsOf } from './change-statement.ts'
import type { Asked, PollAnswer } from './poll-answer.ts'
import { isLogOffset, type Statement } from './positions.ts'
import type { SyncedTable } from './tables.ts'

/** All that the centre committed up to `lsn`, for every shape that was asked for. */
export interface Changes {
  readonly lsn: bigint
  readonly statements: readonly Statement[]
}

const messages = z.array(
  z.union([changeMessage, z.object({ headers: z.object({ control: z.literal('up-to-date') }) })]),
)

/**
 * Reads an answer that carries nothing but changes of shapes which all follow the log. Null for any other (a shape that starts, was
 * rotated or is too large): such an answer goes to the streams of pglite-sync, which know what to do with it.
 */
export function readChanges(
  asked: readonly Asked[],
  { head, bodies }: PollAnswer,
  tables: ReadonlyMap<string, SyncedTable>,
): Changes | null {
  if (!asked.every((ask) => ask.live && ask.handle !== undefined && isLogOffset(ask.offset))) return null
  const statements: Statement[] = []
  for (const [index, part] of head.parts.entries()) {
    const ask = asked[part.i]
    const table = tables.get(ask?.table ?? '')
    const changes = part.status === 200 && !part.plain && part.handle === ask?.handle ? parse(bodies[index]) : null
    if (!table || !changes) return null
    statements.push(...statementsOf(table, changes))
  }
  return { lsn: BigInt(head.g), statements }
}

function parse(body: string | undefined): ChangeMessage[] | null {
  const parsed = messages.safeParse(JSON.parse(body ?? ''))
  return parsed.success ? parsed.data.flatMap((message) => ('value' in message ? [message] : [])) : null
}
