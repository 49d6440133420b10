import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { migrateTerminal } from '../../electron/core/database/migrate.ts'

let image: Promise<File | Blob> | undefined

const extensions = { btree_gist, pg_trgm, pgcrypto, unaccent }

/** A migrated terminal database in memory. The first of a test file migrates; the others are copies of it. */
export async function freshTerminalDatabase(): Promise<PGlite> {
  image ??= migratedImage()
  const pg = await PGlite.create({ loadDataDir: await image, extensions })
  await pg.exec("SET TIME ZONE 'UTC'")
  return pg
}

async function migratedImage(): Promise<File | Blob> {
  const pg = await PGlite.create({ extensions })
  await migrateTerminal(pg)
  const dump = await pg.dumpDataDir('none')
  await pg.close()
  return dump
}
