import type { CommandContext } from '../../shared/command/command.ts'
import type { Database } from '../../shared/command/database.ts'
import { type HeldRole, readHeldRoles } from '../../shared/domains/access/judge-actor.ts'

/** The roles of those who give the commands of one transaction, read once for each person. */
export class HeldRoles {
  readonly #db: Database
  /** By the key of the person (`keysOf`). */
  readonly #byPerson = new Map<string, Promise<HeldRole[]>>()

  constructor(db: Database) {
    this.#db = db
  }

  of(context: CommandContext): Promise<HeldRole[]> {
    const person = `${context.propertyId}/person:${context.actor}`
    const known = this.#byPerson.get(person) ?? readHeldRoles(this.#db, context)
    this.#byPerson.set(person, known)
    return known
  }

  /** A command that holds these keys has changed what stands behind them. */
  forget(keys: readonly string[]): void {
    for (const key of keys) this.#byPerson.delete(key)
  }
}
