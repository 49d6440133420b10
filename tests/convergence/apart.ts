import { expect } from 'vitest'
import { describeResolution } from '../../shared/domains/resolution/words.ts'
import type { ReservationDetailRow } from '../../shared/domains/reservation/rows.ts'
import type { Database } from '../../shared/command/database.ts'
import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import { asUuid, newId, type Uuid } from '../../shared/kernel/ids.ts'
import type { UnitNumber } from '../contract/fixture.ts'
import { atCentre, give } from '../e2e/group.ts'
import { House, type ShiftDesk } from './house.ts'

type Guest = 'ada' | 'bo' | 'cy'

/** One hotel whose desks lose sight of each other: what stands at the centre afterwards, and what all screens say. */
export class Apart {
  /** Days from the business date: each test has nights of its own. */
  from = 0

  private constructor(readonly house: House) {}

  static async open(names: readonly string[]): Promise<Apart> {
    return new Apart(await House.open(names))
  }

  get hotel() {
    return this.house.hotel
  }

  day(n: number): IsoDate {
    return addDays(this.hotel.businessDate, n)
  }

  unit(number: UnitNumber): Uuid {
    return this.hotel.units[number]
  }

  nextNights(): void {
    this.from += 10
  }

  /** All lines are cut while `work` is done; then each desk's work reaches the centre, in the order of `first` and then the others. */
  async during(work: () => Promise<void>, ...first: ShiftDesk[]): Promise<void> {
    const { desks } = this.house
    for (const desk of desks) await desk.terminal.sync.pause()
    await work().catch((error: unknown) => {
      // What fails here fails this test alone.
      for (const desk of desks) desk.terminal.sync.resume()
      throw error
    })
    for (const desk of new Set([...first, ...desks])) {
      desk.terminal.sync.resume()
      await desk.terminal.sync.caughtUp()
    }
    await Promise.all(desks.map((desk) => desk.terminal.sync.caughtUp()))
  }

  /** What every desk has sent stands at the others: twice, since one that has caught up may do so before another has sent. */
  async together(): Promise<void> {
    for (let round = 0; round < 2; round++)
      await Promise.all(this.house.desks.map((desk) => desk.terminal.sync.caughtUp()))
  }

  async give(desk: ShiftDesk, name: string, input: object): Promise<Readonly<Record<string, unknown>>> {
    const outcome = await desk.run(name, input)
    if (outcome.kind !== 'done') throw new Error(`${name} was refused: ${outcome.refusal.code}`)
    return outcome.args as Readonly<Record<string, unknown>>
  }

  reserve(desk: ShiftDesk, name: string, input: object): Promise<Readonly<Record<string, unknown>>> {
    return this.give(desk, `v1.reservation.${name}`, input)
  }

  /** What somebody asks for: one night of a standard, in the nights of this test. */
  wish(guest: Guest, change: object = {}) {
    const { guests, types, rates } = this.hotel
    return {
      guest: { kind: 'existing', profileId: guests[guest] },
      arrival: this.day(this.from),
      departure: this.day(this.from + 1),
      adults: 1,
      children: 0,
      unitTypeId: types.STD,
      rateStrategyId: rates.BAR,
      guarantee: 'card',
      source: 'desk',
      notes: '',
      ...change,
    }
  }

  async book(desk: ShiftDesk, guest: Guest, change: object = {}): Promise<Uuid> {
    const { reservationId } = await this.reserve(desk, 'create', this.wish(guest, change))
    return asUuid(String(reservationId))
  }

  tonight(nights = 1) {
    return { arrival: this.day(0), departure: this.day(nights) }
  }

  /** In house at every desk. */
  async settle(desk: ShiftDesk, guest: Guest, number: UnitNumber, nights = 1): Promise<Uuid> {
    const unitTypeId = this.hotel.types[number < '200' ? 'STD' : number < '300' ? 'DLX' : 'STE']
    const reservationId = await this.book(desk, guest, { ...this.tonight(nights), unitTypeId })
    await this.reserve(desk, 'checkIn', { reservationId, unitId: this.unit(number) })
    await this.together()
    return reservationId
  }

  /** A booking of a channel, which the centre took by itself. */
  async bookByChannel(guest: Guest, change: object = {}): Promise<void> {
    await this.centre(async (db) => {
      const wish = this.wish(guest, { source: 'channel', guarantee: 'channel', ...change })
      const { reservationId } = (await give(db, this.hotel, 'v1.reservation.create', wish)) as { reservationId: string }
      const { propertyId } = this.hotel
      const connectionId = newId()
      await db.execute(
        `INSERT INTO channel.channel_connections (id, property_id, code, name, kind, protocol, endpoint, external_property_code, status)
         VALUES ($1, $2, $3, 'Rooms online', 'ota', 'alpinebits', 'https://channel.invalid', 'H1', 'active')`,
        [connectionId, propertyId, `OTA${this.from}`],
      )
      await db.execute(
        `INSERT INTO channel.channel_bookings (property_id, connection_id, external_id, message_type, guest_name, status, reservation_id,
           received_at)
         VALUES ($1, $2, $3, 'new', 'A guest', 'imported', $4, now())`,
        [propertyId, connectionId, `OTA-${this.from}`, reservationId],
      )
    })
  }

  /** What happens at the centre without a desk. */
  centre<T>(work: (db: Database) => Promise<T>): Promise<T> {
    return atCentre(this.house.central, work)
  }

  /** Out of order for one night, the first of this test unless said otherwise. */
  takeOut(desk: ShiftDesk, number: UnitNumber, more: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const days = { from: this.day(this.from), until: this.day(this.from + 1) }
    const fault = { kind: 'out_of_order', reason: 'Leak', returnStatus: 'clean' }
    return this.give(desk, 'v1.unit.takeOutOfOrder', { unitId: this.unit(number), ...days, ...fault, ...more })
  }

  async rowAtCentre(reservationId: Uuid) {
    const rows = await this.house.central.query<{
      status: string
      unit: string | null
      departure: string
      total: string
      fee: string | null
    }>(
      `SELECT r.status, r.departure::text AS departure, r.total::text AS total, r.cancel_fee::text AS fee, coalesce(
         (SELECT u.number FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
          WHERE s.reservation_id = r.id AND s.status IN ('in_house', 'departed')),
         (SELECT u.number FROM reservation.unit_assignments a JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
          WHERE a.reservation_id = r.id AND a.active ORDER BY lower(a.stay) LIMIT 1)) AS unit
       FROM reservation.reservations r WHERE r.id = $1`,
      [reservationId],
    )
    return rows[0] ?? expect.fail(`the centre does not have ${reservationId}`)
  }

  /** What all screens say of a reservation: the same at all desks, and as the centre has it. */
  async onAllScreens(reservationId: Uuid) {
    const [one, ...others] = await Promise.all(
      this.house.desks.map(async (desk) => {
        const [row] = (await desk.terminal.query('reservation.detail', { reservationId })) as ReservationDetailRow[]
        if (!row) throw new Error(`${desk.name} does not have ${reservationId}`)
        const open = row.resolutions.filter(({ status }) => status === 'open').map(describeResolution)
        const { status, unitNumber, departure, certainty, total } = row
        const units = row.assignments.filter(({ active }) => active).map((each) => each.unitNumber)
        return { status, unit: unitNumber, units, departure, certainty, total, open }
      }),
    )
    for (const other of others) expect(other).toEqual(one)
    if (!one) throw new Error('there are desks')
    const { status, unit, departure, total } = one
    expect(await this.rowAtCentre(reservationId)).toMatchObject({ status, unit, departure, total })
    return one
  }

  /** Every answer of the centre that is not a plain yes, with the refusal behind it. */
  async verdicts(): Promise<string[]> {
    const rows = await this.house.central.query<{ what: string }>(
      `SELECT concat_ws(' ', r.name, r.outcome, r.refusal ->> 'code') AS what FROM sync.command_results r
       WHERE r.outcome <> 'applied' ORDER BY r.applied_at, r.id`,
    )
    return rows.map(({ what }) => what)
  }

  /** The house is empty again, and every unit clean: the tests that are about tonight do not stand in each other's way. */
  async emptyTonight(desk: ShiftDesk): Promise<void> {
    await this.together()
    const rows = await desk.terminal.readOnlySql(
      `SELECT id, status FROM reservation.reservations WHERE arrival <= $1 AND status IN ('confirmed', 'checked_in')`,
      [this.day(0)],
    )
    for (const { id, status } of rows) {
      const reservationId = String(id)
      const settlement = { kind: 'left_open', reason: 'the test is over' }
      if (status === 'checked_in') await this.reserve(desk, 'checkOut', { reservationId, settlement })
      else await this.reserve(desk, 'cancel', { reservationId, reason: 'the test is over' })
    }
    const blocked = await desk.terminal.readOnlySql(
      `SELECT unit_id, id FROM property_mgmt.unit_blocks WHERE status IN ('planned', 'active')`,
      [],
    )
    for (const { unit_id: unitId, id: blockId } of blocked)
      await this.give(desk, 'v1.unit.returnToService', { unitId, blockId })
    const dirty = await desk.terminal.readOnlySql(
      `SELECT id FROM property_mgmt.inventory_units WHERE housekeeping_status NOT IN ('clean', 'inspected')`,
      [],
    )
    for (const { id } of dirty) await this.give(desk, 'v1.unit.setHousekeepingStatus', { unitId: id, status: 'clean' })
    await this.together()
  }
}
