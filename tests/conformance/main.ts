import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startConformanceServer } from './server.ts'

/** npm run conformance:server -- --port 3000: the shape engine for the official clients' suites (docs/conformance.md). */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    'chunk-bytes': { type: 'string', default: '8500' },
    'long-poll-ms': { type: 'string', default: '20000' },
    'max-age': { type: 'string', default: '1' },
    'stale-age': { type: 'string', default: '3' },
  },
})

const databaseUrl = process.env['DATABASE_URL']
if (databaseUrl === undefined) {
  console.error('Give DATABASE_URL: a scratch database, its superuser, wal_level = logical.')
  process.exit(1)
}
const dataDir = mkdtempSync(join(tmpdir(), 'stayos-conformance-'))
const server = await startConformanceServer({
  databaseUrl,
  dataDir,
  port: Number(values.port),
  chunkBytes: Number(values['chunk-bytes']),
  longPollMs: Number(values['long-poll-ms']),
  ages: { maxAge: Number(values['max-age']), staleAge: Number(values['stale-age']) },
})
console.log(`Shapes of any table at ${server.url}/v1/shape`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.stop().then(() => rmSync(dataDir, { recursive: true, force: true })))
}
