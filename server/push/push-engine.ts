import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { CommandContext } from '../../shared/command/command.ts'
import type { Database } from '../../shared/command/database.ts'
import { no } from '../../shared/domains/refusals.ts'
import { hlcInstant } from '../../shared/kernel/clock.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import type {
  CommandAnswer,
  ProgressAnswer,
  PushAnswer,
  PushRequest,
  QueuedCommand,
} from '../../shared/protocol/push.ts'
import type { Admit } from '../auth/gate.ts'
import type { Identity } from '../auth/identity.ts'
import { classifyFailure } from '../postgres/failures.ts'
import { enterRole, inTransaction, type SendLast } from '../postgres/transaction.ts'
import { Problem } from '../problem.ts'
import { FaultCounter } from './fault-counter.ts'
import { findCause } from './find-cause.ts'
import { readFormerScope } from './former-scope.ts'
import { keepInThePast } from './happened-at.ts'
import {
  awaitEnd,
  type CommandDomain,
  type EndAttempt,
  judgeCommand,
  type Judgement,
  openCommand,
  type OpenedCommand,
  refuseForGood,
} from './judge-command.ts'
import { incarnationAfterFork, judgeNumber, type Progress } from './judge-number.ts'
import { Lanes } from './lanes.ts'
import { isClockReading, type ReadCommand, readCommand } from './read-command.ts'
import { answerOf, findRecorded, lockProgress, recordCommand, renumberCommand, setIncarnation } from './record.ts'

export interface PushEngine {
  /**
   * Judges the commands of one terminal in order, each once and in a transaction of its own. Stops at the first gap or fork. The caller has
   * checked that every command is the terminal's own. Throws `Problem` where one is for a property that it never served, and what `admit`
   * throws: then nothing was judged.
   */
  push(identity: Identity, request: PushRequest, admit: Admit): Promise<PushAnswer>
  progress(identity: Identity): Promise<ProgressAnswer>
}

/** A command that the program could not judge. Nothing of it was kept; those before it were judged. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault'

  constructor(
    readonly command: QueuedCommand,
    cause: unknown,
  ) {
    super(`${command.name} could not be judged`, { cause })
  }
}

/** The token is good, and yet the centre keeps no progress for the terminal: it was enrolled in another database. */
export class UnknownTerminalError extends Error {
  override readonly name = 'UnknownTerminalError'
}

type Step =
  | { readonly kind: 'judged'; readonly answer: CommandAnswer; readonly lastSeq: number }
  | { readonly kind: 'gap'; readonly expected: number }
  | { readonly kind: 'fork'; readonly incarnation: number }

const SERVED = 'authenticated_user'
const POSTS_AT_ONCE = 8
const CONFLICT_RETRIES = 6

export function openPushEngine(pool: pg.Pool, domain: CommandDomain): PushEngine {
  const lanes = new Lanes(POSTS_AT_ONCE)
  const faults = new FaultCounter()
  const takeTime = keepInThePast()

  async function step(identity: Identity, command: QueuedCommand, isFormer: boolean, admit?: Admit): Promise<Step> {
    const poison = faults.isPoison(identity.terminal, command.id)
    const at = takeTime(command.occurredAt)
    const settings = settingsOf(identity, command, { at, isFormer })
    const take = (pace: 'ahead' | 'in steps') =>
      retryConflicts(() =>
        // The terminal is looked at under the gatekeeper's role, in the round trip in which the command begins.
        inTransaction(pool, admit ? 'stayos_gatekeeper' : SERVED, admit ? {} : settings, (db, sendLast) => {
          const admitted = admit && Promise.all([admit(db), enterRole(db, SERVED, settings)])
          const endAttempt = pace === 'ahead' ? endAhead(sendLast) : awaitEnd
          return takeCommand(db, domain, { command, at, poison, admitted, endAttempt }, sendLast)
        }),
      )
    try {
      const result = await take('ahead').catch((error: unknown) => {
        if (error instanceof LateViolation) return take('in steps')
        throw error
      })
      faults.clear(identity.terminal, command.id)
      return result
    } catch (error) {
      if (classifyFailure(error) !== 'bug' || error instanceof UnknownTerminalError || error instanceof Problem)
        throw error
      faults.note(identity.terminal, command.id, error)
      throw new CommandFault(command, error)
    }
  }

  async function pushInOrder(identity: Identity, request: PushRequest, admit: Admit): Promise<PushAnswer> {
    const answers: CommandAnswer[] = []
    let lastSeq = 0
    const commands = request.commands.map(withLowerCaseIds)
    const former = await readFormerScope(pool, identity, commands)
    for (const [i, command] of commands.entries()) {
      const result = await step(identity, command, former.has(asUuid(command.property)), i === 0 ? admit : undefined)
      if (result.kind === 'gap') return { ...result, answers }
      if (result.kind === 'fork') return { ...result, answers, seq: command.seq }
      answers.push(result.answer)
      lastSeq = result.lastSeq
    }
    return { kind: 'judged', answers, lastSeq }
  }

  return {
    push: (identity, request, admit) => lanes.run(identity.terminal, () => pushInOrder(identity, request, admit)),
    progress: (identity) =>
      inTransaction(pool, SERVED, scopeOf(identity.properties), (db) => readProgress(db, identity)),
  }
}

/** A deferred constraint is violated, and what came after the command was sent already: nothing of the transaction is left. */
class LateViolation extends Error {
  override readonly name = 'LateViolation'
}

/** The record of the command and COMMIT go along. Where it fails the command runs again in steps, so that it can be refused. */
function endAhead(sendLast: SendLast): EndAttempt {
  return (ended) => {
    const meet = (error: unknown) => {
      throw classifyFailure(error) === 'bug' ? new LateViolation('a deferred constraint', { cause: error }) : error
    }
    sendLast(ended.catch(meet))
    return Promise.resolve()
  }
}

interface Taken {
  readonly command: QueuedCommand
  /** When it was given, by a clock that is not ahead. */
  readonly at: string
  /** Its own code failed too often. */
  readonly poison: boolean
  /** Whether its terminal may come in, where that is asked along with it. */
  readonly admitted: Promise<unknown> | undefined
  readonly endAttempt: EndAttempt
}

async function takeCommand(
  db: Database,
  domain: CommandDomain,
  { command, at, poison, admitted, endAttempt }: Taken,
  sendLast: SendLast,
): Promise<Step> {
  const terminal = asUuid(command.terminal)
  const context = contextOf(command, at)
  // In this order, and at once: whoever held the lock may have recorded it, and who may give it is asked under the lock.
  const [progress, recorded, opened] = await Promise.all([
    lockProgress(db, terminal),
    findRecorded(db, command.id),
    poison ? undefined : openCommand(db, domain, readCommand(domain.commands, command), context),
    admitted,
  ])
  if (!progress) throw new UnknownTerminalError(terminal)
  const verdict = judgeNumber(progress, command, recorded)
  if (verdict === 'gap') return { kind: 'gap', expected: progress.lastSeq + 1 }
  if (verdict === 'fork') return raiseIncarnation(db, command, progress)
  if (recorded) {
    if (verdict === 'renumbered') await renumberCommand(db, command)
    const lastSeq = verdict === 'renumbered' ? command.seq : progress.lastSeq
    return { kind: 'judged', answer: answerOf(command, recorded), lastSeq }
  }
  const judgement = opened
    ? await judgeAndTrace(db, domain, { command, opened, context, endAttempt })
    : judgePoison(domain, command)
  sendLast(recordCommand(db, command, judgement, judgement.causedBy))
  return { kind: 'judged', answer: answerOf(command, judgement), lastSeq: command.seq }
}

type TracedJudgement = Judgement & { readonly causedBy: Awaited<ReturnType<typeof findCause>> }

interface Judged {
  readonly command: QueuedCommand
  readonly opened: OpenedCommand
  readonly context: CommandContext
  readonly endAttempt: EndAttempt
}

async function judgeAndTrace(
  db: Database,
  domain: CommandDomain,
  { command, opened, context, endAttempt }: Judged,
): Promise<TracedJudgement> {
  const judgement = await judgeCommand(db, domain, opened, context, endAttempt)
  const traceable = opened.read.kind === 'ready' && judgement.resolutions.length > 0
  return { ...judgement, causedBy: traceable ? await findCause(db, domain.commands, command) : null }
}

/** The command is kept whole and a person is told; the queue goes on. Its own code failed, so nothing of it is trusted here. */
function judgePoison(domain: CommandDomain, command: QueuedCommand): TracedJudgement {
  const refusal = no('internal_error', { name: command.name }).refused
  const told = (read: ReadCommand) => ({ ...refuseForGood(read, refusal), causedBy: null })
  try {
    return told(readCommand(domain.commands, command))
  } catch {
    return told({ kind: 'unreadable', refusal })
  }
}

async function raiseIncarnation(db: Database, command: QueuedCommand, progress: Progress): Promise<Step> {
  const incarnation = incarnationAfterFork(progress, command.incarnation)
  if (incarnation !== progress.incarnation) await setIncarnation(db, asUuid(command.terminal), incarnation)
  return { kind: 'fork', incarnation }
}

async function readProgress(db: Database, identity: Identity): Promise<ProgressAnswer> {
  const [row] = await db.query<ProgressAnswer>(
    `SELECT p.incarnation, p.last_seq AS "lastSeq", r.id AS "lastId"
     FROM sync.terminal_progress p
     LEFT JOIN sync.command_results r ON r.terminal_id = p.id AND r.incarnation = p.incarnation AND r.seq = p.last_seq
     WHERE p.id = $1`,
    [identity.terminal],
  )
  if (!row) throw new UnknownTerminalError(identity.terminal)
  return row
}

/** A deadlock or a serialization failure says nothing about the command: the same again, after a pause that no other one shares. */
async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt > CONFLICT_RETRIES || classifyFailure(error) !== 'conflict') throw error
      await sleep(Math.random() * 10 * 2 ** attempt)
    }
  }
}

function scopeOf(properties: readonly string[]): Record<string, string> {
  return { 'app.current_property_ids': `{${properties.join(',')}}` }
}

/** A command of an earlier scope sees its own property too: the terminal's progress stands in the present one. */
function settingsOf(
  identity: Identity,
  command: QueuedCommand,
  { at, isFormer }: { at: string; isFormer: boolean },
): Record<string, string> {
  return {
    ...scopeOf(isFormer ? [...identity.properties, command.property] : identity.properties),
    'app.actor': command.actor,
    'app.command_id': command.id,
    'app.terminal_id': command.terminal,
    ...clockSettings(at),
  }
}

/** A command that was given longer ago than this had to wait for the line. */
const OFFLINE_AFTER_MS = 60_000

/** An unreadable clock refuses the command later on; it must not break the settings. */
function clockSettings(occurredAt: string): Record<string, string> {
  if (!isClockReading(occurredAt)) return { 'app.occurred_at': '', 'app.hlc': '', 'app.offline': '' }
  const instant = hlcInstant(occurredAt)
  const offline = Date.now() - Date.parse(instant) > OFFLINE_AFTER_MS
  return { 'app.occurred_at': instant, 'app.hlc': occurredAt, 'app.offline': String(offline) }
}

function contextOf(command: QueuedCommand, at: string): CommandContext {
  return {
    commandId: asUuid(command.id),
    propertyId: asUuid(command.property),
    terminalId: asUuid(command.terminal),
    actor: asUuid(command.actor),
    businessDate: asIsoDate(command.businessDate),
    occurredAt: at,
  }
}

/** One spelling for ids, as everywhere here. */
function withLowerCaseIds(command: QueuedCommand): QueuedCommand {
  return {
    ...command,
    id: command.id.toLowerCase(),
    terminal: command.terminal.toLowerCase(),
    actor: command.actor.toLowerCase(),
    property: command.property.toLowerCase(),
  }
}
