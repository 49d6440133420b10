import type { CommandContext, CommandDefinition, Refusal, Resolution } from '../../shared/command/command.ts'
import { DatabaseError, type Database } from '../../shared/command/database.ts'
import { sealWith } from '../../shared/domains/guest/sealing.ts'
import { refusalFromDatabaseError } from '../../shared/domains/errors.ts'
import { commands } from '../../shared/domains/registry.ts'
import { hlcInstant } from '../../shared/kernel/clock.ts'
import { asIsoDate, type IsoDate } from '../../shared/kernel/dates.ts'
import { asUuid, derivedId, newId, type Uuid } from '../../shared/kernel/ids.ts'
import { insertHotelRows } from './small-hotel.ts'

export interface SmallHotelOptions {
  /** Tells hotels in one database apart: 1-255. */
  readonly number?: number
  readonly businessDate?: string
  readonly requiresInspection?: boolean
  readonly overbookingPct?: number
  /** ISO 8601 instant at which the business day began; long ago unless said otherwise. */
  readonly openedAt?: string
}

/** 101-104 standard, 201-203 deluxe, 301 the suite; all vacant and clean. */
export const UNIT_NUMBERS = ['101', '102', '103', '104', '201', '202', '203', '301'] as const
export type UnitNumber = (typeof UNIT_NUMBERS)[number]

export interface SmallHotel {
  readonly propertyId: Uuid
  readonly businessDate: IsoDate
  readonly terminalId: Uuid
  /** Ana Duty, who signs. */
  readonly actor: Uuid
  readonly staffId: Uuid
  readonly types: Readonly<Record<'STD' | 'DLX' | 'STE', Uuid>>
  readonly units: Readonly<Record<UnitNumber, Uuid>>
  readonly guests: Readonly<Record<'ada' | 'bo' | 'cy', Uuid>>
  /** BAR: 100 a night, free to cancel until 48 h before. NRF: 10 % less, never free. */
  readonly rates: Readonly<Record<'BAR' | 'NRF', Uuid>>
  readonly policies: Readonly<Record<'FLEX' | 'NRF', Uuid>>
}

export function smallHotel(options: SmallHotelOptions = {}): SmallHotel {
  const hotel = (options.number ?? 1).toString(16).padStart(8, '0')
  const id = (kind: number, n: number) =>
    asUuid(`${hotel}-0000-7000-8000-${kind.toString(16).padStart(4, '0')}${n.toString(16).padStart(8, '0')}`)
  const [first, second, third] = [1, 2, 3]
  return {
    propertyId: id(1, 1),
    businessDate: asIsoDate(options.businessDate ?? '2026-11-23'),
    terminalId: id(2, 1),
    actor: id(3, 1),
    staffId: id(4, 1),
    types: { STD: id(5, first), DLX: id(5, second), STE: id(5, third) },
    units: Object.fromEntries(UNIT_NUMBERS.map((number) => [number, id(6, Number(number))])) as Record<
      UnitNumber,
      Uuid
    >,
    guests: { ada: id(7, first), bo: id(7, second), cy: id(7, third) },
    rates: { BAR: id(8, first), NRF: id(8, second) },
    policies: { FLEX: id(9, first), NRF: id(9, second) },
  }
}

/** One property with an open business day. Repeatable: the ids follow from `number`. */
export async function insertSmallHotel(db: Database, options: SmallHotelOptions = {}): Promise<SmallHotel> {
  const hotel = smallHotel(options)
  await insertHotelRows(db, hotel, options)
  return hotel
}

/** A context at a time of day (UTC) of the business date, as if given at one of the hotel's desks. */
export function contextAt(hotel: SmallHotel, time: string, changes: Partial<CommandContext> = {}): CommandContext {
  const { propertyId, terminalId, actor, businessDate } = hotel
  const occurredAt = `${businessDate}T${time}:00.000Z/0000/A1`
  return { commandId: newId(), propertyId, terminalId, actor, businessDate, occurredAt, ...changes }
}

export function definitionOf(name: string): CommandDefinition {
  const definition = commands.get(name)
  if (!definition) throw new Error(`no command is named ${name}`)
  return definition
}

let lastNumber = 0

/** The key of every house here. */
export const TEST_KEY = 'k'.repeat(43)

/** What the core does before a command exists. */
export async function prepareCommand(
  db: Database,
  name: string,
  input: unknown,
  { propertyId, businessDate }: Pick<CommandContext, 'propertyId' | 'businessDate'>,
): Promise<unknown> {
  const definition = definitionOf(name)
  const nextNumber = () => Promise.resolve(`A1-${(++lastNumber).toString().padStart(5, '0')}`)
  const args = await definition.prepare(definition.input.parse(input), {
    newId,
    nextNumber,
    seal: (plain) => sealWith(db, TEST_KEY, plain),
    businessDate,
    propertyId,
    db,
  })
  // The way through the outbox: what does not survive it must not be relied on.
  return JSON.parse(JSON.stringify(args)) as unknown
}

export interface Outcome {
  readonly outcome: 'applied' | 'applied_with_changes' | 'refused'
  readonly refusal: Refusal | null
  readonly resolutions: readonly Resolution[]
}

/**
 * Judges a command inside the caller's transaction, in savepoints, as the terminal does, or with `reconcile` as the centre does (which then
 * writes its entries too).
 */
export async function runCommand(
  db: Database,
  name: string,
  args: unknown,
  context: CommandContext,
  options: { reconcile?: boolean } = {},
): Promise<Outcome> {
  const definition = definitionOf(name)
  const parsed = definition.args.parse(args)
  await db.query(`SELECT set_config('app.actor', $1, true), set_config('app.occurred_at', $2, true)`, [
    context.actor,
    hlcInstant(context.occurredAt),
  ])
  const outcome = await judge(db, definition, parsed, context, options.reconcile ?? false)
  if (options.reconcile) await writeEntries(db, name, context, outcome)
  return outcome
}

async function judge(
  db: Database,
  definition: CommandDefinition,
  args: unknown,
  context: CommandContext,
  atCentre: boolean,
): Promise<Outcome> {
  const result = await attempt(db, () => definition.execute(db, args, context))
  if (!('refused' in result)) return { outcome: 'applied', refusal: null, resolutions: result.resolutions }
  const { refused: refusal } = result
  const { reconcile } = definition
  if (atCentre && reconcile) {
    const replanned = await attempt(db, async () => {
      const resolutions = await definition.reconcile?.(db, args, context, refusal)
      return resolutions ? { resolutions } : { refused: refusal }
    })
    if (!('refused' in replanned)) {
      return { outcome: 'applied_with_changes', refusal, resolutions: replanned.resolutions }
    }
  }
  return { outcome: 'refused', refusal, resolutions: atCentre ? [definition.onRefusal(args, refusal)] : [] }
}

async function attempt(
  db: Database,
  work: () => ReturnType<CommandDefinition['execute']>,
): ReturnType<CommandDefinition['execute']> {
  await db.execute('SAVEPOINT command')
  const result = await work()
    .then(async (result) => {
      if (!('refused' in result)) await db.execute('SET CONSTRAINTS ALL IMMEDIATE')
      return result
    })
    .catch((error: unknown) => {
      const refused = error instanceof DatabaseError ? refusalFromDatabaseError(error) : undefined
      if (!refused) throw error
      return { refused }
    })
  if ('refused' in result) await db.execute('ROLLBACK TO SAVEPOINT command')
  await db.execute('RELEASE SAVEPOINT command')
  return result
}

async function writeEntries(db: Database, name: string, context: CommandContext, outcome: Outcome): Promise<void> {
  for (const entry of outcome.resolutions) {
    await db.execute(
      `INSERT INTO sync.resolutions (id, property_id, command_id, terminal_id, actor, command_name, outcome, reason, facts,
         next_step, reservation_id, unit_id, profile_id, raised_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14::timestamptz)`,
      [
        derivedId(context.commandId, 'sync.resolutions', entry.key),
        context.propertyId,
        context.commandId,
        context.terminalId,
        context.actor,
        name,
        outcome.outcome,
        entry.reason,
        JSON.stringify(entry.facts),
        entry.nextStep,
        entry.reservationId ?? null,
        entry.unitId ?? null,
        entry.profileId ?? null,
        hlcInstant(context.occurredAt),
      ],
    )
  }
}
