import type pg from 'pg'

export const P = '01900000-0000-7000-8000-0000000000a1'
/** A property of somebody else. */
export const THEIRS = '01900000-0000-7000-8000-0000000000b2'
export const UNIT = '01900000-0000-7000-8000-000000000002'
export const REQUEST = '01900000-0000-7000-8000-000000000005'
const TYPE = '01900000-0000-7000-8000-000000000001'
const GUEST = '01900000-0000-7000-8000-000000000003'

/** One unit, one guest with one reservation and one request, and a guest of another house. */
export async function addSmallHouse(client: pg.Client): Promise<void> {
  await client.query(`
    INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency) VALUES
      ('${P}', 'MIRA', 'Miramar', 'city_hotel', 'Europe/Lisbon', 'EUR'), ('${THEIRS}', 'SERRA', 'Serra', 'resort', 'Europe/Lisbon', 'EUR');
    INSERT INTO property_mgmt.unit_types (id, property_id, code, name, base_occupancy, max_occupancy, upgrade_rank)
      VALUES ('${TYPE}', '${P}', 'DBL', 'Double', 2, 3, 1);
    INSERT INTO property_mgmt.inventory_units (id, property_id, unit_type_id, number) VALUES ('${UNIT}', '${P}', '${TYPE}', '101');
    INSERT INTO guest.profiles (id, property_id, first_name, last_name) VALUES ('${GUEST}', '${P}', 'Ana', 'Reis');
    INSERT INTO guest.profiles (property_id, first_name, last_name) VALUES ('${THEIRS}', 'Rui', 'Sousa');
    INSERT INTO reservation.reservations (property_id, confirmation_no, profile_id, status, arrival, departure, unit_type_id, rate_strategy_id, currency)
      VALUES ('${P}', 'A7-1', '${GUEST}', 'confirmed', '2026-11-23', '2026-11-25', '${TYPE}', '${TYPE}', 'EUR');
    INSERT INTO operations.service_requests (id, property_id, category, description, requested_at, acknowledged_at)
      VALUES ('${REQUEST}', '${P}', 'other', 'towels', '2026-11-23 10:00:00Z', '2026-11-23 10:05:01Z')`)
}
