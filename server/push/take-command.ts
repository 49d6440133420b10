import { contextOf } from '../../shared/command/context-of.ts'
import type { Database } from '../../shared/command/database.ts'
import { no } from '../../shared/domains/refusals.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import type { CommandAnswer, QueuedCommand } from '../../shared/protocol/push.ts'
import type { SendLast } from '../postgres/transaction.ts'
import { findCause } from './find-cause.ts'
import { type CommandDomain, type EndAttempt, judgeCommand, type Judgement, refuseForGood } from './judge-command.ts'
import { incarnationAfterFork, judgeNumber, type Progress } from './judge-number.ts'
import { type ReadCommand, readCommand } from './read-command.ts'
import { answerOf, recordCommand, type RecordedCommand, renumberCommand, setIncarnation } from './record.ts'
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
}

/** A command whose number may be looked at: the terminal's progress is locked. */
export interface HeldTask {
  readonly task: Task
  readonly progress: Progress
  /** What the centre has of it already. */
  readonly recorded: RecordedCommand | undefined
  /** Undefined for poison. */
  readonly read: ReadCommand | undefined
}

/** Its record is sent when it resolves, with the last of the transaction. */
export async function takeCommand(sitting: Sitting, held: HeldTask): Promise<Step> {
  const { db, domain, sendLast } = sitting
  const { progress, recorded, read } = held
  const { command } = held.task
  const verdict = judgeNumber(progress, command, recorded)
  if (verdict === 'gap') return { kind: 'gap', expected: progress.lastSeq + 1 }
  if (verdict === 'fork') return raiseIncarnation(db, command, progress)
  if (recorded) {
    if (verdict === 'renumbered') await renumberCommand(db, command)
    const lastSeq = verdict === 'renumbered' ? command.seq : progress.lastSeq
    return { kind: 'judged', answer: answerOf(command, recorded), lastSeq }
  }
  const judgement = read ? await judgeAndTrace(sitting, held.task, read) : judgePoison(domain, command)
  sendLast(recordCommand(db, command, judgement, judgement.causedBy))
  return { kind: 'judged', answer: answerOf(command, judgement), lastSeq: command.seq }
}

type TracedJudgement = Judgement & { readonly causedBy: Awaited<ReturnType<typeof findCause>> }

async function judgeAndTrace(
  { db, domain, endAttempt }: Sitting,
  task: Task,
  read: ReadCommand,
): Promise<TracedJudgement> {
  const judgement = await judgeCommand(db, domain, read, contextOf(task.command, task.at), endAttempt)
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
