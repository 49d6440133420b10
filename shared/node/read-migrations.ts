import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Migration, readMigration } from '../migrate/plan.ts'

/** The files under sql/ that both sides run and those that `side` alone runs, in no order. */
export async function readMigrations(sqlFolder: string, side: 'central' | 'terminal'): Promise<Migration[]> {
  const files = await Promise.all(['migrations', side].map((name) => readFolder(join(sqlFolder, name))))
  return files.flat()
}

async function readFolder(path: string): Promise<Migration[]> {
  const names = (await readdir(path)).filter((name) => name.endsWith('.sql'))
  return Promise.all(names.map(async (name) => readMigration(name, await readFile(join(path, name), 'utf8'))))
}
