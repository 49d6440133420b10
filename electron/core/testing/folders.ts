import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { terminalExtensions } from '../database/extensions.ts'
import { readTerminalMigrations } from '../database/migrate.ts'
import { seedImage } from '../database/seed-image.ts'
import { seedHotel } from './hotel.ts'

/** A folder that goes with the test; `remove` in an afterEach. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'stayos-desk-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A database in memory with the test hotel. */
export async function freshHotel(): Promise<PGlite> {
  const image = await seedImage(await readTerminalMigrations())
  const file = new File([new Uint8Array(image)], 'image.tar.gz', { type: 'application/x-gzip' })
  const pg = await PGlite.create({ loadDataDir: file, extensions: terminalExtensions })
  await pg.exec("SET TIME ZONE 'UTC'")
  await seedHotel(pg)
  return pg
}
