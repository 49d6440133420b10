import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { unprivilegedAccount } from '../../server/postgres/binaries.ts'
import { temporaryHome } from './home.ts'

export interface Pooler {
  /** The same database, through the pooler. */
  readonly url: string
  stop(): Promise<void>
}

const PROGRAMS = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer']

/** PgBouncer in transaction mode with `connections` to PostgreSQL, on loopback; undefined where it is not installed. */
export async function startPooler(databaseUrl: string, connections: number): Promise<Pooler | undefined> {
  const program = PROGRAMS.find((path) => existsSync(path))
  if (program === undefined) return undefined
  const home = temporaryHome('pgbouncer')
  const account = unprivilegedAccount() // it refuses to run as root
  const target = new URL(databaseUrl)
  const port = await freePort()
  const users = join(home.path, 'users.txt')
  const config = join(home.path, 'pgbouncer.ini')
  writeFileSync(users, `"${target.username}" "${decodeURIComponent(target.password)}"\n`, { mode: 0o600 })
  writeFileSync(config, configOf(target, port, users, connections), { mode: 0o600 })
  if (account) for (const path of [home.path, users, config]) chownSync(path, account.uid, account.gid)
  const child = spawn(program, ['-q', config], {
    ...(account && { uid: account.uid, gid: account.gid }),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = new URL(databaseUrl)
  url.port = String(port)
  await untilItAnswers(url.href)
  return {
    url: url.href,
    async stop() {
      child.kill('SIGTERM')
      await ended
      home.remove()
    },
  }
}

function configOf(target: URL, port: number, users: string, connections: number): string {
  return `[databases]
* = host=${target.hostname} port=${target.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 200
`
}

async function untilItAnswers(url: string): Promise<void> {
  for (const end = Date.now() + 20_000; ;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('SELECT 1')
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
