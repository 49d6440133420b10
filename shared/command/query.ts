import type { z } from 'zod'
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Reader } from './database.ts'

export interface QueryContext {
  readonly propertyId: Uuid
  readonly terminalId: Uuid
  readonly businessDate: IsoDate
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
  key(row: Result): string
  run(db: Reader, args: Args, context: QueryContext): Promise<Result[]>
}

export function defineQuery<Args, Result extends object>(
  definition: QueryDefinition<Args, Result>,
): QueryDefinition<Args, Result> {
  return definition
}
