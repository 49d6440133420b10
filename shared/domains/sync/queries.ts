import { defineQuery } from '../../command/query.ts'
import { hasOutbox } from './certainty.ts'
import { pendingArgs, type PendingCommandRow } from './rows.ts'

/** Commands of this terminal that the centre has not confirmed, oldest first; none at the centre. */
export const pendingQuery = defineQuery({
  name: 'sync.pending',
  args: pendingArgs,
  tables: ['sync.outbox'],
  key: (row: PendingCommandRow) => row.commandId,
  async run(db) {
    if (!(await hasOutbox(db))) return []
    return db.query<PendingCommandRow>(
      `SELECT id AS "commandId", seq, body ->> 'name' AS name, body -> 'args' AS args, 
         split_part(body ->> 'occurredAt', '/', 1) AS "occurredAt", predicted
       FROM sync.outbox ORDER BY position`,
    )
  },
})
