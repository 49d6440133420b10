import type pg from 'pg'
import type { CommandContext, CommandDefinition } from '../../shared/command/command.ts'
import type { Database } from '../../shared/command/database.ts'
import { formatHlc } from '../../shared/kernel/clock.ts'
import type { IsoDate } from '../../shared/kernel/dates.ts'
import { asUuid, newId, SYSTEM, type Uuid } from '../../shared/kernel/ids.ts'
import { describeError, type Logger } from '../http/logger.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { type CommandDomain, judgeEffect, keysOf, lockKeys } from '../push/judge-command.ts'
import type { ReadyCommand } from '../push/read-command.ts'
import { type RoundTimes, startRounds } from './rounds.ts'

/** What the centre does by itself it does at no terminal. */
const NO_TERMINAL = asUuid('00000000-0000-0000-0000-000000000000')

interface Due {
  readonly propertyId: Uuid
  readonly businessDate: IsoDate
  readonly command: string
  /** The reservation's or the entry's id, or the quote's number. */
  readonly record: string
}

export interface LapseOptions {
  readonly pool: pg.Pool
  readonly logger: Logger
  readonly domain: CommandDomain
  readonly times?: RoundTimes
}

const EVERY_MINUTE: RoundTimes = { firstAfterMs: 20_000, everyMs: 60_000 }

/**
 * Lets lapse what nobody took up: options, inquiries, quotes, places on the waitlist. The centre is its one owner, by the commands that a
 * person could give; it goes by each house's business date, and by no clock.
 */
export function startLapses(options: LapseOptions): { stop(): Promise<void> } {
  return startRounds(options.times ?? EVERY_MINUTE, (stopping) => lapseAll(options, stopping))
}

/** One round. What is confirmed, extended or closed while it runs is left alone. */
export async function lapseAll(options: LapseOptions, stopping?: AbortSignal): Promise<void> {
  const { pool, logger } = options
  let lapsed = 0
  try {
    for (const due of await readDue(pool)) {
      if (stopping?.aborted) return
      if (await lapse(options, due)) lapsed++
    }
  } catch (error) {
    logger.log('warn', 'lapse_failed', describeError(error))
  }
  if (lapsed > 0) logger.log('info', 'lapsed', { count: lapsed })
}

const readDue = (pool: pg.Pool): Promise<Due[]> =>
  inTransaction(pool, 'stayos_gatekeeper', {}, (db) =>
    db.query<Due>(
      `SELECT property_id AS "propertyId", business_date AS "businessDate", command, record FROM sync.due_to_lapse()
       ORDER BY property_id, command, record`,
    ),
  )

async function lapse({ pool, domain, logger }: LapseOptions, due: Due): Promise<boolean> {
  const definition = domain.commands.get(due.command)
  if (!definition) throw new Error(`no command is named ${due.command}`)
  const at = new Date()
  const context: CommandContext = {
    commandId: newId(),
    propertyId: due.propertyId,
    terminalId: NO_TERMINAL,
    actor: SYSTEM,
    businessDate: due.businessDate,
    occurredAt: formatHlc({ ms: at.getTime(), counter: 0 }, 'centre'),
  }
  const settings = {
    'app.current_property_ids': `{${due.propertyId}}`,
    'app.actor': SYSTEM,
    'app.command_id': context.commandId,
    'app.occurred_at': at.toISOString(),
    'app.hlc': context.occurredAt,
    'app.offline': 'false',
  }
  try {
    return await inTransaction(pool, 'authenticated_user', settings, (db) => give(db, domain, definition, context, due))
  } catch (error) {
    // One that cannot lapse keeps none of the others.
    logger.log('warn', 'lapse_failed', { command: due.command, ...describeError(error) })
    return false
  }
}

async function give(
  db: Database,
  domain: CommandDomain,
  definition: CommandDefinition,
  context: CommandContext,
  due: Due,
): Promise<boolean> {
  const { propertyId, businessDate } = context
  const prepared = await definition.prepare(definition.input.parse(inputOf(due)), {
    db,
    propertyId,
    businessDate,
    newId,
    nextNumber: (series) => Promise.reject(new Error(`the centre issues no ${series}`)),
    seal: () => Promise.reject(new Error('the centre seals nothing here')),
  })
  const args = definition.args.parse(prepared)
  const read: ReadyCommand = { kind: 'ready', definition, args }
  await lockKeys(db, keysOf(read, context.propertyId))
  if (!(await isStillDue(db, due))) return false
  const judged = await judgeEffect(db, domain, read, context)
  return judged.outcome === 'applied'
}

function inputOf({ command, record }: Due): object {
  if (command === 'v1.quote.lapse') return { quoteNo: record }
  return command === 'v1.waitlist.lapse' ? { entryId: record } : { reservationId: record, reason: 'Nobody took it up' }
}

/** An option may have been held for longer meanwhile; quotes and places on the waitlist look for themselves. */
async function isStillDue(db: Database, { propertyId, businessDate, command, record }: Due): Promise<boolean> {
  if (command !== 'v1.reservation.expire') return true
  const rows = await db.query(
    'SELECT FROM reservation.reservations WHERE property_id = $1 AND id = $2 AND hold_until < $3::date',
    [propertyId, record, businessDate],
  )
  return rows.length > 0
}
