import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import type { Migration } from '../../../shared/migrate/plan.ts'
import { syncFolder } from './durable-fs.ts'
import { terminalExtensions } from './extensions.ts'
import { renameDurably, writeDurably } from './files.ts'
import { migrateTerminal } from './migrate.ts'
import { readTar } from './tar.ts'

/**
 * A migrated, empty database as a gzipped archive: unpacking it takes a tenth of a second, initdb and migrating many. It is made
 * once per schema and PGlite version, and kept in `cacheDir`.
 */
export async function seedImage(migrations: readonly Migration[], cacheDir = defaultCacheDir()): Promise<Uint8Array> {
  const file = imageFile(migrations, cacheDir)
  if (existsSync(file)) return readFileSync(file)
  const image = await buildImage(migrations)
  keepImage(file, image)
  return image
}

/** For an image that does not unpack: the next start makes a new one. */
export function dropSeedImage(migrations: readonly Migration[], cacheDir = defaultCacheDir()): void {
  rmSync(imageFile(migrations, cacheDir), { force: true })
}

export function imageFile(migrations: readonly Migration[], cacheDir: string): string {
  return join(cacheDir, `terminal-${imageKey(migrations)}.tar.gz`)
}

async function buildImage(migrations: readonly Migration[]): Promise<Uint8Array> {
  const pg = await PGlite.create({ extensions: terminalExtensions })
  try {
    await migrateTerminal(pg, migrations)
    await pg.exec('CHECKPOINT')
    const dump = await pg.dumpDataDir('gzip')
    return new Uint8Array(await dump.arrayBuffer())
  } finally {
    await pg.close()
  }
}

/** A cache that cannot be written costs time at the next first start, nothing else. */
function keepImage(file: string, image: Uint8Array): void {
  const own = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeDurably(own, image)
    renameDurably(own, file)
  } catch {
    rmSync(own, { force: true })
  }
}

/** Unpacks beside `folder` and renames: a database folder is whole or is not there. */
export async function installImage(image: Uint8Array, folder: string): Promise<void> {
  const entries = readTar(await promisify(gunzip)(image))
  const fresh = `${folder}${UNFINISHED}`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  const folders = new Set([fresh])
  for (const entry of entries) {
    const path = join(fresh, entry.name)
    if (entry.kind === 'folder') mkdirSync(path, { recursive: true, mode: 0o700 })
    else writeDurably(path, entry.data)
    folders.add(entry.kind === 'folder' ? path : dirname(path))
  }
  for (const path of folders) syncFolder(path)
  renameDurably(fresh, folder)
}

/** What a start that was cut leaves behind; it holds nothing. */
export const UNFINISHED = '.unfinished'

function imageKey(migrations: readonly Migration[]): string {
  const hash = createHash('sha256').update(pgliteVersion())
  for (const migration of [...migrations].sort((a, b) => (a.script < b.script ? -1 : 1))) {
    hash.update(`\n${migration.script}\n${migration.sql}`)
  }
  return hash.digest('hex').slice(0, 24)
}

function pgliteFolder(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')))
}

function pgliteVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(join(pgliteFolder(), 'package.json'), 'utf8'))
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : 'unknown'
}

/** node_modules/.cache: goes with the packages that the image depends on. */
function defaultCacheDir(): string {
  return join(dirname(dirname(pgliteFolder())), '.cache', 'stayos-desk')
}
