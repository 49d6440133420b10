import type { Transaction } from '@electric-sql/pglite'
import type { Refusal } from '../../../shared/command/command.ts'
import { no } from '../../../shared/domains/refusals.ts'
import { breathe } from '../take-turns.ts'
import { type CommandDomain, runHandler } from './run-handler.ts'
import type { PendingCommand } from './pending.ts'

/**
 * Runs pending commands again, in their order, over what stands now. A refusal is noted as a prediction on the outbox row; it
 * never drops the command: only the centre judges. Call it after `undoCommands` of the same ones.
 */
export type ReplayPending = (tx: Transaction, pending: readonly PendingCommand[]) => Promise<void>

/**
 * `properties`: those that this desk serves. What was given for another one, under an earlier scope, has no effect here: its rows are gone, and
 * it only waits to be sent.
 */
export function replayWith(domain: CommandDomain, properties: readonly string[]): ReplayPending {
  return async (tx, pending) => {
    for (const command of pending) {
      await breathe()
      if (!properties.includes(command.command.property)) continue
      const predicted = await predict(tx, domain, command)
      if (JSON.stringify(predicted) === JSON.stringify(command.predicted)) continue
      await tx.query('UPDATE sync.outbox SET predicted = $2::jsonb WHERE id = $1', [
        command.id,
        predicted && JSON.stringify(predicted),
      ])
    }
  }
}

/** A fault of a handler must not stop the sync of everything else: it is a prediction too, and the centre will judge. */
async function predict(tx: Transaction, domain: CommandDomain, pending: PendingCommand): Promise<Refusal | null> {
  try {
    return await runHandler(tx, domain, pending.command)
  } catch (error) {
    const { refused } = no('fault')
    return { ...refused, facts: { message: error instanceof Error ? error.message : String(error) } }
  }
}
