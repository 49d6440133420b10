import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bothDatabases, type Subject } from '../support/both-databases.ts'

const P = '01900000-0000-7000-8000-0000000000a1'
const id = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const HOTEL = `
INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency) VALUES ('${P}', 'MIRA', 'Miramar', 'city_hotel', 'Europe/Lisbon', 'EUR');
INSERT INTO property_mgmt.unit_types (id, property_id, code, name, base_occupancy, max_occupancy, upgrade_rank) VALUES ('${id(1)}', '${P}', 'DBL', 'Double', 2, 3, 1);
INSERT INTO property_mgmt.inventory_units (id, property_id, unit_type_id, number) VALUES ('${id(2)}', '${P}', '${id(1)}', '101');
INSERT INTO guest.profiles (id, property_id, first_name, last_name) VALUES ('${id(3)}', '${P}', 'Ana', 'Reis');
INSERT INTO reservation.reservations (id, property_id, confirmation_no, profile_id, status, arrival, departure, unit_type_id, rate_strategy_id, currency)
VALUES ('${id(4)}', '${P}', 'A7-1', '${id(3)}', 'confirmed', '2026-11-23', '2026-11-25', '${id(1)}', '${id(9)}', 'EUR'),
       ('${id(5)}', '${P}', 'A7-2', '${id(3)}', 'confirmed', '2026-11-24', '2026-11-26', '${id(1)}', '${id(9)}', 'EUR');`

describe.each(bothDatabases)('the rules of the schema on %s', (_engine, open) => {
  let subject: Subject
  const value = async (sql: string) => Object.values((await subject.db.query(sql))[0] ?? {})[0]
  const assign = (reservation: number, stay: string, active = true) =>
    subject.db.execute(
      `INSERT INTO reservation.unit_assignments (property_id, reservation_id, unit_id, stay, active) VALUES ('${P}', $1, '${id(2)}', $2::daterange, $3)`,
      [id(reservation), stay, active],
    )
  beforeEach(async () => {
    subject = await open()
    await subject.script(HOTEL)
  })
  afterEach(() => subject.close())

  it('gives a unit to one promise a night, and to the next guest on the day of departure', async () => {
    await assign(4, '[2026-11-23,2026-11-25)')
    await expect(assign(5, '[2026-11-24,2026-11-26)')).rejects.toMatchObject({ sqlState: '23P01' })
    await assign(5, '[2026-11-25,2026-11-26)')
    await assign(5, '[2026-11-23,2026-11-24)', false) // an inactive one is evidence, no promise
  })

  it('takes replicated rows as the centre checked them, and checks the next command against them', async () => {
    await assign(4, '[2026-11-23,2026-11-25)')
    // A compacted log meets transient duplicates: a deferrable rule is not looked at under the replica role, at COMMIT neither.
    await subject.script('BEGIN; SET LOCAL session_replication_role = replica')
    await assign(5, '[2026-11-24,2026-11-26)')
    await subject.script("DELETE FROM reservation.unit_assignments WHERE reservation_id = '" + id(4) + "'; COMMIT")
    await expect(assign(4, '[2026-11-25,2026-11-27)')).rejects.toMatchObject({ sqlState: '23P01' })
  })

  it('refuses a status that does not follow, and a version that somebody else has raised', async () => {
    const update = (set: string) =>
      subject.db.execute(`UPDATE reservation.reservations SET ${set} WHERE id = '${id(4)}'`)
    await expect(update(`status = 'checked_out'`)).rejects.toMatchObject({ sqlState: 'ST002' })
    await update(`status = 'checked_in', version = 1`)
    await expect(update(`notes = 'late', version = 1`)).rejects.toMatchObject({ sqlState: 'ST001' })
    expect(await value(`SELECT version FROM reservation.reservations WHERE id = '${id(4)}'`)).toBe(2)
  })

  it('stamps rows with the time and the person of the command, so that a replay writes the same', async () => {
    await subject.script(`BEGIN; SELECT set_config('app.occurred_at', '2026-11-23T22:10:00Z', true), set_config('app.actor', '${id(77)}', true);
      SET CONSTRAINTS ALL DEFERRED; UPDATE guest.profiles SET notes = 'quiet room' WHERE id = '${id(3)}'`)
    expect(await subject.db.query(`SELECT updated_at, updated_by FROM guest.profiles WHERE id = '${id(3)}'`)).toEqual([
      { updated_at: '2026-11-23T22:10:00.000Z', updated_by: id(77) },
    ])
    await subject.script('ROLLBACK')
  })

  it('computes what it generates: full name, nights, overtime, response time and SLA at 300 and 301 seconds', async () => {
    expect(await value(`SELECT full_name FROM guest.profiles WHERE id = '${id(3)}'`)).toBe('Ana Reis')
    expect(await value(`SELECT nights FROM reservation.reservations WHERE id = '${id(4)}'`)).toBe(2)
    await subject.script(`
      INSERT INTO operations.staff (id, property_id, user_id, employee_no, display_name, department, position, role)
      VALUES ('${id(20)}', '${P}', '${id(21)}', '7', 'Rui', 'front_office', 'Receptionist', 'front_desk');
      INSERT INTO operations.staff_shifts (property_id, staff_id, scheduled_start, scheduled_end, actual_start, actual_end, break_minutes, planned_minutes)
      VALUES ('${P}', '${id(20)}', '2026-11-23 09:00Z', '2026-11-23 18:00Z', '2026-11-23 09:00Z', '2026-11-23 19:30Z', 60, 480);
      INSERT INTO operations.service_requests (property_id, category, description, requested_at, acknowledged_at) VALUES
      ('${P}', 'other', 'towels', '2026-11-23 10:00:00Z', '2026-11-23 10:05:00Z'), ('${P}', 'other', 'late', '2026-11-23 10:00:00Z', '2026-11-23 10:05:01Z')`)
    expect(await value('SELECT overtime_minutes FROM operations.staff_shifts')).toBe(90)
    expect(
      await subject.db.query('SELECT response_time_seconds, sla_compliant FROM operations.service_requests ORDER BY 1'),
    ).toEqual([
      { response_time_seconds: 300, sla_compliant: true },
      { response_time_seconds: 301, sla_compliant: false },
    ])
  })

  it('computes the net promoter score of DOMAIN: 10,10,10,9,9,8,7,6,3,0 is 20.00', async () => {
    await subject.script(`INSERT INTO guest.feedback (property_id, feedback_type, nps_score, source, submitted_at)
      SELECT '${P}', 'NPS', score, 'web', '2026-11-30 23:30Z' FROM unnest('{10,10,10,9,9,8,7,6,3,0}'::int[]) AS s (score)`)
    // 23:30 UTC on 30 November is still November in Lisbon
    expect(await subject.db.query('SELECT month, total_responses, nps_score FROM guest.v_nps_metrics')).toEqual([
      { month: '2026-11-01', total_responses: 10, nps_score: '20.00' },
    ])
  })

  it('keeps natural keys among live rows only', async () => {
    const add = () =>
      subject.db.execute(
        `INSERT INTO property_mgmt.inventory_units (property_id, unit_type_id, number) VALUES ('${P}', '${id(1)}', '101')`,
      )
    await expect(add()).rejects.toMatchObject({ sqlState: '23P01', constraint: 'inventory_units_number_key' })
    await subject.db.execute(`UPDATE property_mgmt.inventory_units SET deleted_at = now() WHERE id = '${id(2)}'`)
    await add()
  })
})
