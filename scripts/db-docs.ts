import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../server/postgres/embedded.ts'
import { databaseOf } from '../server/postgres/handle.ts'
import { migrateCentral } from '../server/postgres/migrate.ts'
import { FOLDERS, HAND_WRITTEN, schemaFiles } from './schema/files.ts'

/** Migrates a PostgreSQL of its own, so that what is made follows from sql/ alone. */
async function makeFiles(): Promise<Map<string, string>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stayos-docs-'))
  chmodSync(dataDir, 0o755) // as root the server runs as another account, which must pass
  const postgres = await startEmbeddedPostgres({ dataDir, settings: ['fsync=off'] })
  try {
    await migrateCentral(postgres.url)
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    try {
      return await schemaFiles(databaseOf(client))
    } finally {
      await client.end()
    }
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const files = await makeFiles()
for (const folder of FOLDERS) {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`
    if (!files.has(path) && !HAND_WRITTEN.includes(path)) rmSync(path)
  }
}
for (const [path, text] of files) writeFileSync(path, text)
console.log(`Made ${files.size} files from the catalogue: ${FOLDERS.join(', ')}.`)
