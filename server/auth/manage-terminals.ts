import type pg from 'pg'
import { queuedCommand, type QueuedCommand } from '../../shared/protocol/push.ts'
import { inTransaction } from '../postgres/transaction.ts'

/** A terminal as head office sees it. */
export interface ListedTerminal {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly prefix: string
  /** Of the scope, in its order. */
  readonly propertyIds: readonly string[]
  readonly enrolledAt: string
  /** When its last command came; null where none has. */
  readonly lastCommandAt: string | null
  readonly commands: number
  readonly revokedAt: string | null
  /** When it had handed over what it held, and was told to wipe itself. */
  readonly quarantinedAt: string | null
  readonly quarantined: number
}

/** Every terminal that was ever enrolled, those that work first. */
export async function listTerminals(pool: pg.Pool): Promise<ListedTerminal[]> {
  const { rows } = await pool.query<ListedTerminal>(
    `SELECT t.id, t.name, t.role::text, t.prefix, t.property_ids::text[] AS "propertyIds", t.enrolled_at::text AS "enrolledAt",
       last.received_at::text AS "lastCommandAt", coalesce(p.last_seq, 0)::integer AS commands,
       t.revoked_at::text AS "revokedAt", t.quarantined_at::text AS "quarantinedAt",
       (SELECT count(*)::integer FROM sync.quarantined_commands q WHERE q.terminal_id = t.id) AS quarantined
     FROM sync.terminals t
     LEFT JOIN sync.terminal_progress p ON p.id = t.id
     LEFT JOIN LATERAL (SELECT received_at FROM sync.commands c WHERE c.terminal_id = t.id
       ORDER BY incarnation DESC, seq DESC LIMIT 1) last ON true
     ORDER BY t.revoked_at NULLS FIRST, t.name, t.id`,
  )
  return rows
}

/** Terminals that somebody means by an id, a prefix, or a name as it stands. */
export function findTerminals(terminals: readonly ListedTerminal[], wanted: string): ListedTerminal[] {
  const text = wanted.trim().toLowerCase()
  const exact = terminals.filter(({ id, prefix }) => id === text || prefix.toLowerCase() === text)
  return exact.length > 0 ? exact : terminals.filter(({ name }) => name.toLowerCase() === text)
}

/** Locks it out at once and for good; false where it was already. Its device comes back by a new enrolment code only, as another terminal. */
export async function revokeTerminal(pool: pg.Pool, id: string): Promise<boolean> {
  const changed = await inTransaction(pool, 'stayos_gatekeeper', {}, (db) =>
    db.execute('UPDATE sync.terminals SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [id]),
  )
  return changed > 0
}

/** What it handed over after it was locked out, in its own order. */
export async function readQuarantine(pool: pg.Pool, id: string): Promise<QueuedCommand[]> {
  const rows = await inTransaction(pool, 'stayos_gatekeeper', {}, (db) =>
    db.query<{ body: unknown }>(
      `SELECT body FROM sync.quarantined_commands WHERE terminal_id = $1
       ORDER BY (body ->> 'incarnation')::bigint, (body ->> 'seq')::bigint, id`,
      [id],
    ),
  )
  return rows.map(({ body }) => queuedCommand.parse(body))
}
