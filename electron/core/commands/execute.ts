import { ProblemError } from '../problem-error.ts'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { z } from 'zod'
import type { CommandDefinition, Preparation } from '../../../shared/command/command.ts'
import { contextOf } from '../../../shared/command/context-of.ts'
import type { Database, Reader } from '../../../shared/command/database.ts'
import type { CommandAccess } from '../../../shared/domains/access/command-access.ts'
import { refuseActor } from '../../../shared/domains/access/judge-actor.ts'
import { sealWith } from '../../../shared/domains/guest/sealing.ts'
import { formatHlc, tick } from '../../../shared/kernel/clock.ts'
import { asIsoDate, type IsoDate } from '../../../shared/kernel/dates.ts'
import { newId, type Uuid } from '../../../shared/kernel/ids.ts'
import type { RunOutcome } from '../../../shared/protocol/port.ts'
import type { QueuedCommand } from '../../../shared/protocol/push.ts'
import { databaseOf } from '../database/handle.ts'
import type { JournalEntry } from '../outbox/journal.ts'
import { insertPending } from '../outbox/level.ts'
import { issueNumber, type Numbers, readNumbers, writeNumbers } from './numbers.ts'
import { type CommandDomain, findCommand, runHandler } from './run-handler.ts'

/** Who gives commands here. */
export interface Giver {
  readonly terminal: Uuid
  readonly property: Uuid
  readonly actor: Uuid
  /** Begins every number that is issued here. */
  readonly prefix: string
}

/** What must be known of the hotel in order to give a command. */
export interface GivingDomain extends CommandDomain {
  /** What a person needs for each; a command without a line here can be given by nobody. */
  readonly access: Readonly<Record<string, CommandAccess>>
}

export interface ExecutorOptions {
  readonly pg: PGlite
  readonly domain: GivingDomain
  readonly giver: Giver
  /** Called after the commit, before the answer: the journal's append. */
  readonly onQueued: (entry: JournalEntry, numbers: Numbers) => void
  readonly now?: () => number
  /** Encrypts what identifies a guest; undefined before the centre has given it. */
  readonly identityKey?: () => string | undefined
}

/** What was given is not what the command takes: the caller's mistake, not the hotel's no. */
export class CommandInputError extends Error {
  override readonly name = 'CommandInputError'
}

/** The hotel's data has not arrived yet. */
export class NotReadyError extends ProblemError {
  override readonly name = 'NotReadyError'
}

/** Gives one command: effect, undo journal and outbox row in one transaction, or a refusal and nothing at all. */
export async function executeCommand(options: ExecutorOptions, name: string, input: unknown): Promise<RunOutcome> {
  const definition = findCommand(options.domain, name)
  const parsed = parseOrThrow(name, definition.input, input)
  const given = await options.pg.transaction((tx) => giveCommand(tx, options, definition, parsed))
  if ('refusal' in given) return { kind: 'refused', refusal: { ...given.refusal, facts: { ...given.refusal.facts } } }
  options.onQueued(given.entry, given.numbers)
  return { kind: 'done', commandId: given.entry.command.id, args: given.entry.command.args }
}

async function giveCommand(tx: Transaction, options: ExecutorOptions, definition: CommandDefinition, input: unknown) {
  const db = databaseOf(tx)
  const { giver } = options
  const businessDate = await readBusinessDate(db, giver.property)
  const args = await prepareArgs(db, options, definition, input, businessDate)
  const before = await readNumbers(db)
  const clock = tick(before.clock, (options.now ?? Date.now)())
  const command: QueuedCommand = {
    id: newId(),
    name: definition.name,
    args,
    terminal: giver.terminal,
    incarnation: before.incarnation,
    seq: before.nextSeq,
    actor: giver.actor,
    property: giver.property,
    businessDate,
    occurredAt: formatHlc(clock, giver.terminal),
    basedOn: await readConfirmedVersions(db, definition.seen(args)),
  }
  // Given here, and by whom, is judged here once; a replay is of what was given.
  const refusal =
    (await refuseActor(db, options.domain.access[command.name], args, contextOf(command))) ??
    (await runHandler(tx, options.domain, command))
  if (refusal) return { refusal }
  const numbers: Numbers = { ...before, nextSeq: before.nextSeq + 1, clock }
  const entry: JournalEntry = { command, keys: definition.keys(args) }
  await insertPending(db, entry)
  await writeNumbers(db, numbers)
  return { entry, numbers }
}

/** Through JSON and the schema: what runs here is exactly what the centre will read. */
async function prepareArgs(
  db: Database,
  { giver, identityKey }: ExecutorOptions,
  definition: CommandDefinition,
  input: unknown,
  businessDate: IsoDate,
): Promise<unknown> {
  const preparation: Preparation = {
    newId,
    nextNumber: (series) => issueNumber(db, series, giver.prefix),
    businessDate,
    propertyId: giver.property,
    db,
    seal: async (plain) => {
      const key = identityKey?.()
      return key === undefined ? null : sealWith(db, key, plain)
    },
  }
  const prepared = await definition.prepare(input, preparation)
  return parseOrThrow(definition.name, definition.args, JSON.parse(JSON.stringify(prepared)))
}

export async function readBusinessDate(db: Reader, property: Uuid): Promise<IsoDate> {
  const rows = await db.query<{ business_date: string }>(
    'SELECT business_date FROM property_mgmt.v_business_dates WHERE property_id = $1',
    [property],
  )
  if (rows[0]) return asIsoDate(rows[0].business_date)
  throw new NotReadyError({ code: 'no_business_day' })
}

/** Never a local, tentative version: the earliest before-image of a row is what the centre last confirmed. */
async function readConfirmedVersions(
  db: Reader,
  seen: readonly { table: string; id: Uuid }[],
): Promise<Record<string, number>> {
  const versions: Record<string, number> = {}
  for (const { table, id } of seen) {
    const version = await readConfirmedVersion(db, table, id)
    if (version !== null) versions[`${table}/${id}`] = version
  }
  return versions
}

async function readConfirmedVersion(db: Reader, table: string, id: Uuid): Promise<number | null> {
  if (!/^[a-z_]+\.[a-z_]+$/.test(table)) throw new Error(`not a table's name: ${table}`)
  const [row] = await db.query<{ seen: { version: number | null } | null }>(
    `SELECT coalesce(
       (SELECT jsonb_build_object('version', before->'version') FROM sync.undo WHERE table_name = $1 AND row_id = $2
        ORDER BY position LIMIT 1),
       (SELECT jsonb_build_object('version', to_jsonb(t)->'version') FROM ${table} t WHERE id = $2)) AS seen`,
    [table, id],
  )
  return row?.seen?.version ?? null
}

export function parseOrThrow<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
  throw new CommandInputError(`${name} cannot be given: ${problems.join('; ')}`)
}
