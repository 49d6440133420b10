import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bothDatabases } from '../support/both-databases.ts'
import { Bench, id, P } from './bench.ts'

const [connection, booking] = [1, 2].map(id)
const CHANNEL = `
INSERT INTO channel.channel_connections (id, property_id, code, name, kind, protocol, endpoint, external_property_code, status)
VALUES ('${connection}', '${P}', 'ALPINE', 'Alpine', 'ota', 'alpinebits', 'https://channel.example/', '4711', 'active');
INSERT INTO channel.channel_bookings (id, property_id, connection_id, external_id, message_type, received_at)
VALUES ('${booking}', '${P}', '${connection}', 'X1', 'new', now());`

const set = (what: string) => `UPDATE channel.channel_bookings SET ${what} WHERE id = '${booking}'`
const map = (unit: number, rate: number, external: string) => `INSERT INTO channel.channel_mappings
  (property_id, connection_id, unit_type_id, rate_strategy_id, external_unit_code, external_rate_code)
  VALUES ('${P}', '${connection}', '${id(unit)}', '${id(rate)}', '${external}', 'STD')`

describe.each(bothDatabases)('the rules of channels on %s', (database, open) => {
  let bench: Bench
  beforeAll(async () => {
    bench = await Bench.open(open, CHANNEL)
  })
  afterAll(() => bench.subject.close())
  beforeEach(() => bench.begin())
  afterEach(() => bench.takeBack())

  it('takes each version of a booking once', async () => {
    const send = (
      version: number,
    ) => `INSERT INTO channel.channel_bookings (property_id, connection_id, external_id, external_version, message_type, received_at)
      VALUES ('${P}', '${connection}', 'X1', ${version}, 'modification', now())`
    expect(await bench.refusal(send(1))).toBe('23505 channel_bookings_version_key')
    await bench.run(set('deleted_at = now()'))
    expect(await bench.refusal(send(1))).toBe('23505 channel_bookings_version_key')
    expect(await bench.refusal(send(2))).toBeNull()
  })

  it('imports into a reservation, out of trouble by a decision only, and keeps the trouble', async () => {
    const reservation = `reservation_id = '${id(40)}'`
    expect(await bench.refusal(set(`status = 'imported'`))).toBe('23514 channel_bookings_imported')
    expect(await bench.refusal(set(`status = 'oversold'`))).toBe('23514 channel_bookings_problem')
    expect(await bench.refusal(set(`status = 'acknowledged', ${reservation}`))).toMatch(/^ST002|^23514/)
    await bench.run(set(`status = 'oversold', problem = 'No double left'`))
    expect(await bench.refusal(set(`status = 'imported', ${reservation}`))).toBe('23514 channel_bookings_imported')
    expect(await bench.refusal(set(`status = 'imported', ${reservation}, problem = NULL`))).toBe('ST003')
    await bench.run(set(`status = 'imported', ${reservation}, resolution = 'Upgraded'`))
    expect(await bench.refusal(set(`status = 'acknowledged', acknowledged_at = now()`))).toBeNull()
    expect(await bench.refusal(set(`status = 'received'`))).toBe('ST002')
  })

  it('means one thing by a code, and has one code for a thing, among live mappings', async () => {
    await bench.run(map(70, 71, 'DBL'))
    expect(await bench.refusal(map(72, 73, 'DBL'))).toBe('23P01 channel_mappings_external_key')
    expect(await bench.refusal(map(70, 71, 'TWIN'))).toBe('23P01 channel_mappings_product_key')
    await bench.run('UPDATE channel.channel_mappings SET deleted_at = now()')
    expect(await bench.refusal(map(72, 73, 'DBL'))).toBeNull()
  })

  it('talks over encrypted lines only', async () => {
    const plain = `UPDATE channel.channel_connections SET endpoint = 'http://channel.example/'`
    expect(await bench.refusal(plain)).toMatch(/^23514/)
  })

  it('logs every exchange for good, and sees from it whether a channel talks', async () => {
    const log = (outcome: string, problem: string) => `INSERT INTO channel.sync_log
      (property_id, connection_id, direction, kind, outcome, duration_ms, problem, occurred_at)
      VALUES ('${P}', '${connection}', 'outbound', 'rates', '${outcome}', 80, ${problem}, '2026-11-23T10:00:00Z')`
    expect(await bench.refusal(log('failed', 'NULL'))).toBe('23514 sync_log_problem')
    await bench.run(log('ok', 'NULL'))
    expect(await bench.refusal(`UPDATE channel.sync_log SET outcome = 'failed', problem = 'x'`)).toBe('ST003')
    expect(await bench.refusal('DELETE FROM channel.sync_log')).toBe('ST003')
    expect(await bench.refusal('UPDATE channel.sync_log SET hot = false')).toBeNull()
    const health = 'SELECT code, last_ok_at, last_failed_at, waiting, to_resolve FROM channel.v_connection_health'
    expect(await bench.rows(health)).toEqual([
      { code: 'ALPINE', last_ok_at: '2026-11-23T10:00:00.000Z', last_failed_at: null, waiting: 1, to_resolve: 0 },
    ])
  })

  it('keeps credentials at the centre: out of the publication, and from the role that serves', async () => {
    const [place] = await bench.rows(`SELECT to_regclass('channel.connection_credentials') IS NOT NULL AS here`)
    expect(place).toEqual({ here: database === 'PostgreSQL' })
    if (database !== 'PostgreSQL') return
    expect(await bench.rows(`SELECT FROM pg_publication_tables WHERE tablename = 'connection_credentials'`)).toEqual([])
    await bench.run(`INSERT INTO channel.connection_credentials (property_id, connection_id, credentials_enc)
      VALUES ('${P}', '${connection}', shared.encrypt_pii('{"user": "4711"}', 'key'));
      SET LOCAL ROLE authenticated_user; SELECT set_config('app.current_property_id', '${P}', true)`)
    expect(await bench.refusal('SELECT credentials_enc FROM channel.connection_credentials')).toBe('42501')
    expect(await bench.rows('SELECT code FROM channel.channel_connections')).toHaveLength(1)
  })
})
