import type { Transaction } from '@electric-sql/pglite'
import type { CommandDefinition, ExecuteResult, Refusal } from '../../../shared/command/command.ts'
import { contextOf } from '../../../shared/command/context-of.ts'
import { DatabaseError } from '../../../shared/command/database.ts'
import { hlcInstant } from '../../../shared/kernel/clock.ts'
import type { QueuedCommand } from '../../../shared/protocol/push.ts'
import { databaseOf } from '../database/handle.ts'

/** What the core must know of the hotel in order to run a command. */
export interface CommandDomain {
  readonly commands: ReadonlyMap<string, CommandDefinition>
  /** A constraint's no in the domain's words; undefined where the error is a fault. */
  refusalFromDatabaseError(error: DatabaseError): Refusal | undefined
}

/** The command's name stands in no registry of this program: a newer terminal's, or a mistyped one. */
export class UnknownCommandError extends Error {
  override readonly name = 'UnknownCommandError'
}

export function findCommand(domain: CommandDomain, name: string): CommandDefinition {
  const definition = domain.commands.get(name)
  if (definition) return definition
  throw new UnknownCommandError(`There is no command named ${name}. Check the name, or update this program.`)
}

/**
 * Runs a command's effect in a savepoint of its own: applied (null), or refused with every write taken back.
 * Faults are taken back too, and thrown; the surrounding transaction stays usable.
 */
export async function runHandler(
  tx: Transaction,
  domain: CommandDomain,
  command: QueuedCommand,
): Promise<Refusal | null> {
  const definition = findCommand(domain, command.name)
  const args = definition.args.parse(command.args)
  await tx.exec('SAVEPOINT command')
  try {
    await nameCommand(tx, command)
    const result = await execute(tx, domain, () => definition.execute(databaseOf(tx), args, contextOf(command)))
    if ('refused' in result) {
      await tx.exec('ROLLBACK TO SAVEPOINT command; RELEASE SAVEPOINT command')
      return result.refused
    }
    // What is written after this belongs to no command.
    await tx.exec(`SELECT set_config('app.command_id', '', true); RELEASE SAVEPOINT command`)
    return null
  } catch (error) {
    await tx.exec('ROLLBACK TO SAVEPOINT command; RELEASE SAVEPOINT command')
    throw error
  }
}

/** A deferred violation must surface here: at COMMIT it would take the outbox row along. */
async function execute(
  tx: Transaction,
  domain: CommandDomain,
  handler: () => Promise<ExecuteResult>,
): Promise<ExecuteResult> {
  try {
    const result = await handler()
    if (!('refused' in result)) await databaseOf(tx).execute('SET CONSTRAINTS ALL IMMEDIATE')
    return result
  } catch (error) {
    const refusal = error instanceof DatabaseError ? domain.refusalFromDatabaseError(error) : undefined
    if (refusal) return { refused: refusal }
    throw error
  }
}

/** Triggers and foreign keys judge what a person does; the role stays (rebase.ts). */
async function nameCommand(tx: Transaction, command: QueuedCommand): Promise<void> {
  await tx.query(
    `SELECT set_config('app.command_id', $1, true), set_config('app.actor', $2, true), set_config('app.occurred_at', $3, true),
       set_config('session_replication_role', 'origin', false)`,
    [command.id, command.actor, hlcInstant(command.occurredAt)],
  )
}
