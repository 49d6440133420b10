import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandContext } from '../../shared/command/command.ts'
import type { Database } from '../../shared/command/database.ts'
import { readResolutions } from '../../shared/domains/resolution/queries.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import {
  contextAt,
  insertSmallHotel,
  type Outcome,
  prepareCommand,
  runCommand,
  type SmallHotel,
  type UnitNumber,
} from '../../tests/contract/fixture.ts'
import { wishOf } from '../../tests/contract/wish.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { databaseOf } from '../postgres/handle.ts'
import { rollBusinessDate } from './roll-business-date.ts'

let central: CentralDatabase
let hotel: SmallHotel
/** What judges commands, and what closes the day. */
let judge: pg.Client
let night: pg.Client

beforeEach(async () => {
  central = await freshCentral()
  const open = async () => {
    const client = new pg.Client({ connectionString: central.url })
    await client.connect()
    return client
  }
  ;[judge, night] = [await open(), await open()]
  hotel = await insertSmallHotel(databaseOf(judge))
})
afterEach(async () => {
  for (const client of [judge, night]) await client.end()
  await central.drop()
})

async function inTransaction<T>(client: pg.Client, work: (db: Database) => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  const result = await work(databaseOf(client))
  await client.query('COMMIT')
  return result
}

interface Given {
  readonly name: string
  readonly args: unknown
  readonly context: CommandContext
}

async function given(name: string, input: object, at = '12:00'): Promise<Given> {
  const context = contextAt(hotel, at)
  return { name, args: await prepareCommand(databaseOf(judge), name, input, context), context }
}

const judged = (db: Database, { name, args, context }: Given): Promise<Outcome> =>
  runCommand(db, name, args, context, { reconcile: true })

/** A standard, for two nights from today on unless said otherwise. */
async function book(
  guest: keyof SmallHotel['guests'],
  unit: UnitNumber | null,
  { from = 0, nights = 2 } = {},
): Promise<Uuid> {
  const wish = wishOf(hotel, { kind: 'existing', profileId: hotel.guests[guest] }, { from, nights, unitId: unit && hotel.units[unit] }) // prettier-ignore
  const command = await given('v1.reservation.create', wish)
  await inTransaction(judge, (db) => judged(db, command))
  return asUuid((command.args as { reservationId: string }).reservationId)
}

/** A person is told that a standard is oversold on that night. */
const raiseOversold = (reservationId: Uuid, on: string) =>
  central.query(
    `INSERT INTO sync.resolutions (id, property_id, command_id, terminal_id, actor, command_name, outcome, reason, facts, next_step,
       reservation_id, raised_at)
     SELECT gen_random_uuid(), $1, gen_random_uuid(), $2, $3, 'v1.reservation.modify', 'applied_with_changes', 'extended_oversold',
       jsonb_build_object('unitType', t.name, 'night', $4::text), 'walk', $5, now() FROM property_mgmt.unit_types t WHERE t.id = $6`,
    [hotel.propertyId, hotel.terminalId, hotel.actor, on, reservationId, hotel.types.STD],
  )

const closeDay = (db: Database) => rollBusinessDate(db, [hotel.propertyId], addDays(hotel.businessDate, 1))

/** `first` is done, and not yet committed, while `second` begins: it goes on when `first` stands. */
async function overlapping<T>(
  first: readonly [pg.Client, (db: Database) => Promise<unknown>],
  second: readonly [pg.Client, (db: Database) => Promise<T>],
): Promise<T> {
  await first[0].query('BEGIN')
  await first[1](databaseOf(first[0]))
  const outcome = inTransaction(...second)
  await Promise.race([outcome, someoneWaits()])
  await first[0].query('COMMIT')
  return outcome
}

async function someoneWaits(): Promise<void> {
  for (;;) {
    const waiting = await central.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if (waiting.length > 0) return
    await sleep(10)
  }
}

/** The status of a reservation, and the units that are promised to it. */
async function standing(id: Uuid): Promise<string> {
  const [row] = await central.query<{ standing: string }>(
    `SELECT concat_ws(' ', r.status, (SELECT string_agg(u.number, ' ') FROM reservation.unit_assignments a
       JOIN property_mgmt.inventory_units u ON u.id = a.unit_id WHERE a.reservation_id = r.id AND a.active)) AS standing
     FROM reservation.reservations r WHERE r.id = $1`,
    [id],
  )
  return row?.standing ?? 'nowhere'
}

describe('who did not come', () => {
  it('has no unit any more; who is let in while the day is closed keeps theirs', async () => {
    const [ada, bo] = [await book('ada', '101'), await book('bo', '102')]
    const arrival = await given('v1.reservation.checkIn', { reservationId: ada })
    await overlapping([judge, (db) => judged(db, arrival)], [night, closeDay])
    expect([await standing(ada), await standing(bo)]).toEqual(['checked_in 101', 'no_show'])
  })

  it('keeps no unit that another desk gives them while the day is closed', async () => {
    const ada = await book('ada', '101')
    const move = await given('v1.reservation.moveUnit', {
      reservationId: ada,
      unitId: hotel.units['102'],
      reason: 'noise',
    })
    await overlapping([judge, (db) => judged(db, move)], [night, closeDay])
    expect(await standing(ada)).toBe('no_show')
  })

  it('is not given another unit where somebody is moved into theirs while the day is closed', async () => {
    const ada = await book('ada', '101')
    const bo = await book('bo', '102')
    const arrival = await given('v1.reservation.checkIn', { reservationId: bo })
    await inTransaction(judge, (db) => judged(db, arrival))
    const move = await given('v1.reservation.moveUnit', {
      reservationId: bo,
      unitId: hotel.units['101'],
      reason: 'noise',
    })
    const outcome = await overlapping([night, closeDay], [judge, (db) => judged(db, move)])
    expect([await standing(ada), await standing(bo)]).toEqual(['no_show', 'checked_in 101'])
    expect(outcome).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
  })

  it('gives way to nobody: their nights are free where a guest stays on while the day is closed', async () => {
    const ada = await book('ada', '101', { nights: 1 })
    const arrival = await given('v1.reservation.checkIn', { reservationId: ada })
    await inTransaction(judge, (db) => judged(db, arrival))
    // The night leaves a dirty unit as it is, and the command need not wait for it.
    const dirty = await given('v1.unit.setHousekeepingStatus', { unitId: hotel.units['101'], status: 'dirty' })
    await inTransaction(judge, (db) => judged(db, dirty))
    const change = { departure: addDays(hotel.businessDate, 2) }
    const extend = await given('v1.reservation.modify', { reservationId: ada, change })
    for (const unit of ['102', '103', '104'] as const) await book('cy', unit, { from: 1, nights: 1 })
    const bo = await book('bo', null)
    const outcome = await overlapping([night, closeDay], [judge, (db) => judged(db, extend)])
    expect(outcome).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect([await standing(ada), await standing(bo)]).toEqual(['checked_in 101', 'no_show'])
  })

  it('is not looked for: what the Resolution Centre said of their unit is over', async () => {
    const ada = await book('ada', '101')
    const [north, south] = [
      await given('v1.reservation.moveUnit', { reservationId: ada, unitId: hotel.units['102'], reason: 'noise' }),
      await given(
        'v1.reservation.moveUnit',
        { reservationId: ada, unitId: hotel.units['103'], reason: 'noise' },
        '13:00',
      ),
    ]
    for (const move of [north, south]) await inTransaction(judge, (db) => judged(db, move))
    const entries = () =>
      central.query('SELECT reason, status, settled FROM sync.resolutions WHERE reservation_id = $1', [ada])
    expect(await entries()).toEqual([{ reason: 'assigned_twice', status: 'open', settled: null }])
    await inTransaction(night, closeDay)
    expect(await entries()).toEqual([
      { reason: 'assigned_twice', status: 'resolved', settled: { by: 'no_show', unit: '' } },
    ])
  })

  it('needs no room for the nights that are left: their type is not oversold any more', async () => {
    const bo = await book('bo', '101')
    await book('cy', '102')
    await raiseOversold(bo, addDays(hotel.businessDate, 1))
    await inTransaction(night, closeDay)
    expect(await central.query('SELECT status, settled FROM sync.resolutions')).toEqual([
      { status: 'resolved', settled: { by: 'room', unit: '' } },
    ])
  })
})

it('a night that is over: that it was sold out is over with it, and the centre is named as who says so', async () => {
  const ada = await book('ada', '101', { from: 3 })
  await raiseOversold(ada, hotel.businessDate)
  await raiseOversold(ada, addDays(hotel.businessDate, 5))
  await inTransaction(night, closeDay)
  const rows = await inTransaction(judge, (db) => readResolutions(db, hotel.propertyId, { status: 'all' }))
  expect(rows).toMatchObject([
    { status: 'open', settled: null, resolvedByName: null },
    { status: 'resolved', settled: { by: 'night', unit: '' }, resolvedByName: 'StayOS' },
  ])
})
