import type pg from 'pg'
import { asUuid } from '../../shared/kernel/ids.ts'
import type { Identity } from '../auth/identity.ts'
import { allSent } from '../postgres/all-sent.ts'
import { enterRole, inTransaction, type SendLast, setLocal } from '../postgres/transaction.ts'
import { awaitEnd, type CommandDomain, type EndAttempt, keysOf, lockKeys, tryKeys } from './judge-command.ts'
import { HeldRoles } from './held-roles.ts'
import { readCommand } from './read-command.ts'
import { findRecorded, lockProgress } from './record.ts'
import { sendRecords, type Sitting, type Step, takeCommand } from './take-command.ts'
import { changedSettings, settingsOf, type Task } from './task.ts'

/** The token is good, and yet the centre keeps no progress for the terminal: it was enrolled in another database. */
export class UnknownTerminalError extends Error {
  override readonly name = 'UnknownTerminalError'
}

export const SERVED = 'authenticated_user'

/** `ahead`: what a command did ends along with what comes after it. `in steps`: its end is awaited, so that it can be refused there. */
export type Pace = 'ahead' | 'in steps'

/**
 * Judges commands of one terminal in one transaction, each in a savepoint of its own, up to the first that is a gap or a fork. What fails
 * fails for all: then nothing of the transaction is left. Several do not wait for a key: `KeyTakenError`.
 */
export function takeTogether(
  pool: pg.Pool,
  domain: CommandDomain,
  identity: Identity,
  tasks: readonly [Task, ...Task[]],
  pace: Pace,
): Promise<readonly Step[]> {
  const { admit } = tasks[0]
  const settings = settingsOf(identity, tasks[0])
  // The terminal is looked at under the gatekeeper's role, in the round trip in which its first command begins.
  return inTransaction(pool, admit ? 'stayos_gatekeeper' : SERVED, admit ? {} : settings, (db, sendLast) => {
    const admitted = admit && Promise.all([admit(db), enterRole(db, SERVED, settings)])
    const endAttempt = pace === 'ahead' ? endAhead(sendLast) : awaitEnd
    return takeInOrder(
      { db, domain, sendLast, endAttempt, judged: [], heldRoles: new HeldRoles(db) },
      identity,
      tasks,
      admitted,
    )
  })
}

function endAhead(sendLast: SendLast): EndAttempt {
  return (ended) => {
    sendLast(ended)
    return Promise.resolve()
  }
}

async function takeInOrder(
  sitting: Sitting,
  identity: Identity,
  tasks: readonly [Task, ...Task[]],
  admitted: Promise<unknown> | undefined,
): Promise<readonly Step[]> {
  const { db, domain, sendLast } = sitting
  const read = new Map(
    tasks.map((task) => [task, task.poison ? undefined : readCommand(domain.commands, task.command)]),
  )
  const keys = tasks.flatMap((task) => keysOf(read.get(task), task.command.property))
  const ids = tasks.map(({ command }) => command.id)
  const [first] = tasks
  // In this order, and at once: whoever held the locks may have recorded them.
  const looking = allSent([
    lockProgress(db, asUuid(first.command.terminal)),
    findRecorded(db, ids),
    tasks.length > 1 ? tryKeys(db, keys) : lockKeys(db, keys),
    admitted ?? Promise.resolve(),
  ])
  const holding = looking.then(([progress, recorded]) => {
    if (!progress) throw new UnknownTerminalError(first.command.terminal)
    return { progress, recorded: (task: Task) => recorded.get(task.command.id) }
  })
  // Several do not wait for keys, and are not to wait for rows in their place.
  const isEarly = tasks.length === 1 && !first.mayBeKnown
  const steps: Step[] = []
  let lastSeq: number | undefined
  let said: Record<string, string> | undefined
  for (const task of tasks) {
    const settings = settingsOf(identity, task)
    // It goes out along with the end of the one before, and what it does with it. The first one's began the transaction.
    if (said) sendLast(setLocal(db, changedSettings(said, settings)))
    said = settings
    const counted = lastSeq
    const held = holding.then(({ progress, recorded }) => ({
      progress: { ...progress, lastSeq: counted ?? progress.lastSeq },
      recorded: recorded(task),
    }))
    const step = await takeCommand(sitting, { task, read: read.get(task), isEarly }, held)
    steps.push(step)
    if (step.kind !== 'judged') break
    lastSeq = step.lastSeq
  }
  sendRecords(sitting)
  return steps
}
