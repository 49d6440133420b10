import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enrolDevice, request } from '../tests/support/device.ts'
import { holdPoll } from '../tests/support/held-poll.ts'
import { addHotel } from '../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../tests/support/postgres.ts'
import { commandsOf, testDomain, typeNamed } from '../tests/support/test-commands.ts'
import { startEmbeddedPostgres } from './postgres/embedded.ts'
import { type ServerOptions, startServer } from './start-server.ts'

let central: CentralDatabase
let folder: string
let nextFolder = 0

beforeAll(async () => {
  central = await freshCentral()
  folder = await mkdtemp(join(tmpdir(), 'stayos-server-'))
})
afterAll(async () => {
  await central.drop()
  await rm(folder, { recursive: true })
})

const options = (changes: Partial<ServerOptions> = {}): ServerOptions => ({
  databaseUrl: central.url,
  dataDir: join(folder, String(nextFolder++)),
  domain: testDomain(),
  writeLog: () => undefined,
  ...changes,
})
const startFails = async (changes: Partial<ServerOptions>) => {
  const error = await startServer(options(changes)).then(
    async (server) => server.stop().then(() => undefined),
    (error: unknown) => error,
  )
  return error instanceof Error ? `${error.name}: ${error.message}` : 'it started'
}

describe('start', () => {
  it('listens on loopback, stops, and starts again in the same folder and on the same port', async () => {
    const first = options()
    const server = await startServer(first)
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    await Promise.all([server.stop(), server.stop()])
    await expect(fetch(`${server.url}/v1/health`)).rejects.toThrow()
    const again = await startServer({ ...first, port: server.port })
    expect(again.port).toBe(server.port)
    await again.stop()
  })

  it('says that the port is taken, and leaves nothing behind', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const blocked = options({ port })
    await expect(startServer(blocked)).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`)
    await new Promise((resolve) => other.close(resolve))
    await (await startServer(blocked)).stop()
  })

  it('says that the folder is in use', async () => {
    const mine = options()
    const server = await startServer(mine)
    expect(await startFails({ dataDir: mine.dataDir })).toMatch(/StartProblem: .*folder .* is in use/)
    await server.stop()
  })

  it('says that the database is served by another server', async () => {
    const server = await startServer(options())
    expect(await startFails({})).toMatch(/StartProblem: Another StayOS server serves/)
    await server.stop()
  })

  it('says that PostgreSQL does not answer, where, and never the password', async () => {
    const message = await startFails({ databaseUrl: 'postgresql://owner:hunter2@127.0.0.1:1/stayos' })
    expect(message).toMatch(/StartProblem: PostgreSQL at 127\.0\.0\.1:1\/stayos does not answer \(ECONNREFUSED\)/)
    expect(message).not.toContain('hunter2')
  })

  it('says that the password is wrong, or the database missing', async () => {
    const wrong = new URL(central.url)
    wrong.password = 'wrong'
    expect(await startFails({ databaseUrl: wrong.href })).toContain('refuses this user or password')
    expect(await startFails({ databaseUrl: central.url.replace(/\w+$/, 'nowhere') })).toContain('no such database')
  })

  it('says that the database is not migrated, or migrates it', async () => {
    const empty = await freshCentral({ empty: true })
    expect(await startFails({ databaseUrl: empty.url, migrate: false })).toMatch(
      /lacks \d+ migrations .* npm run db:migrate/,
    )
    await (await startServer(options({ databaseUrl: empty.url }))).stop()
    await (await startServer(options({ databaseUrl: empty.url, migrate: false }))).stop()
    await empty.drop()
  })

  it('says that the login may not serve', async () => {
    const login = `visitor_${Date.now()}`
    await central.query(`CREATE ROLE ${login} LOGIN PASSWORD 'visitor'`)
    await central.query(`GRANT SELECT ON public.flyway_schema_history TO ${login}`)
    const url = new URL(central.url)
    url.username = login
    url.password = 'visitor'
    expect(await startFails({ databaseUrl: url.href, migrate: false })).toContain(
      'GRANT authenticated_user, stayos_gatekeeper',
    )
    await central.query(`REVOKE ALL ON public.flyway_schema_history FROM ${login}`)
    await central.query(`DROP ROLE ${login}`)
  })

  it('serves with a login that owns nothing: it replicates, reads the history of migrations, and enters the two roles', async () => {
    const login = `server_${Date.now()}`
    await central.query(`CREATE ROLE ${login} LOGIN REPLICATION NOINHERIT PASSWORD 'server'`)
    await central.query(`GRANT authenticated_user, stayos_gatekeeper TO ${login}`)
    await central.query(`GRANT SELECT ON public.flyway_schema_history TO ${login}`)
    const url = new URL(central.url)
    url.username = login
    url.password = 'server'
    const server = await startServer(options({ databaseUrl: url.href, migrate: false }))
    const { property, actor } = await addHotel(central, 'LEAST')
    const code = await server.issueEnrolmentCode({ name: 'Desk', role: 'desk', propertyIds: [property], actor })
    const { terminal, token } = await enrolDevice(server.url, code)
    const held = await holdPoll(server.url, token, 'sync.command_results')
    const commands = [commandsOf(terminal.terminal, property, actor)('addType', typeNamed('L'))]
    const pushed = await request(`${server.url}/v1/commands`, { schemaVersion: 1, commands }, token)
    expect(pushed.body).toMatchObject({ kind: 'judged', answers: [{ outcome: 'applied' }] })
    expect(await (await held.answer).text()).toContain(commands[0]?.id)
    await server.stop()
    await central.query(`REVOKE ALL ON public.flyway_schema_history FROM ${login}`)
    await central.query(`DROP ROLE ${login}`)
  })

  it('says that its key is unusable', async () => {
    const mine = options()
    await (await startServer(mine)).stop()
    await writeFile(join(mine.dataDir, 'signing-key.json'), 'scribble')
    await expect(startServer(mine)).rejects.toThrow(/signing-key\.json holds no usable key/)
  })
})

describe('a PostgreSQL of its own', () => {
  const settings = ['fsync=off', 'shared_buffers=32MB']

  it('is refused without wal_level = logical', async () => {
    const dataDir = join(folder, 'replica')
    const postgres = await startEmbeddedPostgres({ dataDir, settings: [...settings, 'wal_level=replica'] })
    expect(await startFails({ databaseUrl: postgres.url })).toMatch(/wal_level = replica; shapes need "logical"/)
    await postgres.stop()
    if (!postgres.folder.startsWith(dataDir)) await rm(postgres.folder, { recursive: true })
  })

  it('may stop and start: 503 meanwhile, nothing lost, nothing twice', async () => {
    const dataDir = join(folder, 'stopping')
    let postgres = await startEmbeddedPostgres({ dataDir, settings })
    const server = await startServer(options({ databaseUrl: postgres.url }))
    const own = { ...central, query: queryOn(postgres.url) }
    const hotel = await addHotel(own)
    const code = await server.issueEnrolmentCode({
      name: 'Desk',
      role: 'desk',
      propertyIds: [hotel.property],
      actor: hotel.actor,
    })
    const { terminal, token } = await enrolDevice(server.url, code)
    const command = commandsOf(terminal.terminal, hotel.property, hotel.actor)
    const push = (commands: unknown[]) => request(`${server.url}/v1/commands`, { schemaVersion: 1, commands }, token)
    const batch = [command('addType', typeNamed('A')), command('addType', typeNamed('B'))]
    expect((await push(batch.slice(0, 1))).status).toBe(200)

    await postgres.stop()
    const down = await push(batch)
    expect([down.status, down.body['code'], down.headers.get('retry-after')]).toEqual([
      503,
      'database_unavailable',
      '3',
    ])
    expect((await request(`${server.url}/v1/health`)).status).toBe(503)

    postgres = await startEmbeddedPostgres({ dataDir, settings })
    expect(await push(batch)).toMatchObject({ status: 200, body: { kind: 'judged', lastSeq: 2 } })
    expect(await queryOn(postgres.url)('SELECT code FROM property_mgmt.unit_types ORDER BY code')).toEqual([
      { code: 'A' },
      { code: 'B' },
    ])
    await server.stop()
    await postgres.stop()
    if (!postgres.folder.startsWith(dataDir)) await rm(postgres.folder, { recursive: true })
  })
})

function queryOn(url: string): CentralDatabase['query'] {
  return async <T extends object>(sql: string, params: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(sql, [...params])).rows as T[]
    } finally {
      await client.end()
    }
  }
}
