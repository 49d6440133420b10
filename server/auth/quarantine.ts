import type pg from 'pg'
import type { Database } from '../../shared/command/database.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import type { QuarantineAnswer, QuarantineRequest } from '../../shared/protocol/quarantine.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { Problem } from '../problem.ts'
import { storableJson } from '../push/read-command.ts'

/** A desk writes some hundreds of commands a day; whoever sends more than this of a stolen one is not handing over. */
const MOST = 50_000

/** Keeps what a terminal that was locked out hands over. Throws `Problem` where it is not locked out, or sends what is not its own. */
export async function takeQuarantine(
  pool: pg.Pool,
  terminal: Uuid,
  { commands, last }: QuarantineRequest,
): Promise<QuarantineAnswer> {
  return inTransaction(pool, 'stayos_gatekeeper', {}, async (db) => {
    const state = await lockTerminal(db, terminal)
    if (!state.revoked) {
      throw new Problem(409, 'not_revoked', 'This terminal is not locked out. Send its commands to /v1/commands.')
    }
    if (state.closed) return { kept: state.kept, wipe: true }
    if (commands.some((command) => command.terminal.toLowerCase() !== terminal)) {
      throw new Problem(403, 'foreign_terminal', 'A command of another terminal is among these. Send only its own.')
    }
    const kept = state.kept + (await keep(db, terminal, commands))
    if (kept > MOST) {
      throw new Problem(413, 'quarantine_full', `More than ${MOST} commands are not taken. Ask head office for help.`)
    }
    if (last) await db.execute('UPDATE sync.terminals SET quarantined_at = now() WHERE id = $1', [terminal])
    return { kept, wipe: last }
  })
}

interface State {
  readonly revoked: boolean
  readonly closed: boolean
  readonly kept: number
}

async function lockTerminal(db: Database, terminal: Uuid): Promise<State> {
  const [row] = await db.query<State>(
    `SELECT revoked_at IS NOT NULL AS revoked, quarantined_at IS NOT NULL AS closed,
       (SELECT count(*)::integer FROM sync.quarantined_commands c WHERE c.terminal_id = t.id) AS kept
     FROM sync.terminals t WHERE id = $1 FOR UPDATE`,
    [terminal],
  )
  return row ?? { revoked: false, closed: false, kept: 0 }
}

/** What arrived before, by an answer that was lost, is there already. Returns how many are new. */
async function keep(db: Database, terminal: Uuid, commands: QuarantineRequest['commands']): Promise<number> {
  return db.execute(
    `INSERT INTO sync.quarantined_commands (terminal_id, id, body)
     SELECT $1, (body ->> 'id')::uuid, body FROM jsonb_array_elements($2::jsonb) AS body
     ON CONFLICT (terminal_id, id) DO NOTHING`,
    [terminal, storableJson(commands)],
  )
}
