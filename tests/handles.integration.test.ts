import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bothDatabases, type Subject } from './support/both-databases.ts'

const VALUES = `SELECT true AS yes, 7::int2 AS small, 7::int8 AS big, 170.43::numeric AS price, '2026-11-23'::date AS day,
  '2026-11-23 20:00:00+01'::timestamptz AS instant, '{"a":[1]}'::jsonb AS json, ARRAY['a','b,"c']::text[] AS words,
  ARRAY['01890000-0000-7000-8000-000000000001']::uuid[] AS ids, daterange('2026-11-23', '2026-11-25') AS stay, NULL::text AS nothing,
  'confirmed'::reservation.reservation_status AS status`

const SAME = {
  yes: true,
  small: 7,
  big: 7,
  price: '170.43',
  day: '2026-11-23',
  instant: '2026-11-23T19:00:00.000Z',
  json: { a: [1] },
  words: ['a', 'b,"c'],
  ids: ['01890000-0000-7000-8000-000000000001'],
  stay: '[2026-11-23,2026-11-25)',
  nothing: null,
  status: 'confirmed',
}

describe.each(bothDatabases)('a handle on %s', (_name, open) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())

  it('delivers the values that Database promises', async () => {
    expect(await subject.db.query(VALUES)).toEqual([SAME])
  })

  it('takes JSON as text, arrays, and null', async () => {
    const [row] = await subject.db.query(
      'SELECT $1::jsonb AS json, $2::uuid[] AS ids, $3::date AS day, $4::int AS n, $5::numeric AS price, $6::boolean AS yes, $7::text AS text',
      ['{"a":1}', SAME.ids, null, 3, '1.50', false, 'x'],
    )
    expect(row).toEqual({ json: { a: 1 }, ids: SAME.ids, day: null, n: 3, price: '1.50', yes: false, text: 'x' })
  })

  it('counts touched rows and names the SQLSTATE and the constraint of a failure', async () => {
    const insert = `INSERT INTO shared.currencies (code, numeric_code, name, minor_units, symbol) VALUES ('EUR', '978', 'Euro', 2, '€')`
    expect(await subject.db.execute(insert)).toBe(1)
    await expect(subject.db.execute(insert)).rejects.toMatchObject({ sqlState: '23505', constraint: 'currencies_pkey' })
  })
})
