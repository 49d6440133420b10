import type { z } from 'zod'
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Database, Reader } from './database.ts'

/** A no of the domain: a value, never thrown. The screen makes its sentence from code and facts. */
export interface Refusal {
  readonly code: string
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
}

export function refuse(code: string, facts: Refusal['facts'] = {}): Refusal {
  return { code, facts }
}

/** What a handler may know beside its arguments. All of it travels with the command, so that a replay knows the same. */
export interface CommandContext {
  readonly commandId: Uuid
  readonly propertyId: Uuid
  readonly terminalId: Uuid
  readonly actor: Uuid
  /** The property's business date on the terminal when the command was given. */
  readonly businessDate: IsoDate
  /** Hybrid logical clock reading (kernel/clock.ts) of the moment when the command was given. */
  readonly occurredAt: string
}

/** The words of an entry in the Resolution Centre; written by the centre only, in the command's own transaction. */
export interface Resolution {
  /** Distinguishes several entries of one command. */
  readonly key: string
  /** A code of shared/domains/resolution/reasons.ts. */
  readonly reason: string
  readonly facts: Refusal['facts']
  readonly nextStep: string
  readonly reservationId?: Uuid
  readonly unitId?: Uuid
  readonly profileId?: Uuid
  /** What was entered, so that it can be given again. */
  readonly entered?: unknown
}

/** 'unit:<id>', 'type-night:<type>:<date>', 'reservation:<id>', 'guest:<id>', 'task:<id>' ... */
export type ConflictKey = `${string}:${string}`

/** Used by `prepare` alone, on the terminal, before the command exists: everything that is not in the person's own input. */
export interface Preparation {
  newId(): Uuid
  /** The next number of a series that people read ('confirmation', ...): terminal prefix, counter, check character. */
  nextNumber(series: string): Promise<string>
  /**
   * What identifies a person, encrypted under the key of the property: ciphertext in hexadecimal digits. Null where this desk has not
   * got the key yet.
   */
  seal(plain: string): Promise<string | null>
  readonly businessDate: IsoDate
  readonly propertyId: Uuid
  /** What stands here now: for what is frozen into the command, a price that was shown above all. */
  readonly db: Reader
}

/**
 * One thing that a person does. Registered once under a versioned name ('v1.reservation.checkIn'); once shipped it stays, since a
 * terminal that slept for a month still sends it.
 *
 * `Input` is what a screen or a script gives; `Args` is what is queued, replayed and sent: complete, so that `execute` needs no clock,
 * no random number and no network.
 */
export interface CommandDefinition<Input = unknown, Args = unknown> {
  readonly name: string
  readonly input: z.ZodType<Input>
  readonly args: z.ZodType<Args>
  prepare(input: Input, preparation: Preparation): Promise<Args> | Args
  /** What the centre locks, in sorted order, before it reads. */
  keys(args: Args): ConflictKey[]
  /** The rows whose confirmed versions are sent along as evidence of what the person saw. */
  seen(args: Args): { table: string; id: Uuid }[]
  /**
   * Applies, or answers with a refusal; then every write is rolled back. Runs on the terminal when the command is given, again at each
   * rebase, and at the centre. May return resolutions (at the centre they become rows; elsewhere they are dropped).
   */
  execute(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult>
  /**
   * At the centre only, after a refusal: makes the best of the world as it is. Undefined leaves the refusal standing, and the centre then
   * writes the entry `onRefusal` describes.
   */
  reconcile?(db: Database, args: Args, context: CommandContext, refusal: Refusal): Promise<Resolution[] | undefined>
  /** What the person should do when the centre refuses for good. */
  onRefusal(args: Args, refusal: Refusal): Resolution
}

export type ExecuteResult = { readonly refused: Refusal } | { readonly resolutions: readonly Resolution[] }

export const applied: ExecuteResult = { resolutions: [] }

export function refused(code: string, facts: Refusal['facts'] = {}): ExecuteResult {
  return { refused: refuse(code, facts) }
}

/** Keeps the types of one definition while a registry holds many. */
export function defineCommand<Input, Args>(definition: CommandDefinition<Input, Args>): CommandDefinition<Input, Args> {
  return definition
}
