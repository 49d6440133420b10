import { expect } from 'vitest'
import type { TaskRow } from '../../shared/domains/operations/rows.ts'
import type { UnitRow } from '../../shared/domains/property_mgmt/rows.ts'
import type {
  AvailabilityRow,
  DeskRow,
  FreeUnitRow,
  InHouseRow,
  QuoteRow,
  ReservationDetailRow,
} from '../../shared/domains/reservation/rows.ts'
import type { ResolutionRow } from '../../shared/domains/resolution/rows.ts'
import { addDays, asIsoDate, type IsoDate } from '../../shared/kernel/dates.ts'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { prepareCommand, runCommand } from '../contract/fixture.ts'
import { atCentre } from '../e2e/group.ts'
import { figuresAtCentre, figuresOnDesks, type ImportedHotel, type ImportedHotels } from './imported-hotels.ts'

/** One desk of the city hotel, through the core that its page talks to. */
class Shift {
  readonly today: IsoDate
  constructor(
    readonly group: ImportedHotels,
    readonly hotel: ImportedHotel,
  ) {
    const { businessDate } = hotel.terminal.desk() ?? expect.fail('the hotel is not open')
    this.today = asIsoDate(businessDate)
  }

  ask = async <Row>(name: string, args: object = {}): Promise<Row[]> =>
    (await this.hotel.terminal.query(name, args)) as Row[]

  async give(name: string, input: object): Promise<unknown> {
    const outcome = await this.hotel.terminal.run(name, input)
    if (outcome.kind !== 'done') throw new Error(`${name} was refused: ${JSON.stringify(outcome.refusal)}`)
    return outcome.args
  }

  async detail(reservationId: string): Promise<ReservationDetailRow> {
    const [row] = await this.ask<ReservationDetailRow>('reservation.detail', { reservationId })
    return row ?? expect.fail(`the desk does not have ${reservationId}`)
  }

  async unit(unitId: string): Promise<UnitRow> {
    const found = (await this.ask<UnitRow>('unit.list')).find((unit) => unit.unitId === unitId)
    return found ?? expect.fail(`there is no unit ${unitId}`)
  }

  /** Who is to come and has a night to sleep and a unit to sleep in. */
  async toCome(): Promise<DeskRow[]> {
    const rows = await this.ask<DeskRow>('desk.arrivals')
    return rows.filter(({ status, nights, unitId }) => status === 'confirmed' && nights > 0 && unitId !== null)
  }

  /** The guest before leaves, the unit is made ready, the guest comes in. */
  async checkIn({ reservationId, unitId, unitNumber }: DeskRow): Promise<void> {
    const before = (await this.ask<InHouseRow>('desk.inHouse')).find((guest) => guest.unitId === unitId)
    if (before) await this.checkOut(before)
    if (unitId === null) expect.fail('the guest has no unit')
    await this.makeReady(unitId)
    await this.give('v1.reservation.checkIn', { reservationId })
    expect(await this.detail(reservationId)).toMatchObject({ status: 'checked_in', unitNumber })
    expect((await this.unit(unitId)).occupancyStatus).toBe('occupied')
  }

  async checkOut({ reservationId, unitId }: DeskRow): Promise<void> {
    await this.give('v1.reservation.checkOut', { reservationId })
    expect((await this.detail(reservationId)).status).toBe('checked_out')
    if (unitId !== null) {
      expect(await this.unit(unitId)).toMatchObject({ occupancyStatus: 'vacant', housekeepingStatus: 'dirty' })
    }
  }

  /** Clean by the task of the day where there is one, and passed. */
  async makeReady(unitId: string): Promise<void> {
    const { housekeepingStatus } = await this.unit(unitId)
    if (housekeepingStatus === 'inspected') return
    const task = (await this.ask<TaskRow>('housekeeping.tasks')).find((each) => each.unitId === unitId)
    if (housekeepingStatus !== 'clean') {
      if (task) await this.give('v1.housekeeping.completeTask', { taskId: task.taskId })
      else await this.give('v1.unit.setHousekeepingStatus', { unitId, status: 'clean' })
    }
    await this.give('v1.unit.setHousekeepingStatus', { unitId, status: 'inspected' })
  }

  /** Nobody was expected: a type that has room, its first rate, a unit that is free for all the nights. */
  async walkIn(lastName: string, nights: number): Promise<string> {
    const dates = { arrival: this.today, departure: addDays(this.today, nights) }
    for (const { unitTypeId } of (await this.ask<AvailabilityRow>('reservation.availability', dates)).filter(
      ({ free }) => free > 0,
    )) {
      const [unit] = (await this.ask<FreeUnitRow>('reservation.freeUnits', { unitTypeId, ...dates })).filter(
        ({ occupancyStatus }) => occupancyStatus === 'vacant',
      )
      const [rate] = await this.ask<QuoteRow>('reservation.quote', { unitTypeId, ...dates })
      if (!unit || !rate) continue
      const made = await this.give('v1.reservation.create', {
        ...{ ...dates, unitTypeId, unitId: unit.unitId, rateStrategyId: rate.rateStrategyId },
        ...{ guest: { kind: 'new', firstName: 'Vera', lastName }, adults: 1, children: 0 },
        ...{ guarantee: 'none', source: 'walk_in', notes: '' },
      })
      const { reservationId } = made as { reservationId: string }
      await this.checkIn(await this.detailRow(reservationId))
      return reservationId
    }
    return expect.fail('the hotel has no room for a walk-in')
  }

  async detailRow(reservationId: string): Promise<DeskRow> {
    const found = (await this.toCome()).find((row) => row.reservationId === reservationId)
    return found ?? expect.fail(`${reservationId} is not due in`)
  }

  /** A guest who stays on goes to another unit of the type that they booked, free to the end. */
  async moveSomebody(): Promise<void> {
    for (const guest of await this.ask<InHouseRow>('desk.inHouse')) {
      const { reservationId, unitId, unitTypeId, departure } = guest
      if (guest.dueOut || unitId === null) continue
      const wish = { unitTypeId, arrival: this.today, departure: asIsoDate(departure), reservationId }
      const to = (await this.ask<FreeUnitRow>('reservation.freeUnits', wish)).find(
        (unit) => unit.occupancyStatus === 'vacant' && unit.unitId !== unitId,
      )
      if (!to) continue
      await this.makeReady(to.unitId)
      await this.give('v1.reservation.moveUnit', { reservationId, unitId: to.unitId, reason: 'Noise' })
      expect((await this.detail(reservationId)).unitNumber).toBe(to.number)
      expect(await this.unit(unitId)).toMatchObject({ occupancyStatus: 'vacant', housekeepingStatus: 'dirty' })
      return
    }
    expect.fail('nobody can be moved')
  }

  /** Head office lets go of a reservation that this desk, with its line down, does not hear of. */
  async cancelAtCentre(reservationId: string): Promise<void> {
    const { id: propertyId, actor } = this.hotel
    const occurredAt = `${this.today}T09:00:00.000Z/0000/HQ`
    const context = { commandId: newId(), terminalId: newId(), propertyId, actor, businessDate: this.today, occurredAt }
    await atCentre(this.group.central, async (db) => {
      const input = { reservationId, reason: 'The agency called' }
      const args = await prepareCommand(db, 'v1.reservation.cancel', input, context)
      expect(await runCommand(db, 'v1.reservation.cancel', args, context)).toMatchObject({ outcome: 'applied' })
    })
  }
}

const HELD = ['reservations', 'reservation_line_items', 'unit_assignments', 'cooled_nights']

/** How many rows, and a sum over all of them, of what a desk of this hotel holds. */
const sumOf = (table: string, propertyId: Uuid) => `SELECT count(*)::int AS n,
  coalesce(sum(hashtextextended(id::text || ' ' || version, 0)::numeric), 0)::text AS sum
  FROM reservation.${table} WHERE property_id = '${propertyId}'${table === 'cooled_nights' ? '' : ' AND hot'}`

async function expectLevel({ central }: ImportedHotels, { id, terminal }: ImportedHotel): Promise<void> {
  for (const table of HELD) {
    const [here] = await terminal.readOnlySql(sumOf(table, id), [])
    const [there] = await central.query(sumOf(table, id))
    expect({ table, ...here }).toEqual({ table, ...there })
  }
}

/** A day at the desk of the city hotel: in, out, a walk-in, a move, housekeeping; then the same with the line down; then merged. */
export async function workShift(group: ImportedHotels): Promise<void> {
  const shift = new Shift(group, group.hotel('CITY'))
  const { sync } = shift.hotel.terminal
  const soldThisMonth = async () =>
    (await figuresOnDesks(group)).find(
      ({ hotel, month }) => hotel === shift.hotel.name && month.slice(0, 7) === shift.today.slice(0, 7),
    )?.sold ?? 0
  const before = await soldThisMonth()

  for (const guest of (await shift.toCome()).slice(0, 4)) await shift.checkIn(guest)
  for (const guest of (await shift.ask<InHouseRow>('desk.inHouse')).filter(({ dueOut }) => dueOut).slice(0, 2))
    await shift.checkOut(guest)
  await shift.walkIn('Online', 2)
  await shift.moveSomebody()
  expect(await soldThisMonth()).toBe(before + 2)
  await sync.caughtUp()

  await sync.pause()
  const [cancelled, ...others] = await shift.toCome()
  if (!cancelled) expect.fail('nobody is due in any more')
  await shift.cancelAtCentre(cancelled.reservationId)
  await shift.checkIn(cancelled)
  for (const guest of others.slice(0, 2)) await shift.checkIn(guest)
  const walkIn = await shift.walkIn('Offline', 1)
  expect(await shift.detail(walkIn)).toMatchObject({ status: 'checked_in', certainty: 'queued' })
  sync.resume()
  await sync.caughtUp()

  // Whoever is in the house is in the house: it is told, and nothing that was entered is lost.
  expect(await shift.detail(cancelled.reservationId)).toMatchObject({ status: 'checked_in', certainty: 'review' })
  expect(await shift.detail(walkIn)).toMatchObject({ status: 'checked_in', certainty: 'synced' })
  const open = await shift.ask<ResolutionRow>('resolution.list', { status: 'open' })
  expect(open.map(({ reason, reservationId }) => ({ reason, reservationId }))).toEqual([
    { reason: 'reinstated', reservationId: cancelled.reservationId },
  ])
  await expectLevel(group, shift.hotel)
  expect(await soldThisMonth()).toBe(before + 3)
  expect(await figuresOnDesks(group)).toEqual(await figuresAtCentre(group))
}
