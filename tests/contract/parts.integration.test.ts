import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { queries } from '../../shared/domains/registry.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

const inParts = [...queries.values()].flatMap((query) => (query.parts ? [{ ...query, parts: query.parts }] : []))

describe.each(bothDatabases)('L6: queries in parts on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject)
    const yesterday = { context: { businessDate: addDays(desk.hotel.businessDate, -1) } }
    await desk.settle({ from: -1, nights: 3, unit: '101' }, yesterday)
    await desk.settle({ guest: 'bo', from: -1, unit: '102' }, yesterday)
    const left = await desk.settle({ guest: 'cy', from: -1, unit: '103' }, yesterday)
    await desk.run('v1.reservation.checkOut', { reservationId: left })
    await desk.book({ guest: 'bo', unit: '104', nights: 2 })
    await desk.book({ guest: 'cy', nights: 2 })
    const gone = await desk.settle({ from: -1, unit: '202' }, yesterday)
    await desk.run('v1.reservation.checkOut', { reservationId: gone })
    const block = { unitId: desk.hotel.units['201'], kind: 'out_of_order', until: addDays(desk.hotel.businessDate, 1), reason: 'water', reRoom: [] } // prettier-ignore
    expect((await desk.run('v1.unit.takeOutOfOrder', block)).refusal).toBeNull()
  })

  test.each(inParts)('$name: each part is what the whole says', async (query) => {
    const context = { propertyId: desk.hotel.propertyId, businessDate: desk.hotel.businessDate, terminalId: newId() }
    const ask = (only?: readonly string[]) => query.run(desk.db, query.args.parse({}), context, only)
    const whole = await ask()
    expect(whole.length).toBeGreaterThan(1)
    for (const row of whole) expect(await ask([query.key(row)])).toEqual([row])
    expect(await ask([newId()])).toEqual([])
    expect(await ask(whole.map((row) => query.key(row)))).toEqual(whole)
  })

  test.each(inParts)(
    '$name: names columns that it has, and tables that it depends on',
    async ({ name, parts, tables, key }) => {
      const rows = await desk.ask(name)
      const columns = [...parts.place, ...Object.values(parts.through ?? {}).map(({ shownIn }) => shownIn)]
      for (const column of columns) expect(Object.keys(rows[0] ?? {})).toContain(column)
      expect(tables).toEqual(expect.arrayContaining([parts.own, ...Object.keys(parts.through ?? {})]))
      const keys = rows.map((row) => key(row))
      const own = await desk.db.query<{ id: string }>(`SELECT id FROM ${parts.own} WHERE id = ANY ($1::uuid[])`, [keys])
      expect(own).toHaveLength(keys.length)
    },
  )

  test.each(inParts)('$name: the rows that show something now are found by it', async ({ name, parts, key }) => {
    const rows = await desk.ask(name)
    for (const { shownIn, nextIn } of Object.values(parts.through ?? {})) {
      if (nextIn === undefined) continue
      const showing = rows.filter((row) => row[shownIn] !== null)
      expect(showing.length).toBeGreaterThan(0)
      for (const row of showing) {
        const found = await desk.db.query<{ key: string }>(nextIn, [[String(row[shownIn])]])
        expect(found).toEqual([{ key: key(row) }])
      }
    }
  })
})
