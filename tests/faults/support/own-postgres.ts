import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../server/postgres/embedded.ts'
import { migrateCentral } from '../../../server/postgres/migrate.ts'
import type { CentralDatabase } from '../../support/postgres.ts'
import { eventually } from './night.ts'

/** A PostgreSQL of a test's own, to be killed. */
export interface OwnPostgres extends CentralDatabase {
  /** -9 to the postmaster, and to its children too unless they are left to notice. */
  kill(options?: { children?: boolean }): Promise<void>
  start(): Promise<void>
}

const SETTINGS = ['fsync=off', 'shared_buffers=32MB']

export async function startOwnPostgres(dataDir: string): Promise<OwnPostgres> {
  const start = () => startEmbeddedPostgres({ dataDir, settings: SETTINGS })
  let running: EmbeddedPostgres = await start()
  const { url, folder } = running
  await migrateCentral(url)
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  // A connection that dies with its server is no fault of the test: the next query gets a new one.
  pool.on('error', () => undefined)
  return {
    url,
    query: async <T extends object>(sql: string, params: readonly unknown[] = []) =>
      (await pool.query(sql, [...params])).rows as T[],
    async kill({ children = true } = {}) {
      const postmaster = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
      const pids = [postmaster, ...(children ? childrenOf(postmaster) : [])]
      for (const pid of pids) tryKill(pid)
      await eventually(() => {
        if (pids.some(isRunning)) throw new Error('not all have ended')
      })
    },
    async start() {
      running = await start()
    },
    async drop() {
      await pool.end()
      await running.stop()
      if (!folder.startsWith(dataDir)) rmSync(folder, { recursive: true, force: true })
    },
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statusOf(pid)?.parent === parent)
}

function statusOf(pid: number): { state: string; parent: number } | undefined {
  try {
    // 'pid (name) state parent ...'; the name may hold anything
    const [, rest = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const [state = '', parent] = rest.split(' ')
    return { state, parent: Number(parent) }
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  const status = statusOf(pid)
  return status !== undefined && status.state !== 'Z'
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}
