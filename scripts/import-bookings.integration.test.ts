import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bookingRow, BUSINESS_DATE, csvOf, HEADER, quirkyFile } from '../tests/data/bookings-csv.ts'
import { temporaryHome } from '../tests/support/home.ts'
import { type CentralDatabase, freshCentral } from '../tests/support/postgres.ts'
import { runScript } from '../tests/support/run-script.ts'

const home = temporaryHome('cli')
const folder = home.path
let database: CentralDatabase
beforeAll(async () => {
  database = await freshCentral()
})
afterAll(async () => {
  await database.drop()
  home.remove()
})

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const run = (args: string[], more: Parameters<typeof runScript>[2] = {}) => runScript('import-bookings.ts', args, more)

it('imports, sums up, lists what it left out, and does nothing the second time', async () => {
  const { csv, bookings, badLines } = quirkyFile()
  const file = await fileOf('quirky.csv', csv)
  const args = [file, '--business-date', BUSINESS_DATE, '--database', database.url]
  const first = await run(args)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toContain(`${bookings} bookings are in the database: ${bookings} new, 0 were there already.`)
  expect(first.out).toContain(`${badLines.length} lines are no bookings and were left out:`)
  for (const line of badLines) expect(first.out).toContain(`line ${line}: `)
  const second = await run([file, '--business-date', BUSINESS_DATE], { env: { DATABASE_URL: database.url } })
  expect(second.out).toContain(`${bookings} bookings are in the database: 0 new, ${bookings} were there already.`)
})

it('writes every line that it left out to a file where the screen does not hold them', async () => {
  const other = await freshCentral()
  try {
    const rows = [bookingRow(), ...Array.from({ length: 25 }, () => bookingRow({ adults: 'x' }))]
    const { code, out } = await run([await fileOf('bad-rows.csv', csvOf(rows)), '--database', other.url])
    expect(code).toBe(0)
    expect(out).toContain('... and 5 more.')
    const path = /All of them: (\S+)/.exec(out)?.[1] ?? ''
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(25)
    await rm(join(path, '..'), { recursive: true })
  } finally {
    await other.drop()
  }
})

it.each([
  ['no file', [], /No file was named/],
  ['two files', ['a.csv', 'b.csv'], /One file at a time/],
  ['an option that is none', ['a.csv', '--bussiness-date', '2016-08-13'], /bussiness-date/],
  ['a date that is none', ['a.csv', '--business-date', '13.08.2016'], /"13\.08\.2016" is no date/],
  ['a file that is not there', ['/nowhere/a.csv'], /\/nowhere\/a\.csv is not there.*\n.*Check the path/],
])('refuses %s, says what to do, and opens no database', async (_, args, message) => {
  const home = join(folder, 'untouched')
  const { code, err } = await run(args, { env: { STAYOS_HOME: home } })
  expect(code).toBe(1)
  expect(err).toMatch(message)
  expect(existsSync(home)).toBe(false)
})

it('refuses a file with an unknown column', async () => {
  const file = await fileOf('unknown.csv', `${HEADER},credit_card\n`)
  const { code, err } = await run([file, '--database', database.url])
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('an unknown column "credit_card"') })
})

it('uses the database that npm start keeps, and leaves it as it found it', async () => {
  const home = join(folder, 'home')
  const file = await fileOf('small.csv', csvOf([bookingRow()]))
  const { code, out, err } = await run([file], { env: { STAYOS_HOME: home } })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('started for the import')
  const { folder: cluster } = JSON.parse(await readFile(join(home, 'postgres', 'connection.json'), 'utf8')) as {
    folder: string
  }
  expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false)
  await rm(cluster, { recursive: true, force: true })
}, 120_000)

it('stops cleanly on Ctrl+C, and goes on the next time', async () => {
  const other = await freshCentral()
  try {
    const rows = Array.from({ length: 12_000 }, (_, i) =>
      bookingRow({ adr: String(i % 300), arrival_date_day_of_month: String(1 + (i % 28)) }),
    )
    const args = [await fileOf('large.csv', csvOf(rows)), '--database', other.url]
    let told = false
    const stopped = await run(args, {
      watch(child, out) {
        if (told || !out.includes('Writing')) return
        told = true
        child.kill('SIGINT')
      },
    })
    expect(stopped.code).toBe(130)
    expect(stopped.err).toMatch(/^Stopped\. .* bookings are in the database, each whole|^Stopped\. Nothing/m)
    expect(await other.query('SELECT * FROM property_mgmt.v_business_dates')).toEqual([])
    const next = await run(args)
    expect(next.code).toBe(0)
    expect(await other.query('SELECT count(*)::int AS n FROM reservation.reservations')).toEqual([{ n: 12_000 }])
  } finally {
    await other.drop()
  }
}, 120_000)
