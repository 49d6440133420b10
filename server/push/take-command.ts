import { contextOf } from '../../shared/command/context-of.ts'
import type { Database } from '../../shared/command/database.ts'
import { no } from '../../shared/domains/refusals.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import type { CommandAnswer, QueuedCommand } from '../../shared/protocol/push.ts'
import { allSent } from '../postgres/all-sent.ts'
import type { SendLast } from '../postgres/transaction.ts'
import { findCause } from './find-cause.ts'
import type { HeldRoles } from './held-roles.ts'
import {
  type CommandDomain,
  type EndAttempt,
  judgeCommand,
  type Judgement,
  keysOf,
  refuseForGood,
} from './judge-command.ts'
import { incarnationAfterFork, judgeNumber, type Progress } from './judge-number.ts'
import { type ReadCommand, readCommand } from './read-command.ts'
import {
  answerOf,
  type Judged,
  recordCommands,
  type RecordedCommand,
  renumberCommand,
  setIncarnation,
} from './record.ts'
import type { Task } from './task.ts'

export type Step =
  | { readonly kind: 'judged'; readonly answer: CommandAnswer; readonly lastSeq: number }
  | { readonly kind: 'gap'; readonly expected: number }
  | { readonly kind: 'fork'; readonly incarnation: number; readonly seq: number }

/** The transaction in which a command is judged. */
export interface Sitting {
  readonly db: Database
  readonly domain: CommandDomain
  readonly sendLast: SendLast
  readonly endAttempt: EndAttempt
  /** Of the commands so far, what is not recorded yet. */
  readonly judged: Judged[]
  readonly heldRoles: HeldRoles
}

export interface ReadTask {
  readonly task: Task
  /** Its work begins, behind its keys, before it is known whether it is its turn. */
  readonly isEarly: boolean
  /** Undefined for poison. */
  readonly read: ReadCommand | undefined
}

/** What a number is judged by, once the terminal's progress is locked. */
export interface Held {
  readonly progress: Progress
  /** What the centre has of the command already. */
  readonly recorded: RecordedCommand | undefined
}

/** What is to be recorded of it stands among the `judged` when it resolves. */
export async function takeCommand(
  sitting: Sitting,
  { task, read, isEarly }: ReadTask,
  holding: Promise<Held>,
): Promise<Step> {
  const { db, domain } = sitting
  const { command } = task
  const looking = holding.then((held) => ({ ...held, verdict: judgeNumber(held.progress, command, held.recorded) }))
  const turn = looking.then(({ verdict }) => verdict === 'next')
  turn.catch(() => undefined) // met with `looking`
  const begins = read && (isEarly || (await turn))
  const judging = begins ? judgeAndTrace(sitting, task, read, turn) : Promise.resolve(undefined)
  const [{ progress, recorded, verdict }, judgement] = await allSent([looking, judging])
  if (verdict === 'gap') return { kind: 'gap', expected: progress.lastSeq + 1 }
  // Both count the progress anew, which the records of those before it are not to overtake.
  if (verdict === 'fork' || verdict === 'renumbered') sendRecords(sitting)
  if (verdict === 'fork') return raiseIncarnation(db, command, progress)
  if (recorded) {
    if (verdict === 'renumbered') await renumberCommand(db, command)
    const lastSeq = verdict === 'renumbered' ? command.seq : progress.lastSeq
    return { kind: 'judged', answer: answerOf(command, recorded), lastSeq }
  }
  const kept = judgement ?? judgePoison(domain, command)
  sitting.judged.push({ ...kept, command })
  // Those after it may settle what it tells a person; a refusal always tells, and may be the cause of theirs.
  if (kept.resolutions.length > 0) sendRecords(sitting)
  return { kind: 'judged', answer: answerOf(command, kept), lastSeq: command.seq }
}

/** Goes out with the last of the transaction: what was judged, in one statement. */
export function sendRecords({ db, sendLast, judged }: Sitting): void {
  const records = judged.splice(0)
  const last = records.at(-1)
  if (last) sendLast(recordCommands(db, records, last.command))
}

type TracedJudgement = Judgement & { readonly causedBy: Awaited<ReturnType<typeof findCause>> }

async function judgeAndTrace(
  { db, domain, endAttempt, heldRoles }: Sitting,
  task: Task,
  read: ReadCommand,
  turn: Promise<boolean>,
): Promise<TracedJudgement | undefined> {
  const context = contextOf(task.command, task.at)
  const judgement = await judgeCommand(db, domain, read, context, endAttempt, turn, heldRoles)
  heldRoles.forget(keysOf(read, task.command.property))
  if (!judgement) return undefined
  const traceable = read.kind === 'ready' && judgement.resolutions.length > 0
  return { ...judgement, causedBy: traceable ? await findCause(db, domain.commands, task.command) : null }
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
