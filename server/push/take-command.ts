import type { CommandContext } from '../../shared/command/command.ts'
import type { Database } from '../../shared/command/database.ts'
import { no } from '../../shared/domains/refusals.ts'
import { hlcInstant } from '../../shared/kernel/clock.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import type { CommandAnswer, QueuedCommand } from '../../shared/protocol/push.ts'
import type { Admit } from '../auth/gate.ts'
import type { Identity } from '../auth/identity.ts'
import { type Begin, type Ending, enterRole, type SendLast } from '../postgres/transaction.ts'
import { findCause } from './find-cause.ts'
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
import { isClockReading, type ReadCommand, readCommand } from './read-command.ts'
import { answerOf, findRecorded, lockProgress, recordCommand, renumberCommand, setIncarnation } from './record.ts'

/** The token is good, and yet the centre keeps no progress for the terminal: it was enrolled in another database. */
export class UnknownTerminalError extends Error {
  override readonly name = 'UnknownTerminalError'
}

export type Step =
  | { readonly kind: 'judged'; readonly answer: CommandAnswer; readonly lastSeq: number }
  | { readonly kind: 'gap'; readonly expected: number }
  | { readonly kind: 'fork'; readonly incarnation: number; readonly seq: number }

export const SERVED = 'authenticated_user'

/** A command to be judged, and what is known of it before. */
export interface Task {
  readonly command: QueuedCommand
  /** When it was given, by a clock that is not ahead. */
  readonly at: string
  /** It is for a property that its terminal served before. */
  readonly isFormer: boolean
  /** Its own code failed too often. */
  readonly poison: boolean
  /** Asks whether its terminal may come in; with the first of a post. */
  readonly admit: Admit | undefined
}

/**
 * Begins the transaction of one command. `ahead`: what it did ends along with its record and COMMIT; where a deferred constraint is violated there, all
 * of it fails, and it is to be taken again in steps, so that it can be refused.
 */
export function beginCommand(
  begin: Begin,
  domain: CommandDomain,
  identity: Identity,
  task: Task,
  pace: 'ahead' | 'in steps',
): Promise<Ending<Step>> {
  const settings = settingsOf(identity, task)
  const { admit } = task
  // The terminal is looked at under the gatekeeper's role, in the round trip in which the command begins.
  return begin(admit ? 'stayos_gatekeeper' : SERVED, admit ? {} : settings, (db, sendLast) => {
    const admitted = admit && Promise.all([admit(db), enterRole(db, SERVED, settings)])
    const endAttempt = pace === 'ahead' ? endAhead(sendLast) : awaitEnd
    return takeCommand(db, domain, task, { admitted, endAttempt, sendLast })
  })
}

/** The record of the command and COMMIT go along. */
function endAhead(sendLast: SendLast): EndAttempt {
  return (ended) => {
    sendLast(ended)
    return Promise.resolve()
  }
}

interface Way {
  /** Whether its terminal may come in, where that is asked along with it. */
  readonly admitted: Promise<unknown> | undefined
  readonly endAttempt: EndAttempt
  readonly sendLast: SendLast
}

async function takeCommand(
  db: Database,
  domain: CommandDomain,
  { command, at, poison }: Task,
  { admitted, endAttempt, sendLast }: Way,
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
  return { kind: 'fork', incarnation, seq: command.seq }
}

export function scopeOf(properties: readonly string[]): Record<string, string> {
  return { 'app.current_property_ids': `{${properties.join(',')}}` }
}

/** A command of an earlier scope sees its own property too: the terminal's progress stands in the present one. */
function settingsOf(identity: Identity, { command, at, isFormer }: Task): Record<string, string> {
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
