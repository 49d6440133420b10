import pg from 'pg'

/** Connections for `inTransaction`. What does not wait for an answer is sent at once. */
export function openPool(connectionString: string, options: Pick<pg.PoolConfig, 'max' | 'application_name'>): pg.Pool {
  return new pg.Pool({
    connectionString,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    pipeline: true,
    application_name: 'stayos-server',
    ...options,
  })
}
