import type pg from 'pg'

/**
 * Adds copies of a seeded reservation, each with an id and a confirmation number of its own, and answers with the ids. The schema's rules
 * are left out for the while: a thousand guests may share a unit here.
 */
export async function fillReservations(
  central: pg.Pool,
  propertyId: string,
  count: number,
  mark = 'B',
): Promise<string[]> {
  const client = await central.connect()
  try {
    const stored = await client.query<{ name: string }>(
      `SELECT quote_ident(attname) AS name FROM pg_attribute
       WHERE attrelid = 'reservation.reservations'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    )
    const columns = stored.rows.map(({ name }) => name)
    const own: Record<string, string> = { id: 'shared.uuid_generate_v7()', hot: 'true', confirmation_no: `$3 || n` }
    await client.query('BEGIN')
    await client.query('SET LOCAL session_replication_role = replica')
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO reservation.reservations (${columns.join(', ')})
       SELECT ${columns.map((column) => own[column] ?? `model.${column}`).join(', ')}
       FROM (SELECT * FROM reservation.reservations WHERE property_id = $1 ORDER BY id LIMIT 1) AS model,
         generate_series(1, $2::int) AS n
       RETURNING id`,
      [propertyId, count, mark],
    )
    await client.query('COMMIT')
    return rows.map(({ id }) => id)
  } finally {
    client.release()
  }
}
