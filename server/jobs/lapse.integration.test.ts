import { openPool } from '../postgres/pool.ts'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { commandAccess } from '../../shared/domains/access/command-access.ts'
import { refusalFromDatabaseError } from '../../shared/domains/errors.ts'
import { commands } from '../../shared/domains/registry.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import { Desk } from '../../tests/contract/desk.ts'
import { freshCentral } from '../../tests/support/postgres.ts'
import { databaseOf } from '../postgres/handle.ts'
import { lapseAll } from './lapse.ts'

let central: Awaited<ReturnType<typeof freshCentral>>
let client: pg.Client
let pool: pg.Pool
let desk: Desk
const logged: string[] = []

beforeAll(async () => {
  central = await freshCentral()
  client = new pg.Client({ connectionString: central.url })
  await client.connect()
  pool = openPool(central.url, { max: 4 })
})
afterAll(async () => {
  await pool.end()
  await client.end()
  await central.drop()
})
beforeEach(async () => {
  const script = async (sql: string) => void (await client.query(sql))
  desk = await Desk.open({ db: databaseOf(client), script, close: () => Promise.resolve() }, { atCentre: true })
  logged.length = 0
})

const day = (n: number) => addDays(desk.hotel.businessDate, n)
const round = () =>
  lapseAll({
    pool,
    logger: { log: (_level, event, facts) => void logged.push(`${event} ${JSON.stringify(facts)}`) },
    domain: { commands, access: commandAccess, refusalFromDatabaseError },
  })
/** The night's work: the house's open day is another one. */
const roll = async (to: number) => {
  await client.query('RESET ROLE')
  await client.query('UPDATE property_mgmt.business_days SET business_date = $2 WHERE property_id = $1', [
    desk.hotel.propertyId,
    day(to),
  ])
  await client.query('SET ROLE authenticated_user')
}
const statusOf = async (id: Uuid) => (await desk.reservation(id))['status']
const hold = (more: object = {}) => desk.book({ status: 'tentative', holdUntil: day(2), from: 5, unit: '101', ...more })
const said = (n: number) => ({ context: { businessDate: day(n) } })

it('J4: an option stands through its last business date, and lapses with the next; its room is free', async () => {
  const [option, inquiry] = [
    await hold(),
    await desk.book({ status: 'inquiry', holdUntil: day(2), from: 5, guest: 'bo' }),
  ]
  await roll(2)
  await round()
  expect([await statusOf(option), await statusOf(inquiry)]).toEqual(['tentative', 'inquiry'])
  await roll(3)
  await round()
  expect([await statusOf(option), await statusOf(inquiry)]).toEqual(['expired', 'expired'])
  expect(await desk.reservation(option)).toMatchObject({ promised: null, fee: null })
  expect(logged).toEqual(['lapsed {"count":2}'])
  await round()
  expect(logged).toHaveLength(1)
})

it('J4: what was held for longer, confirmed or has no last day is left alone; rounds at two centres lapse it once', async () => {
  const [longer, confirmed, open, due] = [
    await hold(),
    await hold({ unit: '102' }),
    await hold({ unit: '103', holdUntil: undefined }),
    await hold({ unit: '104' }),
  ]
  await desk.set('reservation.reservations', longer, `hold_until = '${day(9)}'`)
  await desk.run('v1.reservation.confirm', { reservationId: confirmed })
  await roll(3)
  await Promise.all([round(), round()])
  expect(await Promise.all([longer, confirmed, open, due].map(statusOf))).toEqual([
    'tentative',
    'confirmed',
    'tentative',
    'expired',
  ])
  expect(logged).toEqual(['lapsed {"count":1}'])
})

it('J4: quotes lapse after their last day, places on the waitlist once the nights have begun', async () => {
  const { guests, types, rates } = desk.hotel
  const guest = { kind: 'existing', profileId: guests.ada }
  const stay = { guest, arrival: day(3), departure: day(4), notes: '' }
  const offers = [{ unitTypeId: types.STD, rateStrategyId: rates.BAR }]
  await desk.run('v1.quote.give', { ...stay, adults: 1, children: 0, offers, validUntil: day(1) })
  await desk.run('v1.waitlist.add', { ...stay, unitTypeId: types.STD, guests: 1, priority: 0 })
  await roll(3)
  await round()
  expect(await desk.ask('quote.list')).toMatchObject([{ state: 'lapsed' }])
  expect(await desk.ask('waitlist.list')).toHaveLength(1)
  await roll(4)
  await round()
  expect(await desk.ask('waitlist.list')).toEqual([])
})

it('J5: confirmed in time at a desk that was apart, it is confirmed though it has lapsed; too late it is refused', async () => {
  const [inTime, tooLate] = [await hold(), await hold({ unit: '102' })]
  const yes = await desk.prepare('v1.reservation.confirm', { reservationId: inTime }, said(2))
  const late = await desk.prepare('v1.reservation.confirm', { reservationId: tooLate }, said(3))
  await roll(3)
  await round()
  expect(await desk.arrive(yes)).toMatchObject({ outcome: 'applied' })
  expect(await statusOf(inTime)).toBe('confirmed')
  expect(await desk.arrive(late)).toMatchObject({ outcome: 'refused', refusal: { code: 'cannot_confirm' } })
  expect(await desk.run('v1.reservation.reinstate', { reservationId: tooLate, reason: 'Wants it after all' })).toMatchObject({ outcome: 'applied' }) // prettier-ignore
  await round()
  expect(await statusOf(tooLate)).toBe('confirmed')
})

it('J5: a desk that lets it lapse too is no news, and frees nothing twice', async () => {
  const option = await hold()
  const lapse = await desk.prepare('v1.reservation.expire', { reservationId: option, reason: 'No answer' }, said(3))
  await roll(3)
  await round()
  await desk.book({ guest: 'bo', from: 5, unit: '101' })
  expect(await desk.arrive(lapse)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
  const free = await desk.ask('reservation.availability', { arrival: day(5), departure: day(6) })
  expect(free[0]).toMatchObject({ free: 3 })
})
