import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

/** The least that any centre does for a command: one request, one transaction that writes two rows. node ... floor-process.ts '{databaseUrl}'. */
const { databaseUrl } = JSON.parse(process.argv[2] ?? '') as { databaseUrl: string }
const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
await client.query('CREATE SCHEMA IF NOT EXISTS bench')
await client.query(
  'CREATE TABLE IF NOT EXISTS bench.floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)',
)

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const body = Buffer.concat(parts).toString()
    void client
      .query('BEGIN')
      .then(() => client.query('INSERT INTO bench.floor (body) VALUES ($1), ($1)', [body]))
      .then(() => client.query('COMMIT'))
      .then(() => response.end('{}'))
  })
})
server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
)
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  void client.end()
})
