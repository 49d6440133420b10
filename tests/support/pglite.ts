import { PGlite } from '@electric-sql/pglite'
import { terminalExtensions } from '../../electron/core/database/extensions.ts'
import { readTerminalMigrations } from '../../electron/core/database/migrate.ts'
import { seedImage } from '../../electron/core/database/seed-image.ts'

let image: Promise<Blob> | undefined

/** A migrated terminal database in memory, unpacked from the image that terminals start from. */
export async function freshTerminalDatabase(): Promise<PGlite> {
  image ??= readTerminalMigrations().then(async (files) => new Blob([(await seedImage(files)).slice()]))
  const pg = await PGlite.create({ loadDataDir: await image, extensions: terminalExtensions })
  await pg.exec("SET TIME ZONE 'UTC'")
  return pg
}
