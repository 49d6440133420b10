import type pg from 'pg'
import type { World } from '../world/world.ts'
import { PLAIN_DAY, PLAIN_TABLE } from './domain.ts'

/** Every tenth of the first 500 arrives on the day that is watched. */
export async function fillPlain(central: pg.Pool, propertyId: string, count: number, mark = 'B'): Promise<string[]> {
  const { rows } = await central.query<{ id: string }>(
    `INSERT INTO ${PLAIN_TABLE} (property_id, guest, unit, status, arrival, departure, total, notes)
     SELECT $1, 'Guest ' || $3 || n, (100 + n % 300)::text, 'confirmed', day, day + 3, 120 + n % 80,
       repeat(md5(n::text), 3)
     FROM generate_series(1, $2::int) AS n, LATERAL
       (SELECT CASE WHEN n <= 500 AND n % 10 = 0 THEN $4::date ELSE $4::date - 1 - n % 365 END AS day) AS d
     RETURNING id`,
    [propertyId, count, mark, PLAIN_DAY],
  )
  return rows.map(({ id }) => id)
}

/** Somebody else changes the n-th row of the day that is watched. */
export async function touchPlain({ central, propertyId }: World, n = 0): Promise<void> {
  await central.query(
    `UPDATE ${PLAIN_TABLE} SET notes = md5(random()::text), version = version + 1 WHERE id =
       (SELECT id FROM ${PLAIN_TABLE} WHERE property_id = $1 AND arrival = $2 ORDER BY id OFFSET $3 LIMIT 1)`,
    [propertyId, PLAIN_DAY, n % 10],
  )
}
