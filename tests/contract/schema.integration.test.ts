import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeByConstraint } from '../../shared/domains/errors.ts'
import { shapes } from '../../shared/domains/registry.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

describe.each(bothDatabases)('the schema on %s', (database, open) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())

  test('every constraint that has a refusal of its own exists', async () => {
    const names = Object.keys(codeByConstraint)
    const found = await subject.db.query('SELECT conname FROM pg_constraint WHERE conname = ANY ($1::text[])', [names])
    expect(found).toHaveLength(names.length)
  })

  test('every shape has its scope column, and hot where it says so', async () => {
    const rows = await subject.db.query<{ table: string; hot: boolean; columns: string[] }>(
      `SELECT table_schema || '.' || table_name AS table, bool_or(column_name = 'hot') AS hot,
         array_agg(column_name::text) AS columns
       FROM information_schema.columns GROUP BY table_schema, table_name`,
    )
    for (const shape of shapes) {
      const found = rows.find((row) => row.table === shape.table)
      expect(found, shape.table).toMatchObject({ hot: shape.hot })
      if (shape.scope !== 'all') expect(found?.columns).toContain(shape.scope)
      for (const column of Object.values(shape.withheld ?? {}).flat()) expect(found?.columns).toContain(column)
    }
  })

  test('every table stands after those that its rows point to', async () => {
    const keys = await subject.db.query<{ child: string; parent: string }>(
      `SELECT cn.nspname || '.' || c.relname AS child, pn.nspname || '.' || p.relname AS parent
       FROM pg_constraint k
       JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace cn ON cn.oid = c.relnamespace
       JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
       WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`,
    )
    const position = (table: string) => shapes.findIndex((shape) => shape.table === table)
    const known = keys.filter(({ child, parent }) => position(child) >= 0 && position(parent) >= 0)
    expect(known.length).toBeGreaterThan(10)
    expect(known.filter(({ child, parent }) => position(parent) > position(child))).toEqual([])
  })

  test('a role that gets fewer columns can do everything all the same', async () => {
    const desk = await Desk.open(subject)
    if (database === 'PostgreSQL') await subject.db.execute('RESET ROLE')
    for (const { table, withheld } of shapes) {
      for (const column of new Set(Object.values(withheld ?? {}).flat())) {
        await subject.script(`ALTER TABLE ${table} DROP COLUMN ${column}`)
      }
    }
    const reservationId = await desk.settle({ unit: '101', nights: 2 })
    const { units, guests, businessDate, types } = desk.hotel
    const stay = { arrival: businessDate, departure: addDays(businessDate, 1) }
    await desk.run('v1.guest.edit', { profileId: guests.ada, changes: { notes: { from: '', to: 'x' } } })
    await desk.run('v1.reservation.moveUnit', { reservationId, unitId: units['102'], reason: 'noise' })
    for (const name of ['desk.summary', 'desk.arrivals', 'desk.departures', 'desk.inHouse', 'unit.list'])
      await desk.ask(name)
    expect(await desk.ask('reservation.detail', { reservationId })).toHaveLength(1)
    expect(await desk.ask('guest.profile', { profileId: guests.ada })).toHaveLength(1)
    expect(await desk.ask('reservation.search', { text: 'King' })).toHaveLength(1)
    expect(await desk.ask('reservation.quote', { ...stay, unitTypeId: types.STD })).toHaveLength(2)
    expect((await desk.run('v1.reservation.checkOut', { reservationId })).refusal).toBeNull()
  })

  if (database === 'PostgreSQL')
    test('what terminals hold is what is published', async () => {
      const published = await subject.db.query<{ name: string }>(
        `SELECT schemaname || '.' || tablename AS name FROM pg_publication_tables WHERE pubname = 'stayos' ORDER BY name`,
      )
      expect(shapes.map((shape) => shape.table).sort()).toEqual(published.map((row) => row.name))
    })
})
