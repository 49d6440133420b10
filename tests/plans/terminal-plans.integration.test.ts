import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { casesOf } from '../../bench/cases.ts'
import { fillTerminal } from '../../bench/fill-terminal.ts'
import { watchScans } from '../../bench/scans.ts'
import { terminalSubject } from '../../bench/subjects.ts'
import { inventedHouses } from '../../server/seed/invented.ts'
import { propertyIdOf } from '../../server/seed/property_mgmt/ids.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { freshTerminalDatabase } from '../support/pglite.ts'

/** Of three thousand guests a list of fifty is found fastest by reading them all: what must not be read are the tables beyond. */
const LARGE = 5000

let pglite: PGlite
beforeAll(async () => {
  pglite = await freshTerminalDatabase()
})
afterAll(() => pglite.close())

it('a terminal reads no large table from end to end either, for any query that a page can ask', async () => {
  const [house] = inventedHouses({
    properties: 1,
    units: 100,
    days: 90,
    seed: 7,
    businessDate: asIsoDate('2026-11-23'),
    now: new Date('2026-11-23T12:00:00Z'),
  })
  if (!house) throw new Error('no house')
  await fillTerminal(pglite, house)
  const subject = await terminalSubject(pglite, propertyIdOf(house.hotel))
  const { rows } = await pglite.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_class WHERE relkind = 'r' AND reltuples > $1",
    [LARGE],
  )
  expect(rows[0]?.n).toBeGreaterThanOrEqual(3)
  for (const one of (await casesOf(subject)).filter(({ wantsAll }) => wantsAll !== true)) {
    const scans = new Set<string>()
    await subject.within((db) => one.run(watchScans(db, scans, LARGE)))
    expect([one.name, ...scans]).toEqual([one.name])
  }
}, 300_000)
