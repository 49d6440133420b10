import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { majorOf } from '../postgres/binaries.ts'
import { JobProblem } from '../jobs/problem.ts'

export type ProgramName = 'pg_dump' | 'pg_restore'

export interface Program {
  readonly path: string
  readonly major: number
}

/** Where Debian and Ubuntu keep one folder per version. */
const DEBIAN = '/usr/lib/postgresql'

/** Every program of this name on this machine; where STAYOS_PG_BIN names a folder, the one in it alone. */
export function findPrograms(name: ProgramName, environment: NodeJS.ProcessEnv = process.env): Program[] {
  const own = environment.STAYOS_PG_BIN
  const folders = own ? [own] : [...(environment.PATH ?? '').split(delimiter), ...debianFolders()]
  const file = process.platform === 'win32' ? `${name}.exe` : name
  return folders
    .map((folder) => join(folder, file))
    .filter((path) => existsSync(path))
    .flatMap((path) => {
      const major = majorOf(path)
      return major === undefined ? [] : [{ path, major }]
    })
}

function debianFolders(): string[] {
  return existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : []
}

/**
 * The oldest program that is new enough: a newer one writes what an older PostgreSQL does not understand. Throws `JobProblem` where there
 * is none.
 */
export function chooseProgram(
  name: ProgramName,
  needed: number,
  found: readonly Program[] = findPrograms(name),
): Program {
  const [chosen] = found.filter(({ major }) => major >= needed).sort((a, b) => a.major - b.major)
  if (chosen) return chosen
  const newest = Math.max(0, ...found.map(({ major }) => major))
  const have = newest === 0 ? `there is no ${name} here` : `the newest ${name} here is of version ${newest}`
  throw new JobProblem(
    `This needs ${name} of PostgreSQL ${needed} or newer, and ${have}.`,
    `Install it (Debian and Ubuntu: apt-get install postgresql-client-${needed}, from PostgreSQL's own package source where the distribution is older), or name its folder in STAYOS_PG_BIN.`,
  )
}
