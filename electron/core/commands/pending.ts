import { z } from 'zod'
import type { Reader } from '../../../shared/command/database.ts'
import type { ConflictKey, Refusal } from '../../../shared/command/command.ts'
import { asUuid, type Uuid } from '../../../shared/kernel/ids.ts'
import { queuedCommand, type QueuedCommand, refusalSchema } from '../../../shared/protocol/push.ts'

/** A row of sync.outbox: a command that the centre has not confirmed. */
export interface PendingCommand {
  readonly id: Uuid
  /** Replay order. */
  readonly position: number
  /** The terminal that gave it; it alone sends it. */
  readonly origin: Uuid
  readonly incarnation: number
  readonly seq: number
  readonly command: QueuedCommand
  readonly keys: readonly ConflictKey[]
  /** What the last local replay met. */
  readonly predicted: Refusal | null
}

const conflictKey = z.custom<ConflictKey>((value) => typeof value === 'string' && value.includes(':'))

const outboxRow = z.object({
  id: z.uuid().transform(asUuid),
  position: z.int(),
  origin: z.uuid().transform(asUuid),
  incarnation: z.int(),
  seq: z.int(),
  command: queuedCommand,
  keys: z.array(conflictKey),
  predicted: refusalSchema.nullable(),
})

/** What part of the outbox: all of it where nothing is given. */
export interface PendingFilter {
  readonly origin?: Uuid
  /** Leaves out what this incarnation counted up to `seq`. */
  readonly beyond?: { readonly incarnation: number; readonly seq: number }
  readonly limit?: number
  readonly ids?: readonly string[]
}

/** In replay order. */
export async function readPending(db: Reader, filter: PendingFilter = {}): Promise<PendingCommand[]> {
  const rows = await db.query(
    `SELECT id, position, origin, incarnation, seq, body AS command, to_json(keys) AS keys, predicted FROM sync.outbox
     WHERE ($1::uuid IS NULL OR origin = $1) AND ($2::int IS NULL OR incarnation <> $2 OR seq > $3::bigint)
       AND ($5::uuid[] IS NULL OR id = ANY ($5))
     ORDER BY position LIMIT $4::bigint`,
    [
      filter.origin ?? null,
      filter.beyond?.incarnation ?? null,
      filter.beyond?.seq ?? null,
      filter.limit ?? null,
      filter.ids ?? null,
    ],
  )
  return rows.map((row) => outboxRow.parse(row))
}
