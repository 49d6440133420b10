import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bothDatabases, type Subject } from '../support/both-databases.ts'

const P = '01900000-0000-7000-8000-0000000000a1'
const Q = '01900000-0000-7000-8000-0000000000b2'
const LOGS = ['audit_log', 'domain_events'] as const

describe.each(bothDatabases)('the partitions of the two logs on %s', (_engine, open) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await open()
    for (const [property, code] of [
      [P, 'OURS'],
      [Q, 'SISTER'],
    ])
      await subject.script(`INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency)
        VALUES ('${property}', '${code}', '${code}', 'resort', 'Europe/Lisbon', 'EUR')`)
  })
  afterAll(() => subject.close())

  const append = (at: string) =>
    subject.script(`
      INSERT INTO compliance.audit_log (property_id, at, table_schema, table_name, row_id, op, after, actor, occurred_at)
      VALUES ('${P}', '${at}', 'guest', 'profiles', '${P}', 'INSERT', '{}', '${P}', '${at}');
      INSERT INTO compliance.domain_events (property_id, at, aggregate_type, aggregate_id, seq, type, actor, occurred_at)
      VALUES ('${P}', '${at}', 'guest.profiles', '${P}', 1, 'created', '${P}', '${at}')`)
  /** Where the rows at this instant stand, log by log. */
  const placesOf = async (at: string) => {
    const places = LOGS.map((log) =>
      subject.db.query<{ place: string }>(
        `SELECT replace(tableoid::regclass::text, 'compliance.', '') AS place FROM compliance.${log} WHERE at = $1::timestamptz`,
        [at],
      ),
    )
    return (await Promise.all(places)).flat().map((row) => row.place)
  }
  const maintain = async (today: string, ahead = 2) => {
    const done = await subject.db.query<{ action: string; partition: string }>(
      'SELECT * FROM compliance.maintain_partitions($1, $2::date)',
      [ahead, today],
    )
    return done.map(({ action, partition }) => `${action} ${partition}`)
  }
  const bothLogs = (month: string) => LOGS.map((log) => `${log}_${month}`)

  it('are made ahead, over the end of a month and of a year, and made once', async () => {
    const made = await maintain('2031-11-30')
    expect(made).toEqual(
      LOGS.flatMap((log) => ['2031_11', '2031_12', '2032_01'].map((month) => `made ${log}_${month}`)),
    )
    expect(await maintain('2031-11-01')).toEqual([])
    const edges = [
      ['2031-11-30T23:59:59.999999Z', '2031_11'],
      ['2031-12-01T00:00:00Z', '2031_12'],
      ['2031-12-31T23:59:59.999999Z', '2031_12'],
      ['2032-01-01T00:00:00Z', '2032_01'],
      // Months are cut in UTC, wherever the row was written.
      ['2032-01-01T00:30:00+01:00', '2031_12'],
    ] as const
    for (const [at, month] of edges) {
      await append(at)
      expect(await placesOf(at)).toEqual(bothLogs(month))
    }
  })

  it('refuse nothing: what has no month goes to the default, and gets its month at the next round', async () => {
    const [early, late] = ['2020-02-29T12:00:00Z', '2040-07-01T00:00:00Z']
    await append(early)
    await append(late)
    expect(await placesOf(early)).toEqual(bothLogs('default'))
    const done = await maintain('2031-11-15')
    expect(done.sort()).toEqual(['2020_02', '2040_07'].flatMap((m) => bothLogs(m).map((p) => `made ${p}`)).sort())
    expect(await placesOf(early)).toEqual(bothLogs('2020_02'))
    expect(await placesOf(late)).toEqual(bothLogs('2040_07'))
    // The default is there again.
    await append('2050-01-01T00:00:00Z')
    expect(await placesOf('2050-01-01T00:00:00Z')).toEqual(bothLogs('default'))
  })

  it('are append-only, each of them', async () => {
    for (const log of LOGS) {
      const refused = { sqlState: 'ST003' }
      await expect(subject.db.execute(`UPDATE compliance.${log} SET offline = true`)).rejects.toMatchObject(refused)
      await expect(subject.db.execute(`DELETE FROM compliance.${log}_2031_11`)).rejects.toMatchObject(refused)
      await expect(subject.db.execute(`TRUNCATE compliance.${log}`)).rejects.toMatchObject(refused)
    }
  })

  it('leave after the longest retention of all properties, and never while one has none', async () => {
    const policy = (property: string, keepMonths: number, action: string) =>
      subject.script(
        LOGS.map(
          (
            log,
          ) => `INSERT INTO compliance.data_retention_policies (property_id, subject, keep_months, action, legal_basis)
            VALUES ('${property}', '${log}', ${keepMonths}, '${action}', 'Commercial code')`,
        ).join(';'),
      )
    await policy(P, 6, 'drop')
    expect(await maintain('2032-01-15')).not.toContain('dropped audit_log_2020_02')
    await policy(Q, 24, 'detach')
    // The centre has partitions of the present too.
    const detached = async (today: string) =>
      (await maintain(today)).filter((line) => /^detached .*_20(20|3.)_/.test(line))
    // 24 whole months before January 2034: January 2032 stays, December 2031 goes.
    expect((await detached('2034-01-31')).sort()).toEqual(
      LOGS.flatMap((log) => ['2020_02', '2031_11', '2031_12'].map((m) => `detached ${log}_${m}`)),
    )
    expect(await placesOf('2032-01-01T00:00:00Z')).toEqual(bothLogs('2032_01'))
    const kept = await subject.db.query('SELECT FROM compliance_archive.audit_log_2031_12')
    expect(kept).toHaveLength(3)
    // A month that comes again leaves again, beside what left before.
    await append('2031-12-24T18:00:00Z')
    expect((await detached('2034-01-31')).sort()).toEqual(LOGS.map((log) => `detached ${log}_2031_12`))
    const resting = await subject.db.query(
      `SELECT FROM pg_class WHERE relnamespace = 'compliance_archive'::regnamespace AND relkind = 'r' AND relname LIKE 'audit\\_log\\_2031\\_12%'`,
    )
    expect(resting).toHaveLength(2)
  })

  it('are dropped where every property says so', async () => {
    await subject.script(`UPDATE compliance.data_retention_policies SET action = 'drop'`)
    expect(await maintain('2034-02-01')).toContain('dropped domain_events_2032_01')
    const left = await subject.db.query(`SELECT to_regclass('compliance.domain_events_2032_01') AS gone`)
    expect(left).toEqual([{ gone: null }])
  })

  it('take appends for a month that was taken off, and keep them', async () => {
    await maintain('2034-03-01', 0)
    await append('2034-03-10T00:00:00Z')
    for (const log of LOGS)
      await subject.script(`ALTER TABLE compliance.${log} DETACH PARTITION compliance.${log}_2034_03`)
    await append('2034-03-11T00:00:00Z')
    expect(await placesOf('2034-03-11T00:00:00Z')).toEqual(bothLogs('default'))
    expect(await placesOf('2034-03-10T00:00:00Z')).toEqual([])
    for (const log of LOGS) await subject.script(`ALTER TABLE compliance.${log}_2034_03 SET SCHEMA compliance_archive`)
    await maintain('2034-03-12', 0)
    expect(await placesOf('2034-03-11T00:00:00Z')).toEqual(bothLogs('2034_03'))
  })
})
