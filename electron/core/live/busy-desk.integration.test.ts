import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { executeCommand } from '../commands/execute.ts'
import { eventually } from '../testing/eventually.ts'
import { freshHotel } from '../testing/folders.ts'
import { giver, testDomain, UNIT, UNIT_TYPE, UNITS, type UnitRow, writeFromCentre } from '../testing/hotel.ts'
import { type LiveSource, type LiveUpdate, openLiveQueries } from './live-queries.ts'

const QUERIES = 50
const table = 'property_mgmt.inventory_units'
let pg: PGlite

beforeAll(async () => {
  pg = await freshHotel()
})
afterAll(() => pg.close())

const fail = (error: unknown) => {
  throw error
}
const give = (note: string) =>
  executeCommand({ pg, domain: testDomain, giver, onQueued: () => undefined }, 'v1.test.noteUnit', {
    unitId: UNIT,
    note,
  })

/** Each asks for something of its own, so that none shares a run with another. */
function sourceOf(n: number, onRun: () => void = () => undefined): LiveSource {
  return {
    tables: n % 2 === 0 ? [table] : [table, 'property_mgmt.unit_types'],
    key: (row) => (row as UnitRow).id,
    run: async () => {
      onRun()
      const { rows } = await pg.query<UnitRow>(
        `SELECT u.id, u.number, u.block_reason || t.name AS note FROM ${table} u
         JOIN property_mgmt.unit_types t ON t.id = u.unit_type_id WHERE length(u.number) > $1 ORDER BY u.floor, u.number`,
        [n % 3],
      )
      return rows
    },
  }
}

/** What a page does with what it is told. */
class Page {
  rev = 0
  updates = 0
  rows: UnitRow[] = []
  readonly #byKey = new Map<string, UnitRow>()

  take({ rev, rows, diff }: LiveUpdate): void {
    if (diff) expect(rev).toBe(this.rev + 1)
    else expect(this.updates).toBe(0)
    for (const row of (diff?.upserts ?? rows) as UnitRow[]) this.#byKey.set(row.id, row)
    const order = diff?.order ?? (rows as UnitRow[]).map(({ id }) => id)
    this.rows = order.map((id) => this.#byKey.get(id) ?? expect.fail(`a key without a row: ${id}`))
    this.rev = rev
    this.updates += 1
  }
}

it('L1, L2: fifty open queries follow commands and rows of the centre, each change once', async () => {
  const live = await openLiveQueries(pg)
  const sources = Array.from({ length: QUERIES }, (_, n) => sourceOf(n))
  const pages = sources.map(() => new Page())
  sources.forEach((source, n) => live.subscribe(`query ${n}`, source, (update) => pages[n]?.take(update), fail))
  await eventually(() => expect(pages.every((page) => page.updates === 1)).toBe(true))
  const changes = 40
  for (let n = 0; n < changes; n++) {
    await give(`note ${n}`)
    await writeFromCentre(pg, `UPDATE ${table} SET floor = '${(n * 7) % 5}' WHERE id = '${UNITS[n % UNITS.length]}'`)
    if (n % 10 === 0) {
      await writeFromCentre(pg, `UPDATE property_mgmt.unit_types SET name = 'Type ${n}' WHERE id = '${UNIT_TYPE}'`)
    }
  }
  const expected = await Promise.all(sources.map((source) => source.run()))
  await eventually(() => expect(pages.map(({ rows }) => rows)).toEqual(expected))
  // Two writes of one round fall into one moment more often than not.
  for (const page of pages) expect(page.updates).toBeLessThanOrEqual(2 * changes + 5)
  await live.close()
})

it('L4: a command that is given while fifty queries run again waits for one of them, not for all', async () => {
  const live = await openLiveQueries(pg)
  let runs = 0
  const slow = (n: number): LiveSource => {
    const source = sourceOf(n, () => runs++)
    // Longer than a turn: PostgreSQL keeps the thread meanwhile.
    return { ...source, run: async () => (await pg.query('SELECT pg_sleep(0.025)'), source.run()) }
  }
  let told = 0
  for (let n = 0; n < QUERIES; n++) live.subscribe(`slow ${n}`, slow(n), () => told++, fail)
  await eventually(() => expect(told).toBe(QUERIES))
  runs = 0
  await writeFromCentre(pg, `UPDATE ${table} SET floor = '9' WHERE id = '${UNIT}'`)
  await eventually(() => expect(runs).toBeGreaterThan(0))
  await give('in between')
  expect(runs).toBeLessThan(QUERIES / 2)
  await live.close()
})
