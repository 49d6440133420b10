import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { freshTerminalDatabase } from '../../../tests/support/pglite.ts'
import { newId } from '../../../shared/kernel/ids.ts'
import { LineFault } from './line.ts'
import { type ShapeSync, type ShapeSyncOptions, startShapeSync } from './shape-sync.ts'
import { readStored } from './stored-positions.ts'
import { addRoom, contents, give, judge, type Lab, labCommand, openLab, resetDesk } from './testing/lab.ts'

const REVOKED = { code: 'told', error: 'terminal_revoked', message: 'This desk was revoked.' } as const

let lab: Lab
let desk: PGlite
let sync: ShapeSync

beforeAll(async () => {
  lab = await openLab(freshTerminalDatabase)
  desk = await lab.newDesk()
})
afterAll(() => lab.close())

beforeEach(async () => {
  await resetDesk(desk)
  const { centre } = lab
  centre.before = () => undefined
  centre.missing.clear()
  centre.tooLarge.clear()
  centre.expired.clear()
  centre.comeBack()
  await centre.commit(async (tx) => {
    await tx.exec('DELETE FROM lab.rooms; DELETE FROM sync.command_results')
    await addRoom(tx, '101')
  })
  centre.requests.length = 0
})

async function start(more: Partial<ShapeSyncOptions> = {}): Promise<void> {
  sync = startShapeSync({ ...lab.options(desk), ...more })
  await sync.caughtUp()
}

const same = async () => expect(await contents(desk)).toEqual(await contents(lab.centre.pg))
const polls = () => lab.centre.requests.filter((path) => path === '/v1/shapes/poll').length

/** One value of every kind that is easily broken on the way. */
const ODD_VALUES = `
  open = true, price = 12345678901234.567890, big = 9223372036854775807, small = -32768, ratio = 0.1,
  day = '2026-02-28', at = '2026-11-23 19:00:00.123456+01', local = 'infinity', clock = '23:59:59.5', span = '1 mon 2 days 03:04:05',
  facts = '{"t": "true", "n": null, "deep": [1.10, "\\u00e9"]}', raw = '{"b":1,  "a":"x"}',
  tags = '{"a,b","c\\"d","\\\\","NULL",NULL,""}', marks = '{1,NULL,-3}', grid = '{{1,2},{3,4}}', bed = 'twin, big',
  beds = '{king,"twin, big"}', home = '("Main, 5",2)', homes = '{"(a,1)","(\\"b c\\",)"}', stay = '[2026-01-01,2026-01-05)',
  code = 'x', bytes = '\\x00ff5c', value = 'null', note = E'tab\\tnew\\nline \\\\N " '' {}', "odd, name" = ''`

test('S1 values of every type arrive unharmed, as rows, as changes and anew', async () => {
  const room = newId()
  await lab.centre.commit(async (tx) => {
    await addRoom(tx, '102', room)
    await tx.query(`UPDATE lab.rooms SET ${ODD_VALUES} WHERE id = $1`, [room])
  })
  await start()
  await same()
  await lab.centre.commit(async (tx) => {
    await addRoom(tx, '103')
    await tx.query(`UPDATE lab.rooms SET ${ODD_VALUES} WHERE number IN ('101', '103')`)
    await tx.query(
      `UPDATE lab.rooms SET open = false, facts = 'null', tags = '{}', note = NULL, marks = NULL WHERE number = '102'`,
    )
  })
  await sync.caughtUp()
  await same()
  // So many new rows are copied, which writes values otherwise.
  await lab.centre.commit(async (tx) => {
    const { rows } = await tx.query<{ others: string }>(
      `SELECT string_agg(quote_ident(attname), ', ') AS others FROM pg_attribute
       WHERE attrelid = 'lab.rooms'::regclass AND attnum > 0 AND attgenerated = '' AND attname NOT IN ('id', 'number')`,
    )
    const others = rows[0]?.others ?? ''
    await tx.query(
      `INSERT INTO lab.rooms (id, number, ${others}) SELECT gen_random_uuid(), E'1\\t' || n, ${others}
       FROM lab.rooms, generate_series(1, 600) n WHERE number = '103'`,
    )
  })
  await sync.caughtUp()
  await same()
  lab.centre.rotate('lab.rooms')
  await sync.caughtUp()
  await same()
  await sync.stop()
})

test('S2 a change costs one request and one transaction; a restart resumes without loading', async () => {
  await start()
  await lab.centre.quiet()
  const before = polls()
  await lab.centre.commit((tx) => addRoom(tx, '102'))
  await vi.waitFor(same)
  expect(polls() - before).toBeLessThanOrEqual(2)
  await sync.stop()
  await lab.centre.commit((tx) => addRoom(tx, '103'))
  await start()
  await same()
  expect(lab.centre.requests.filter((path) => path === '/v1/bootstrap')).toHaveLength(1)
  expect((await readStored(desk))?.lsn).toBe(lab.centre.g)
  await sync.stop()
})

test('S3 paused, the desk works alone; resumed, it catches up', async () => {
  await start()
  await sync.pause()
  expect(sync.status().state).toBe('paused')
  await lab.centre.quiet()
  const before = lab.centre.requests.length
  await lab.centre.commit((tx) => addRoom(tx, '102'))
  const command = labCommand('lab.add', newId(), '201')
  await give(desk, command)
  let caughtUp = false
  const waiting = sync.caughtUp().then(() => (caughtUp = true))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(caughtUp).toBe(false)
  expect(lab.centre.requests.length).toBe(before)
  sync.resume()
  await waiting
  expect(sync.status().state).toBe('online')
  expect((await desk.query('SELECT number FROM lab.rooms ORDER BY 1')).rows).toEqual([
    { number: '101' },
    { number: '102' },
    { number: '201' },
  ])
  await lab.centre.commit((tx) => judge(tx, command))
  await sync.caughtUp()
  await same()
  await sync.stop()
})

test('S4 a line that breaks shows as offline since then, and comes back by itself', async () => {
  await start()
  lab.centre.goDown()
  await vi.waitFor(() => expect(sync.status().state).toBe('offline'))
  const { since } = sync.status()
  await lab.centre.commit((tx) => addRoom(tx, '102'))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(sync.status().since).toBe(since)
  lab.centre.comeBack()
  await sync.caughtUp()
  await same()
  expect(sync.status().state).toBe('online')
  await sync.stop()
})

test('S5 an expired token is renewed; where the centre gives none, the status says what to do', async () => {
  let token = 'token-1'
  await start({ token: (renew) => Promise.resolve(renew ? (token = 'token-2') : token) })
  lab.centre.expired.add('Bearer token-1')
  await lab.centre.commit((tx) => addRoom(tx, '102'))
  await sync.caughtUp()
  await same()
  expect(lab.centre.tokens.at(-1)).toBe('Bearer token-2')
  await sync.stop()

  sync = startShapeSync({
    ...lab.options(desk),
    token: () => Promise.reject(new LineFault('refused', REVOKED)),
  })
  await vi.waitFor(() => expect(sync.status()).toMatchObject({ state: 'stopped', problem: REVOKED }))
  await sync.stop()
})

test('S6 a centre that speaks the plain protocol only is read all the same', async () => {
  lab.centre.missing.add('/v1/shapes/poll').add('/v1/bootstrap')
  await start()
  await same()
  await lab.centre.commit((tx) => addRoom(tx, '102'))
  await sync.caughtUp()
  await same()
  await sync.stop()
})

test('S7 a table too large for one answer is refetched by plain requests', async () => {
  await start()
  lab.centre.tooLarge.add('lab.rooms')
  lab.centre.rotate('lab.rooms')
  await lab.centre.commit((tx) => addRoom(tx, '102'))
  await sync.caughtUp()
  await same()
  await sync.stop()
})

test('S8 a batch that fails is tried again from what is stored, and loaded anew when that does not help', async () => {
  await start()
  await desk.exec(`ALTER TABLE lab.rooms ADD CONSTRAINT not_now CHECK (number <> '102')`)
  await lab.centre.commit((tx) => addRoom(tx, '102'))
  await vi.waitFor(
    () =>
      expect(sync.status()).toMatchObject({
        state: 'stopped',
        problem: { code: 'cannot_store', reason: expect.stringContaining('not_now') as string },
      }),
    {
      timeout: 5000,
    },
  )
  expect((await desk.query('SELECT number FROM lab.rooms')).rows).toEqual([{ number: '101' }])
  await desk.exec('ALTER TABLE lab.rooms DROP CONSTRAINT not_now')
  await sync.caughtUp()
  await same()
  expect(sync.status()).toMatchObject({ state: 'online', problem: null })
  await sync.stop()
})

test('S9 a row that stands here unlike at the centre is put right by loading anew', async () => {
  await start()
  const room = newId()
  await desk.query('INSERT INTO lab.rooms (id, number) VALUES ($1, $2)', [room, 'stray'])
  await lab.centre.commit((tx) => addRoom(tx, '102', room))
  await vi.waitFor(same, { timeout: 5000 })
  await sync.stop()
})

test('S10 stopped, a wait for the latest ends with an error, and nothing is asked any more', async () => {
  await start()
  lab.centre.goDown()
  const waiting = sync.caughtUp()
  const refusal = expect(waiting).rejects.toThrow('stopped')
  await sync.stop()
  await refusal
  await lab.centre.quiet()
  const before = lab.centre.requests.length
  lab.centre.comeBack()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(lab.centre.requests.length).toBe(before)
})
