import type { z } from 'zod'
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Reader } from './database.ts'

export interface QueryContext {
  readonly propertyId: Uuid
  readonly terminalId: Uuid
  readonly businessDate: IsoDate
}

/** Where a row of another table is seen in an answer. */
export interface Through {
  /** Column of the answer that holds its id. */
  readonly shownIn: string
  /** SQL of the keys of those that may show it from now on; $1 are ids of such rows. Absent: whoever begins to show it has changed too. */
  readonly nextIn?: string
}

/**
 * Lets a live query follow changes of single rows: it asks for those alone that they concern. A change of a table that is not named here
 * asks for everything. Not for an answer with a limit, nor for one whose rows tell of each other.
 */
export interface QueryParts {
  /** 'schema.table' whose rows make the answer, one each, and are its keys by their id. */
  readonly own: string
  /** Columns of the answer that decide where a row stands: where one differs, or a row is new, everything is asked for. */
  readonly place: readonly string[]
  readonly through?: Readonly<Record<string, Through>>
}

/**
 * A named question. Pages name it with arguments; SQL never crosses the port. Live queries run again when one of `tables` changes and
 * send what differs by `key`.
 */
export interface QueryDefinition<Args = unknown, Result extends object = object> {
  readonly name: string
  readonly args: z.ZodType<Args>
  /** 'schema.table' of everything that the answer depends on. */
  readonly tables: readonly string[]
  /** An expensive one: after a run it rests so long, and then takes in at once what has changed meanwhile. Milliseconds. */
  readonly restMs?: number
  readonly parts?: QueryParts
  key(row: Result): string
  /** `only`: the rows with these keys, where it has `parts`. */
  run(db: Reader, args: Args, context: QueryContext, only?: readonly string[]): Promise<Result[]>
}

export function defineQuery<Args, Result extends object>(
  definition: QueryDefinition<Args, Result>,
): QueryDefinition<Args, Result> {
  return definition
}
