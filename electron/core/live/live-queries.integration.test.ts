import { setTimeout as sleep } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { freshHotel } from '../testing/folders.ts'
import { UNIT, UNITS, type UnitRow, writeFromCentre } from '../testing/hotel.ts'
import { type LiveQueries, type LiveSource, type LiveUpdate, openLiveQueries } from './live-queries.ts'

const table = 'property_mgmt.inventory_units'
let pg: PGlite
let live: LiveQueries
let runs = 0

const units: LiveSource = {
  tables: [table],
  key: (row) => (row as UnitRow).id,
  run: async () => {
    runs++
    return (await pg.query<UnitRow>(`SELECT id, number, block_reason AS note FROM ${table} ORDER BY number`)).rows
  },
}
const setNote = (text: string, id = UNIT) => pg.query(`UPDATE ${table} SET block_reason = $1 WHERE id = $2`, [text, id])
const fail = (error: unknown) => {
  throw error
}

beforeAll(async () => {
  pg = await freshHotel()
})
afterAll(() => pg.close())
beforeEach(async () => {
  await pg.exec(`UPDATE ${table} SET block_reason = NULL`)
  await sleep(30)
  live = await openLiveQueries(pg)
  runs = 0
})
afterEach(() => live.close())

/** The updates as they come, and a way to wait for the next. */
function watch(name = 'units', source = units) {
  const updates: LiveUpdate[] = []
  const end = live.subscribe(name, source, (update) => updates.push(update), fail)
  return { updates, end, count: (n: number) => eventually(() => expect(updates).toHaveLength(n)) }
}

describe('openLiveQueries', () => {
  it('L1: tells the whole answer first, then what differs', async () => {
    const watched = watch()
    await watched.count(1)
    expect(watched.updates[0]).toMatchObject({ rev: 1, diff: null })
    expect(watched.updates[0]?.rows).toHaveLength(3)
    await setNote('a', UNITS[1])
    await watched.count(2)
    expect(watched.updates[1]).toMatchObject({ rev: 2, diff: { upserts: [{ id: UNITS[1], note: 'a' }], order: UNITS } })
  })

  it('L1: runs once for all who listen, and a later one joins with what stands', async () => {
    const first = watch()
    await first.count(1)
    const second = watch()
    await second.count(1)
    expect(second.updates[0]).toMatchObject({ rev: first.updates[0]?.rev, diff: null })
    const before = runs
    await setNote('b')
    await Promise.all([first.count(2), second.count(2)])
    expect(runs).toBe(before + 1)
    expect(second.updates[1]).toEqual(first.updates[1])
  })

  it('L1: hears of rows that come from the centre', async () => {
    const watched = watch()
    await watched.count(1)
    await writeFromCentre(pg, `UPDATE ${table} SET block_reason = 'centre' WHERE id = '${UNIT}'`)
    await watched.count(2)
  })

  it('L2: folds changes of one moment, and is silent where nothing differs', async () => {
    const watched = watch()
    await watched.count(1)
    await Promise.all(['1', '2', '3'].map((text) => setNote(text)))
    await watched.count(2)
    await setNote('3')
    await pg.exec('UPDATE property_mgmt.properties SET name = name')
    await eventually(() => expect(runs).toBe(3))
    await sleep(60)
    expect(watched.updates).toHaveLength(2)
    expect(runs).toBe(3)
  })

  it('L3: a query that fails and a listener that throws disturb no other', async () => {
    const faults: unknown[] = []
    const note = (error: unknown) => faults.push(error)
    const broken: LiveSource = { ...units, run: () => Promise.reject(new Error('broken query')) }
    live.subscribe('broken', broken, () => undefined, note)
    live.subscribe('units', units, () => fail(new Error('broken listener')), note)
    const watched = watch()
    await watched.count(1)
    await setNote('still told')
    await watched.count(2)
    expect(faults.map(String)).toEqual(expect.arrayContaining(['Error: broken query', 'Error: broken listener']))
  })

  it('L5: rests after a run, serves newcomers what stands, and then takes in all that has changed, once', async () => {
    await live.close()
    let now = 0
    const ends: { at: number; act: () => void }[] = []
    const turn = (ms: number) => {
      now += ms
      for (const end of ends.splice(0))
        if (end.at <= now) end.act()
        else ends.push(end)
    }
    live = await openLiveQueries(pg, {
      now: () => now,
      after: (ms, act) => (ends.push({ at: now + ms, act }), () => undefined),
    })
    let counted = 0
    const figures: LiveSource = { ...units, restMs: 60_000, run: () => (counted++, units.run()) }
    const [watched, beside] = [watch('figures', figures), watch()]
    await Promise.all([watched.count(1), beside.count(1)])
    for (const note of ['a', 'b']) {
      await setNote(note)
      // The one that does not rest has been told: the other had its turn too.
      await beside.count(note === 'a' ? 2 : 3)
    }
    const later = watch('figures', figures)
    await later.count(1)
    expect([counted, watched.updates.length]).toEqual([1, 1])
    expect(later.updates[0]).toMatchObject({ rev: 1, diff: null })
    turn(59_999)
    await setNote('c')
    await beside.count(4)
    expect(counted).toBe(1)
    turn(1)
    await Promise.all([watched.count(2), later.count(2)])
    expect(counted).toBe(2)
    expect(watched.updates[1]).toMatchObject({ diff: { upserts: [{ id: UNIT, note: 'c' }] } })
  })

  describe('in parts', () => {
    const [, SECOND = '', THIRD = ''] = UNITS
    const asked: string[][] = []
    const some: LiveSource = {
      ...units,
      parts: {
        place: ['number'],
        covers: (changed) => changed === table,
        run: async (changed) => {
          const keys = new Set(changed.get(table))
          asked.push([...keys])
          const all = await units.run()
          return { keys, rows: all.filter((row) => keys.has((row as UnitRow).id)) }
        },
      },
    }
    /** As a batch of the centre writes, which knows its rows. */
    const write = (sql: string, named: readonly string[] | null) =>
      pg.transaction(async (tx) => {
        await tx.exec(sql)
        const { rows } = await tx.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id')
        if (named) live.nameRows(rows[0]?.id ?? '', new Map([[table, new Set(named)]]))
      })
    const note = (text: string, id: string) => `UPDATE ${table} SET block_reason = '${text}' WHERE id = '${id}'`
    beforeEach(() => {
      asked.length = 0
    })

    it('L6: asks for the rows alone that a transaction names', async () => {
      const watched = watch('some', some)
      await watched.count(1)
      await write(note('a', SECOND), [SECOND])
      await watched.count(2)
      expect(watched.updates[1]).toMatchObject({ diff: { upserts: [{ id: SECOND, note: 'a' }], order: UNITS } })
      expect(watched.updates[1]?.rows).toHaveLength(3)
      expect(asked).toEqual([[SECOND]])
    })

    it('G19: what another transaction changed is not taken for what this one named', async () => {
      const watched = watch('some', some)
      await watched.count(1)
      // The first names a row and is taken back: nothing is told of it. The second names none.
      await expect(write(`${note('a', SECOND)}; SELECT 1 / 0`, null)).rejects.toThrow(/zero/)
      live.nameRows('1', new Map([[table, new Set([SECOND])]]))
      await write(note('b', THIRD), null)
      await watched.count(2)
      expect(watched.updates[1]).toMatchObject({ diff: { upserts: [{ id: THIRD, note: 'b' }] } })
      expect(asked).toEqual([])
    })

    it('L6: folds what is named and what is not, and asks for all where a row stands elsewhere', async () => {
      const watched = watch('some', some)
      await watched.count(1)
      await write(note('a', SECOND), [SECOND])
      await watched.count(2)
      const both = [write(note('b', SECOND), [SECOND]), write(note('c', THIRD), null)]
      await Promise.all(both)
      await watched.count(3)
      expect(watched.updates[2]?.rows.map((row) => (row as UnitRow & { note: string }).note)).toEqual([null, 'b', 'c'])
      expect(asked).toEqual([[SECOND]])
      const renumber = (number: string) => `UPDATE ${table} SET number = '${number}' WHERE id = '${SECOND}'`
      const { number } = (await units.run())[1] as UnitRow & { number: string }
      await write(renumber('999'), [SECOND])
      await watched.count(4)
      expect(watched.updates[3]?.diff?.order).toEqual([UNITS[0], THIRD, SECOND])
      await write(renumber(number), [SECOND])
      await watched.count(5)
    })
  })

  it('ends with its last listener, and begins anew for the next', async () => {
    const first = watch()
    await first.count(1)
    first.end()
    await setNote('unheard')
    await sleep(60)
    expect(runs).toBe(1)
    await watch().count(1)
    expect(first.updates).toHaveLength(1)
  })
})
