import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Database } from '../../shared/command/database.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import type { ProgressAnswer, PushAnswer, PushRequest, QueuedCommand } from '../../shared/protocol/push.ts'
import type { Admit } from '../auth/gate.ts'
import type { Identity } from '../auth/identity.ts'
import { classifyFailure } from '../postgres/failures.ts'
import { type Ending, inTransaction, onConnection } from '../postgres/transaction.ts'
import { Problem } from '../problem.ts'
import { FaultCounter } from './fault-counter.ts'
import { readFormerScope } from './former-scope.ts'
import { keepInThePast } from './happened-at.ts'
import type { CommandDomain } from './judge-command.ts'
import { Lanes } from './lanes.ts'
import { beginCommand, scopeOf, SERVED, type Step, type Task, UnknownTerminalError } from './take-command.ts'

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

  /**
   * Each goes out along with the COMMIT of the one before. Where one fails nothing of it is kept, so that the one after it is a gap; it fails here
   * too, and whoever takes it alone is told why.
   */
  async function takeInARow(identity: Identity, tasks: readonly Task[], taken: Step[]): Promise<void> {
    const keep = async ({ value, committed }: Ending<Step>, { command }: Task) => {
      await committed
      faults.clear(identity.terminal, command.id)
      taken.push(value)
    }
    await onConnection(pool, async (begin) => {
      let last: { readonly ending: Ending<Step>; readonly task: Task } | undefined
      for (const task of tasks) {
        const begun = beginCommand(begin, domain, identity, task, 'ahead')
        if (last) await keep(last.ending, last.task)
        last = { ending: await begun, task }
        if (last.ending.value.kind !== 'judged') break
      }
      if (last) await keep(last.ending, last.task)
    })
  }

  async function takeAlone(identity: Identity, task: Task): Promise<Step> {
    const { command } = task
    try {
      const step = await retryConflicts(() =>
        onConnection(pool, async (begin) => {
          const { value, committed } = await beginCommand(begin, domain, identity, task, 'in steps')
          await committed
          return value
        }),
      )
      faults.clear(identity.terminal, command.id)
      return step
    } catch (error) {
      if (classifyFailure(error) !== 'bug' || error instanceof UnknownTerminalError || error instanceof Problem)
        throw error
      faults.note(identity.terminal, command.id, error)
      throw new CommandFault(command, error)
    }
  }

  async function pushInOrder(identity: Identity, request: PushRequest, admit: Admit): Promise<PushAnswer> {
    const commands = request.commands.map(withLowerCaseIds)
    const former = await readFormerScope(pool, identity, commands)
    const tasks = commands.map((command, i) => ({
      command,
      at: takeTime(command.occurredAt),
      isFormer: former.has(asUuid(command.property)),
      poison: faults.isPoison(identity.terminal, command.id),
      admit: i === 0 ? admit : undefined,
    }))
    const steps: Step[] = []
    while (steps.length < tasks.length && steps.every(({ kind }) => kind === 'judged')) {
      await takeInARow(identity, tasks.slice(steps.length), steps).catch(async (error: unknown) => {
        const stuck = tasks[steps.length]
        if (!stuck || classifyFailure(error) === 'unavailable') throw error
        steps.push(await takeAlone(identity, stuck))
      })
    }
    return answerOfPost(steps)
  }

  return {
    push: (identity, request, admit) => lanes.run(identity.terminal, () => pushInOrder(identity, request, admit)),
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
