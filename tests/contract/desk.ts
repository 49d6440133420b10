import type { CommandContext } from '../../shared/command/command.ts'
import type { Database, Row } from '../../shared/command/database.ts'
import type { CreateInput } from '../../shared/domains/reservation/inputs.ts'
import { queries } from '../../shared/domains/registry.ts'
import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import type { Subject } from '../support/both-databases.ts'
import {
  contextAt,
  insertSmallHotel,
  prepareCommand,
  runCommand,
  type Outcome,
  type SmallHotel,
  type SmallHotelOptions,
  type UnitNumber,
} from './fixture.ts'
import { wishOf } from './wish.ts'

/** A command that was given somewhere and has not reached the centre. */
export interface Given {
  readonly name: string
  readonly args: unknown
  readonly context: CommandContext
}

interface When {
  /** 'HH:MM' of the business date, UTC. */
  readonly at?: string
  readonly context?: Partial<CommandContext>
}

export interface StayWish extends Partial<Omit<CreateInput, 'guest' | 'arrival' | 'departure' | 'unitId'>> {
  readonly guest?: keyof SmallHotel['guests'] | CreateInput['guest']
  /** Days from the business date. */
  readonly from?: number
  readonly nights?: number
  readonly unit?: UnitNumber
}

let hotels = 0

/** A small hotel of its own in a shared database, and the ways to work in it. */
export class Desk {
  private constructor(
    readonly db: Database,
    readonly hotel: SmallHotel,
    private readonly atCentre: boolean,
    /** By a role that may not do all. */
    private readonly isServed: boolean,
  ) {}

  /** `atCentre`: commands are re-planned, and requests are served under row-level security as the centre does. */
  static async open(subject: Subject, options: SmallHotelOptions & { atCentre?: boolean } = {}): Promise<Desk> {
    const { db } = subject
    const [server] = await db.query(`SELECT 1 FROM pg_roles WHERE rolname = 'authenticated_user'`)
    if (server) await db.execute('RESET ROLE')
    const hotel = await insertSmallHotel(db, { number: ++hotels, ...options })
    if (server) {
      await db.query(`SELECT set_config('app.current_property_id', $1, false)`, [hotel.propertyId])
      await db.execute('SET ROLE authenticated_user')
    }
    return new Desk(db, hotel, options.atCentre ?? false, server !== undefined)
  }

  /** Gives a command and judges it at once. */
  async run(name: string, input: unknown, when: When = {}): Promise<Outcome> {
    return this.transaction(async () => this.arriveInside(await this.prepare(name, input, when)))
  }

  /** Writes a command down without running it. */
  async prepare(name: string, input: unknown, { at = '12:00', context = {} }: When = {}): Promise<Given> {
    const given = contextAt(this.hotel, at, context)
    return { name, args: await prepareCommand(this.db, name, input, given), context: given }
  }

  arrive(given: Given): Promise<Outcome> {
    return this.transaction(() => this.arriveInside(given))
  }

  /** What a desk does with the line cut: it sees its own work, the centre sees nothing of it yet. */
  async offline(
    work: (run: (name: string, input: unknown, when?: When) => Promise<Given>) => Promise<void>,
  ): Promise<Given[]> {
    const given: Given[] = []
    await this.db.execute('BEGIN')
    try {
      await work(async (name, input, when) => {
        const command = await this.prepare(name, input, when)
        const outcome = await runCommand(this.db, name, command.args, command.context)
        if (outcome.refusal) throw new Error(`${name} was refused offline: ${outcome.refusal.code}`)
        given.push(command)
        return command
      })
    } finally {
      await this.db.execute('ROLLBACK')
    }
    return given
  }

  /** A confirmed reservation for Ada King, one night from today unless said otherwise. */
  async book(wish: StayWish = {}, when: When = {}): Promise<Uuid> {
    const given = await this.prepare('v1.reservation.create', this.wish(wish), when)
    const outcome = await this.arrive(given)
    if (outcome.refusal) throw new Error(`not booked: ${outcome.refusal.code}`)
    return reservationOf(given)
  }

  /** Books and checks in. */
  async settle(wish: StayWish & { unit: UnitNumber }, when: When = {}): Promise<Uuid> {
    const reservationId = await this.book(wish, when)
    const outcome = await this.run('v1.reservation.checkIn', { reservationId }, when)
    if (outcome.refusal) throw new Error(`not checked in: ${outcome.refusal.code}`)
    return reservationId
  }

  wish({ guest = 'ada', from, nights, unit, ...more }: StayWish = {}): CreateInput {
    const { guests, units } = this.hotel
    const who = typeof guest === 'string' ? ({ kind: 'existing', profileId: guests[guest] } as const) : guest
    return { ...wishOf(this.hotel, who, { from, nights, unitId: unit && units[unit] }), ...more }
  }

  async ask<T extends object = Row>(name: string, args: unknown = {}): Promise<T[]> {
    const query = queries.get(name)
    if (!query) throw new Error(`no query is named ${name}`)
    const { propertyId, terminalId, businessDate } = this.hotel
    return (await query.run(this.db, query.args.parse(args), { propertyId, terminalId, businessDate })) as T[]
  }

  async unit(number: UnitNumber): Promise<Row> {
    return this.one(
      `SELECT occupancy_status AS occupancy, housekeeping_status AS housekeeping, block_status AS block
       FROM property_mgmt.inventory_units WHERE id = $1`,
      this.hotel.units[number],
    )
  }

  async reservation(id: Uuid): Promise<Row> {
    return this.one(
      `SELECT r.status, r.departure, r.cancel_fee AS fee, t.code AS type,
         (SELECT string_agg(u.number || ':' || lower(a.stay)::text || ':' || upper(a.stay)::text, ' ' ORDER BY lower(a.stay))
          FROM reservation.unit_assignments a JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
          WHERE a.reservation_id = r.id AND a.active AND a.deleted_at IS NULL) AS promised,
         (SELECT u.number || ':' || s.status FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
          WHERE s.reservation_id = r.id) AS stay
       FROM reservation.reservations r JOIN property_mgmt.unit_types t ON t.id = r.unit_type_id WHERE r.id = $1`,
      id,
    )
  }

  /** 'unit:first day:day after' as `reservation` shows a promise. */
  promised(unit: UnitNumber, from = 0, nights = 1): string {
    const first = addDays(this.hotel.businessDate, from)
    return `${unit}:${first}:${addDays(first, nights)}`
  }

  async set(table: string, id: Uuid, assignments: string): Promise<void> {
    const touched = await this.db.execute(`UPDATE ${table} SET ${assignments} WHERE id = $1`, [id])
    if (touched !== 1) throw new Error(`${touched} rows of ${table} have the id ${id}`)
  }

  /** The house goes on to this day; who serves requests may not turn it. */
  async turnDay(date: IsoDate): Promise<void> {
    if (this.isServed) await this.db.execute('RESET ROLE')
    await this.db.execute('UPDATE property_mgmt.business_days SET business_date = $2 WHERE property_id = $1', [
      ...[this.hotel.propertyId, date],
    ])
    if (this.isServed) await this.db.execute('SET ROLE authenticated_user')
  }

  setUnit(number: UnitNumber, assignments: string): Promise<void> {
    return this.set('property_mgmt.inventory_units', this.hotel.units[number], assignments)
  }

  private arriveInside({ name, args, context }: Given): Promise<Outcome> {
    return runCommand(this.db, name, args, context, { reconcile: this.atCentre })
  }

  private async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.db.execute('BEGIN')
    try {
      const result = await work()
      await this.db.execute('COMMIT')
      return result
    } catch (error) {
      await this.db.execute('ROLLBACK')
      throw error
    }
  }

  private async one(sql: string, id: Uuid): Promise<Row> {
    const [row] = await this.db.query(sql, [id])
    if (!row) throw new Error(`no row with the id ${id}`)
    return row
  }
}

export function reservationOf(given: Given): Uuid {
  const { reservationId } = given.args as { reservationId: string }
  return asUuid(reservationId)
}

export const reasonsOf = (outcome: Outcome) => outcome.resolutions.map((entry) => entry.reason)
