import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Database } from '../../shared/command/database.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import type { ProgressAnswer, PushAnswer, PushRequest, QueuedCommand } from '../../shared/protocol/push.ts'
import type { Admit } from '../auth/gate.ts'
import type { Identity } from '../auth/identity.ts'
import { classifyFailure } from '../postgres/failures.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { Problem } from '../problem.ts'
import { FaultCounter } from './fault-counter.ts'
import { readFormerScope } from './former-scope.ts'
import { groupsOf } from './groups.ts'
import { keepInThePast } from './happened-at.ts'
import type { CommandDomain } from './judge-command.ts'
import { Lanes } from './lanes.ts'
import type { Step } from './take-command.ts'
import { SERVED, takeTogether, UnknownTerminalError } from './take-together.ts'
import { scopeOf, type Task } from './task.ts'

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

const POSTS_AT_ONCE = 8
const CONFLICT_RETRIES = 6

export function openPushEngine(pool: pg.Pool, domain: CommandDomain): PushEngine {
  const lanes = new Lanes(POSTS_AT_ONCE)
  const faults = new FaultCounter()
  const takeTime = keepInThePast()

  async function takeAlone(identity: Identity, task: Task): Promise<readonly Step[]> {
    const { id } = task.command
    try {
      const steps = await retryConflicts(() => takeTogether(pool, domain, identity, [task], 'in steps'))
      faults.clear(identity.terminal, id)
      return steps
    } catch (error) {
      if (classifyFailure(error) !== 'bug' || error instanceof UnknownTerminalError || error instanceof Problem)
        throw error
      faults.note(identity.terminal, id, error)
      throw new CommandFault(task.command, error)
    }
  }

  /** Where one fails, or waits too long, nothing of the others is left either: each is taken alone then, and told apart. */
  async function takeGroup(identity: Identity, tasks: readonly [Task, ...Task[]]): Promise<readonly Step[]> {
    try {
      const steps = await takeTogether(pool, domain, identity, tasks, 'ahead')
      for (const { command } of tasks) faults.clear(identity.terminal, command.id)
      return steps
    } catch (error) {
      if (tasks.length === 1 && classifyFailure(error) === 'unavailable') throw error
    }
    const steps: Step[] = []
    for (const task of tasks) {
      steps.push(...(await takeAlone(identity, task)))
      if (steps.at(-1)?.kind !== 'judged') break
    }
    return steps
  }

  async function pushInOrder(
    identity: Identity,
    request: PushRequest,
    admit: Admit,
    mayBeKnown: boolean,
  ): Promise<PushAnswer> {
    const commands = request.commands.map(withLowerCaseIds)
    const former = await readFormerScope(pool, identity, commands)
    const tasks = commands.map((command, i) => ({
      command,
      at: takeTime(command.occurredAt),
      isFormer: former.has(asUuid(command.property)),
      poison: faults.isPoison(identity.terminal, command.id),
      mayBeKnown,
      admit: i === 0 ? admit : undefined,
    }))
    const steps: Step[] = []
    for (const group of groupsOf(tasks)) {
      steps.push(...(await takeGroup(identity, group)))
      if (steps.at(-1)?.kind !== 'judged') break
    }
    return answerOfPost(steps)
  }

  return {
    push: (identity, request, admit) =>
      lanes.run(identity.terminal, (waited) => pushInOrder(identity, request, admit, waited)),
    progress: (identity) =>
      inTransaction(pool, SERVED, scopeOf(identity.properties), (db) => readProgress(db, identity)),
  }
}

function answerOfPost(steps: readonly Step[]): PushAnswer {
  const judged = steps.flatMap((step) => (step.kind === 'judged' ? [step] : []))
  const answers = judged.map(({ answer }) => answer)
  const last = steps.at(-1)
  return last && last.kind !== 'judged'
    ? { ...last, answers }
    : { kind: 'judged', answers, lastSeq: last?.lastSeq ?? 0 }
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
