import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { terminalExtensions } from '../../electron/core/database/extensions.ts'
import { imageFile } from '../../electron/core/database/seed-image.ts'
import { readCentralMigrations } from '../../server/postgres/migrate.ts'
import { runMigrations } from '../../shared/migrate/run.ts'
import type { CentralDatabase } from '../support/postgres.ts'
import { Capture, CAPTURE_SQL } from './capture.ts'
import { Cluster } from './cluster.ts'
import type { Mishap } from './mishaps.ts'
import { type Machine, placedOn, runningMachine, runOn } from './machine.ts'

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/stayos-simulation', import.meta.url))
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'wal_level=logical', '-c', 'max_replication_slots=4']

export interface SimulatedCentral extends CentralDatabase {
  /** Every connection of this machine. */
  breakAllOf(machine: Machine): void
}

/** The central database in memory, at the end of every socket that is opened in this process from now on. */
export async function openCentral(
  machine: Machine,
  meet: (machine: Machine) => Mishap | undefined,
): Promise<SimulatedCentral> {
  const database = await runOn(machine, async () => {
    const image = await centralImage()
    return PGlite.create({ loadDataDir: new Blob([image]), extensions: terminalExtensions, startParams: START_PARAMS })
  })
  const cluster = placedOn(machine, new Cluster(database, await Capture.open(database), meet))
  const socket = net.Socket
  const standIn = function () {
    return cluster.openSocket(runningMachine())
  }
  Object.assign(net, { Socket: standIn })
  const url = 'postgres://postgres@centre/postgres'
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  return {
    url,
    breakAllOf: (of) => cluster.breakAllOf(of),
    query: async <T extends object>(sql: string, params: readonly unknown[] = []) =>
      (await pool.query(sql, [...params])).rows as T[],
    async drop() {
      await pool.end()
      Object.assign(net, { Socket: socket })
      await database.close()
    },
  }
}

/** Migrated, with the triggers that write changes down; made once per schema. */
export async function centralImage(): Promise<Uint8Array<ArrayBuffer>> {
  const migrations = await readCentralMigrations()
  const capture = { version: undefined, description: 'capture', script: 'capture', sql: CAPTURE_SQL, checksum: 0 }
  const file = imageFile([...migrations, capture], CACHE).replace(/\.gz$/, '')
  if (existsSync(file)) return new Uint8Array(readFileSync(file))
  const database = await PGlite.create({ extensions: terminalExtensions, startParams: START_PARAMS })
  try {
    await runMigrations(
      {
        script: async (sql) => void (await database.exec(sql)),
        query: async <T extends object>(sql: string, params: readonly (string | number | null)[] = []) =>
          (await database.query<T>(sql, [...params])).rows,
      },
      migrations,
    )
    await database.exec(CAPTURE_SQL)
    const dump = await database.dumpDataDir('none')
    const image = new Uint8Array(await dump.arrayBuffer())
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.${process.pid}`, image)
    renameSync(`${file}.${process.pid}`, file)
    return image
  } finally {
    await database.close()
  }
}
