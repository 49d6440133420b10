import type { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type CommandDefinition,
  type ExecuteResult,
  type Preparation,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { lockReservation, type ReservationRecord } from './records.ts'
import { readSubject, subjectFields, subjectKeys, subjectRows } from './subject.ts'

interface StepArgs {
  readonly reservationId: Uuid
}

/** A command about one reservation: what the person said and saw, and little more, travels with it. */
interface Step<Shape extends z.ZodRawShape, More extends z.ZodRawShape, Args extends StepArgs> {
  readonly name: string
  readonly input: z.ZodObject<Shape>
  /** What else is made before the handler runs. */
  readonly frozen?: More
  freeze?(input: z.output<z.ZodObject<Shape>>, preparation: Preparation): Promise<z.output<z.ZodObject<More>>>
  execute(db: Database, args: Args, context: CommandContext, reservation: ReservationRecord): Promise<ExecuteResult>
  /** Refusals that say that it is done: another desk was first, and nobody needs to hear of it. */
  readonly done: readonly string[]
  /** The world is made to fit, where it can be. */
  rePlan?(
    db: Database,
    context: CommandContext,
    reservation: ReservationRecord,
    refusal: Refusal,
    args: Args,
  ): Promise<Resolution[] | undefined>
  /** The story of a refusal, where it is another one than that. */
  tell?(args: Args, refusal: Refusal): Resolution | undefined
}

const common = { reservationId: uuid, ...subjectFields }
type Frozen = z.output<z.ZodObject<typeof common>>

export function defineStep<Shape extends z.ZodRawShape, More extends z.ZodRawShape = Record<never, never>>(
  step: Step<Shape, More, z.output<z.ZodObject<Shape>> & z.output<z.ZodObject<More>> & Frozen>,
): CommandDefinition {
  type Args = z.output<z.ZodObject<Shape>> & z.output<z.ZodObject<More>> & Frozen
  const args = step.input.extend({ ...common, ...step.frozen }) as unknown as z.ZodType<Args>
  return defineCommand<StepArgs, Args>({
    name: step.name,
    input: step.input as unknown as z.ZodType<StepArgs>,
    args,
    async prepare(input, preparation) {
      const subject = await readSubject(preparation.db, preparation.propertyId, input.reservationId)
      const more = await step.freeze?.(input as unknown as z.output<z.ZodObject<Shape>>, preparation)
      return { ...input, ...subject, ...more } as Args
    },
    keys: (given) => subjectKeys(given.reservationId, given),
    seen: (given) => subjectRows(given.reservationId, given.seen?.unitId),
    async execute(db, given, context) {
      const reservation = await lockReservation(db, context.propertyId, given.reservationId)
      return reservation ? step.execute(db, given, context, reservation) : no('reservation_not_found')
    },
    async reconcile(db, given, context, refusal) {
      if (step.done.includes(refusal.code)) return []
      const reservation = await lockReservation(db, context.propertyId, given.reservationId)
      return reservation && step.rePlan?.(db, context, reservation, refusal, given)
    },
    onRefusal: (given, refusal) =>
      step.tell?.(given, refusal) ?? refusalEntry(refusal, 'open_reservation', { reservationId: given.reservationId }),
  }) as CommandDefinition
}
