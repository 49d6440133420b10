import type { CommandDefinition } from '../../shared/command/command.ts'
import type { Database } from '../../shared/command/database.ts'
import { hlcInstant } from '../../shared/kernel/clock.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import { type QueuedCommand, queuedCommand } from '../../shared/protocol/push.ts'
import { readCommand } from './read-command.ts'

/** Looking further back would find coincidences rather than causes. */
const LOOK_BACK = 200

/**
 * The first refused command of the same terminal on which this one was built: it shares a record with it, and was refused after this one
 * had been given, so that the person could not know.
 */
export async function findCause(
  db: Database,
  commands: ReadonlyMap<string, CommandDefinition>,
  command: QueuedCommand,
): Promise<Uuid | null> {
  const keys = recordKeys(commands, command)
  if (keys.size === 0) return null
  const refused = await db.query<{ body: unknown }>(
    `SELECT body FROM (
       SELECT c.body, r.incarnation, r.seq FROM sync.command_results r JOIN sync.commands c ON c.id = r.id
       WHERE r.terminal_id = $1 AND r.outcome = 'refused' AND r.applied_at >= $2::timestamptz
       ORDER BY r.incarnation DESC, r.seq DESC LIMIT ${LOOK_BACK}) AS recent
     ORDER BY incarnation, seq`,
    [command.terminal, hlcInstant(command.occurredAt)],
  )
  const earlier = refused.flatMap(({ body }) => queuedCommand.safeParse(body).data ?? [])
  const cause = earlier.find((each) => [...recordKeys(commands, each)].some((key) => keys.has(key)))
  return cause ? asUuid(cause.id) : null
}

/** Nights of a type are a stock that everybody draws on: to share one is no descent. */
function recordKeys(commands: ReadonlyMap<string, CommandDefinition>, command: QueuedCommand): Set<string> {
  const read = readCommand(commands, command)
  if (read.kind === 'unreadable') return new Set()
  return new Set(read.definition.keys(read.args).filter((key) => !key.startsWith('type-night:')))
}
