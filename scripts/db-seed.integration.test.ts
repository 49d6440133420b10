import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryHome } from '../tests/support/home.ts'
import { type CentralDatabase, freshCentral } from '../tests/support/postgres.ts'
import { runScript } from '../tests/support/run-script.ts'

const home = temporaryHome('seed-cli')
let central: CentralDatabase
let empty: CentralDatabase
beforeAll(async () => {
  central = await freshCentral()
  empty = await freshCentral({ empty: true })
})
afterAll(async () => {
  await Promise.all([central.drop(), empty.drop()])
  home.remove()
})

const run = (args: readonly string[], more: Parameters<typeof runScript>[2] = {}) => runScript('db-seed.ts', args, more)
const house = ['--units', '6', '--days', '12', '--seed', '4', '--business-date', '2026-11-23']
const here = () => ['--database', central.url]
const rowsNow = () =>
  central.query<{ n: number }>(
    `SELECT (SELECT count(*) FROM property_mgmt.properties)::int AS houses, (SELECT count(*) FROM reservation.reservations)::int AS bookings,
       (SELECT count(*) FROM billing.folio_line_items)::int AS lines, (SELECT count(*) FROM fb.stock_movements)::int AS movements`,
  )

describe('db:seed', () => {
  it('makes the hotels that were asked for, says of every table how many rows, and how fast', async () => {
    const { code, out, err } = await run([...house, '--properties', '2', ...here()])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Made: H001, H002.')
    const [written] = await rowsNow()
    expect(written).toMatchObject({ houses: 2 })
    for (const [table, count] of [
      ['reservation.reservations', 'bookings'],
      ['billing.folio_line_items', 'lines'],
      ['fb.stock_movements', 'movements'],
    ] as const)
      expect(out).toContain(
        `${table} ${(written as unknown as Record<string, number>)[count]?.toLocaleString('en-US')}`,
      )
    expect(out).toMatch(/^[\d,]+ rows in [\d.]+ s, [\d,]+ rows\/s\.$/m)
  })

  it('changes nothing the second time, and adds what is missing where more are asked for', async () => {
    const before = await rowsNow()
    const again = await run([...house, '--properties', '2'], { env: { DATABASE_URL: central.url } })
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(again.out).toBe('There already, and left as they are: H001, H002.\nNothing was changed.\n')
    expect(await rowsNow()).toEqual(before)
    const more = await run([...house, '--properties', '3', ...here()])
    expect(more.out).toContain('Made: H003.\nThere already, and left as they are: H001, H002.\n')
  })

  it('refuses a database in which the same hotels were made otherwise, and writes nothing', async () => {
    const before = await rowsNow()
    const { code, out, err } = await run([...house, '--seed', '5', ...here()])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(
      'The database has a property H001 already: it was made with another seed, size or span of days.\n' +
        'Use an empty database, or the settings that made it: then nothing is changed. Nothing was written.\n',
    )
    expect(await rowsNow()).toEqual(before)
  })

  it('refuses a database without tables, and one that is not there', async () => {
    const bare = await run([...house, '--database', empty.url])
    expect(bare).toMatchObject({ code: 1, err: expect.stringContaining('Run "npm run db:migrate"') as string })
    const nowhere = await run([...house, '--database', 'postgresql://nobody@127.0.0.1:1/none'])
    expect(nowhere.code).toBe(1)
    expect(nowhere.err).toContain('does not answer')
    expect(nowhere.err).not.toMatch(/^\s+at /m)
  })

  it.each([
    ['no hotels', ['--properties', '0'], /--properties 0 is not possible\.\nGive a whole number from 1 to 500\./],
    ['half a unit', ['--units', '1.5'], /--units 1\.5 is not possible\.\nGive a whole number from 1 to 5000\./],
    [
      'a past of eleven years',
      ['--days', '4000'],
      /--days 4000 is not possible\.\nGive a whole number from 1 to 3650\./,
    ],
    ['a seed that is no number', ['--seed', 'lucky'], /--seed lucky is not possible/],
    ['a date that is none', ['--business-date', '23.11.2026'], /"23\.11\.2026" is no date\.\nWrite --business-date as/],
    ['an option that is none', ['--unit', '5'], /--unit[\s\S]*npm run db:seed --/],
  ])('refuses %s, says what to do, and opens no database', async (_, args, message) => {
    const folder = join(home.path, 'untouched')
    const { code, err } = await run(args, { env: { STAYOS_HOME: folder } })
    expect(code).toBe(1)
    expect(err).toMatch(message)
    expect(existsSync(folder)).toBe(false)
  })

  it('stops on Ctrl+C with nothing half, and goes on the next time', async () => {
    const other = await freshCentral()
    try {
      const args = [...house, '--units', '30', '--days', '120', '--database', other.url]
      let told = false
      const stopped = await run(args, {
        watch(child, out) {
          if (told || !out.includes('Writing')) return
          told = true
          child.kill('SIGINT')
        },
      })
      expect(stopped.code).toBe(130)
      expect(stopped.err).toContain('Stopped. No hotel was made; none stands half.')
      for (const table of ['property_mgmt.properties', 'reservation.reservations', 'compliance.audit_log'])
        expect(await other.query(`SELECT FROM ${table}`)).toEqual([])
      expect((await run(args)).out).toContain('Made: H001.')
    } finally {
      await other.drop()
    }
  })
})
