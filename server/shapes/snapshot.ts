import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { z } from 'zod'
import { parseLsn } from '../replication/lsn.ts'
import { SESSION_SETTINGS, TEXT_VALUES } from '../replication/session-settings.ts'
import type { ResolvedShape } from './resolved-shape.ts'
import type { Scope } from './scope.ts'
import { parseVisibility, type Visibility } from './visibility.ts'

export type CopyFormat = 'text' | 'binary'

/** One moment of the database, read under a terminal's rights. */
export interface Snapshot {
  readonly visibility: Visibility
  /** The shape's rows as COPY puts them out. Read it to its end, or give the snapshot up. */
  copy(shape: ResolvedShape, format?: CopyFormat): AsyncIterable<Buffer>
  /** In the order of the shapes. */
  countRows(shapes: readonly ResolvedShape[]): Promise<number[]>
  /** Position of a commit that the snapshot cannot see: once the stream has passed it, nothing from before is missing. */
  readonly fence: Promise<bigint>
  release(): Promise<void>
}

export interface Snapshots {
  open(scope: Scope): Promise<Snapshot>
  /** Position of a commit that is made now: once the stream has passed it, it has everything that was committed before. */
  fence(): Promise<bigint>
  /** Requests that wait for a connection. */
  readonly waiting: number
  close(): Promise<void>
}

/** The role of row-level security: snapshots never read as the owner. */
const READER = 'authenticated_user'

export function createSnapshots(databaseUrl: string, connections = 4): Snapshots {
  const config = { connectionString: databaseUrl, types: TEXT_VALUES, connectionTimeoutMillis: 30_000 }
  const readers = new pg.Pool({ ...config, max: connections, application_name: 'stayos snapshots' })
  // Of its own: on the readers' pool snapshots would wait for fences that wait for a reader.
  const fences = new pg.Pool({ ...config, max: 1, application_name: 'stayos fences' })
  for (const pool of [readers, fences]) pool.on('error', () => undefined) // an idle connection died: the next one is made
  const open = new Set<Snapshot>()
  return {
    get waiting() {
      return readers.waitingCount
    },
    async open(scope) {
      const client = await readers.connect()
      // Told to the query too; as an event that nobody hears it would end the whole server.
      client.on('error', ignore)
      try {
        const snapshot = await openSnapshot(client, fences, scope, () => open.delete(snapshot))
        open.add(snapshot)
        return snapshot
      } catch (error) {
        client.release(true)
        throw error
      }
    },
    fence: () => emitFence(fences),
    async close() {
      // A load to a slow terminal would hold the server up for minutes.
      await Promise.all([...open].map((snapshot) => snapshot.release()))
      await Promise.all([readers.end(), fences.end()])
    },
  }
}

const ignore = () => undefined

async function openSnapshot(
  client: pg.PoolClient,
  fences: pg.Pool,
  scope: Scope,
  onRelease: () => void,
): Promise<Snapshot> {
  await client.query(`${SESSION_SETTINGS}; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL ROLE ${READER}`)
  const { rows } = await client.query<{ snapshot: string }>(
    `SELECT pg_current_snapshot()::text AS snapshot, set_config('app.current_property_ids', $1, true)`,
    [`{${scope.properties.join(',')}}`],
  )
  const visibility = parseVisibility(rows[0]?.snapshot ?? '')
  const fence = emitFence(fences)
  fence.catch(() => undefined)
  let copying = false
  let released = false
  return {
    visibility,
    fence,
    async *copy(shape, format = 'text') {
      copying = true
      for await (const chunk of client.query(copyTo(copyCommand(shape, format)))) yield chunk as Buffer
      copying = false
    },
    async countRows(shapes) {
      if (shapes.length === 0) return []
      const counts = shapes.map((shape) => `(SELECT count(*) ${rowsOf(shape)})`).join(', ')
      const { rows } = await client.query<{ counts: string }>(`SELECT array_to_json(ARRAY[${counts}])::text AS counts`)
      return z.array(z.int()).parse(JSON.parse(rows[0]?.counts ?? ''))
    },
    async release() {
      if (released) return
      released = true
      onRelease()
      client.off('error', ignore)
      // A COPY that was left midway cannot be ended politely.
      if (copying) return client.release(true)
      await client.query('ROLLBACK').then(
        () => client.release(),
        () => client.release(true),
      )
    },
  }
}

// An asynchronous commit would reach the stream only when PostgreSQL next happens to write its WAL out.
const FENCE = `SELECT pg_logical_emit_message(true, 'stayos', '')::text AS lsn, set_config('synchronous_commit', 'on', true)`

async function emitFence(fences: pg.Pool): Promise<bigint> {
  const { rows } = await fences.query<{ lsn: string }>(FENCE)
  return parseLsn(rows[0]?.lsn ?? '')
}

function copyCommand(shape: ResolvedShape, format: CopyFormat): string {
  return `COPY (SELECT ${shape.columns.map(quote).join(', ')} ${rowsOf(shape)}) TO STDOUT (FORMAT ${format})`
}

function rowsOf(shape: ResolvedShape): string {
  const [schema = '', ...relation] = shape.table.split('.')
  return `FROM ${quote(schema)}.${quote(relation.join('.'))} WHERE ${shape.where}`
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
