import { execFile } from 'node:child_process'
import { chown, copyFile, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { temporaryHome } from '../../tests/support/home.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { testDomain } from '../../tests/support/test-commands.ts'
import { unprivilegedAccount } from '../postgres/binaries.ts'
import { startEmbeddedPostgres } from '../postgres/embedded.ts'
import { type ServerOptions, startServer } from '../start-server.ts'

interface Pair {
  readonly cert: string
  readonly key: string
}
const home = temporaryHome('tls')
let central: CentralDatabase
let pair: Pair | undefined

/** A certificate that signs itself, for 127.0.0.1 and localhost; undefined where no openssl is here. */
async function makePair(name: string): Promise<Pair | undefined> {
  const [cert, key] = [join(home.path, `${name}.pem`), join(home.path, `${name}.key`)]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const made = promisify(execFile)('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', cert])
  return made.then(
    () => ({ cert, key }),
    () => undefined,
  )
}

beforeAll(async () => {
  central = await freshCentral()
  pair = await makePair('server')
})
afterAll(async () => {
  await central.drop()
  home.remove()
})

function needPair(context: TestContext): Pair {
  if (pair) return pair
  console.warn('SKIPPED: TLS (openssl is not here, so no certificate can be made)')
  context.skip()
}
let nextFolder = 0
const optionsOf = (changes: Partial<ServerOptions> = {}): ServerOptions => ({
  databaseUrl: central.url,
  dataDir: join(home.path, `data-${nextFolder++}`),
  domain: testDomain(),
  writeLog: () => undefined,
  ...changes,
})
const statusOf = (url: string, ca?: Buffer) =>
  new Promise<number | undefined>((resolve, reject) =>
    request(url, ca ? { ca } : {}, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end(),
  )

describe('to terminals', () => {
  it('G8: speaks TLS with its own certificate, and plain HTTP to nobody', async (context) => {
    const tls = needPair(context)
    const server = await startServer(optionsOf({ tls }))
    expect(server.url).toMatch(/^https:/)
    expect(await statusOf(`${server.url}/v1/health`, await readFile(tls.cert))).toBe(200)
    await expect(statusOf(`${server.url}/v1/health`)).rejects.toThrow(/self.signed/)
    await expect(fetch(`${server.url.replace('https', 'http')}/v1/health`)).rejects.toThrow()
    await server.stop()
  })

  it('G8: says what is wrong with a certificate, and starts nothing', async (context) => {
    const { cert, key } = needPair(context)
    const start = (tls: Pair) => startServer(optionsOf({ tls }))
    await expect(start({ cert: key, key: cert })).rejects.toThrow(/do not fit together, or are no PEM/)
    await expect(start({ cert: '/nowhere.pem', key })).rejects.toThrow(/The certificate \/nowhere.pem cannot be read/)
  })
})

describe('to PostgreSQL', () => {
  it('G8: every connection is encrypted and proved where the address of the database says so', async (context) => {
    const { cert, key } = needPair(context)
    const account = unprivilegedAccount()
    const ownKey = join(home.path, 'postgres.key')
    await copyFile(key, ownKey)
    if (account) await chown(ownKey, account.uid, account.gid)
    const dataDir = join(home.path, 'postgres')
    const settings = ['fsync=off', 'shared_buffers=32MB', 'ssl=on', `ssl_cert_file=${cert}`, `ssl_key_file=${ownKey}`]
    const postgres = await startEmbeddedPostgres({ dataDir, settings })
    const trusting = (root: string) => `${postgres.url}?sslmode=verify-full&sslrootcert=${encodeURIComponent(root)}`
    const server = await startServer(optionsOf({ databaseUrl: trusting(cert) }))
    const looking = new pg.Client({ connectionString: postgres.url })
    await looking.connect()
    const { rows } = await looking.query<{ name: string; ssl: boolean }>(
      `SELECT application_name AS name, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
       WHERE application_name LIKE 'stayos%'`,
    )
    await looking.end()
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['stayos replication', 'stayos-server hold']))
    expect(rows.filter(({ ssl }) => !ssl)).toEqual([])
    await server.stop()

    const stranger = await makePair('stranger')
    const startTrusting = (url: string) => startServer(optionsOf({ databaseUrl: url }))
    await expect(startTrusting(trusting(stranger?.cert ?? ''))).rejects.toThrow(/certificate.*sslrootcert/)
    await postgres.stop()
    await expect(startTrusting(`${central.url}?sslmode=verify-full`)).rejects.toThrow(/does not speak TLS/)
    if (!postgres.folder.startsWith(dataDir)) await rm(postgres.folder, { recursive: true })
  })
})
