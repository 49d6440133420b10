import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskSummaryRow } from '../../shared/domains/reservation/rows.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { checksumOf } from '../data/checksum.ts'
import { temporaryHome } from '../support/home.ts'
import { dayAfterAll, type FileMonth, figuresOf, morningOf, staysOf } from './figures-of-file.ts'
import { generatedFile } from './generated-file.ts'
import {
  figuresAtCentre,
  figuresFromAllLines,
  figuresOnDesks,
  type ImportedHotels,
  openImportedHotels,
} from './imported-hotels.ts'
import { workShift } from './shift.ts'

const REAL = resolve('../shared/data/hotel_bookings.csv.gz')
const isThere = existsSync(REAL)
if (!isThere) {
  console.warn(
    `SKIPPED: ${REAL} IS NOT THERE, so nothing is compared on the 119,390 real bookings; a generated file is.`,
  )
}
const DATE = '2016-08-13'

const home = temporaryHome('bookings')
const made = join(home.path, 'generated.csv')
writeFileSync(made, generatedFile())
afterAll(() => home.remove())

const readText = (file: string) => {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

interface Case {
  readonly what: string
  readonly file: string
  readonly date: string | undefined
  readonly leastMonths: number
}

const CASES: readonly Case[] = [
  { what: 'a generated file, as history', file: made, date: undefined, leastMonths: 50 },
  { what: `a generated file on ${DATE}`, file: made, date: DATE, leastMonths: 30 },
  ...(isThere ? [{ what: `the 119,390 real bookings on ${DATE}`, file: REAL, date: DATE, leastMonths: 50 }] : []),
]

describe.each(CASES)('$what', ({ file, date, leastMonths }) => {
  let group: ImportedHotels
  let fromFile: FileMonth[]
  let stays: ReturnType<typeof staysOf>
  let onDesks: object[]
  let atCentre: object[]
  let mornings: DeskSummaryRow[]
  const businessDate = () => date ?? dayAfterAll(stays)

  beforeAll(async () => {
    stays = staysOf(readText(file))
    fromFile = figuresOf(stays, businessDate())
    group = await openImportedHotels(file, date === undefined ? undefined : asIsoDate(date))
    onDesks = await figuresOnDesks(group)
    atCentre = await figuresAtCentre(group)
    mornings = await Promise.all(
      group.hotels.map(async ({ terminal }) => (await terminal.query('desk.summary', {}))[0] as DeskSummaryRow),
    )
  }, 900_000)
  afterAll(() => group.close())

  it('gives both hotels the occupancy, ADR and RevPAR of every month that the file itself gives, at the centre', () => {
    expect(fromFile.length).toBeGreaterThan(leastMonths)
    expect(atCentre).toEqual(fromFile)
  })

  it('gives them on each hotel’s own desk too, which does not hold what is long settled', async () => {
    expect(onDesks).toEqual(fromFile)
    const [cold] = await group.central.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM reservation.v_room_nights WHERE NOT hot',
    )
    expect(cold?.n).toBeGreaterThan(0)
  })

  it('carries on what the lines come to that the desks no longer hold', async () => {
    const lines = await figuresFromAllLines(group)
    const sums = fromFile.map(({ hotel, month, sold, revenue }) => ({ hotel, month, sold, revenue }))
    // Of a day on which nothing was sold there is no line.
    expect(lines).toEqual(sums.filter(({ sold, revenue }) => sold > 0 || revenue !== '0.00'))
  })

  it('opens on the lists that the file gives for that morning', () => {
    const expected = group.hotels.map(({ name }) => morningOf(stays, name, businessDate()))
    expect(mornings).toMatchObject(expected)
    if (date !== undefined)
      expect(expected.every(({ arrivalsDue, inHouse }) => arrivalsDue > 0 && inHouse > 5)).toBe(true)
  })

  if (date !== undefined) it('lets a whole shift be worked, a part of it offline, and merges', () => workShift(group))

  if (file === REAL)
    it('imports all of it, with 210 units in the resort and 252 in the city, quirks kept and flagged', async () => {
      expect(group.summary).toMatchObject({ rows: 119_390, added: 119_390, problems: [] })
      expect(mornings.map(({ unitsTotal }) => unitsTotal)).toEqual([252, 210])
      expect(Object.fromEntries(group.summary.countByFlag)).toMatchObject({
        negative_rate: 1,
        extreme_rate: 1,
        zero_nights: 715,
        no_guests: 180,
        no_country: 488,
        changed_unit_type: 14_917,
        duplicate_row: 31_994,
        children_unknown: 4,
        undefined_meal: 1169,
      })
      const count = async (from: string) =>
        Number((await group.central.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`))[0]?.n)
      expect(await count("guest.profiles WHERE nationality = 'CN'")).toBe(1279 + 999)
      expect(await count("reservation.reservations WHERE 'extreme_rate' = ANY (flags) AND total = 5400 * nights")).toBe(
        1,
      )
    })

  if (file === REAL)
    it('changes nothing when it is imported once more', async () => {
      const before = await checksumOf(group.central)
      expect(await group.importAgain()).toMatchObject({ rows: 119_390, added: 0 })
      expect(await checksumOf(group.central)).toEqual(before)
    }, 600_000)
})
