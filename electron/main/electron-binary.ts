import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type ElectronBinary =
  | { readonly kind: 'found'; readonly path: string; readonly version: string }
  /** `version` is null where the package itself is not installed. */
  | { readonly kind: 'absent'; readonly version: string | null }

/**
 * Where the Electron binary is. Looks at files only: requiring the package without its binary starts a download.
 * ELECTRON_OVERRIDE_DIST_PATH, as the package itself honours it, names a folder that holds one.
 */
export function findElectronBinary(
  packageJson: string | null = resolvePackage(),
  env: NodeJS.ProcessEnv = process.env,
): ElectronBinary {
  if (packageJson === null) return { kind: 'absent', version: null }
  const { version } = JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string }
  const folder = dirname(packageJson)
  const name = readText(join(folder, 'path.txt')) ?? defaultName()
  const elsewhere = env.ELECTRON_OVERRIDE_DIST_PATH
  const dist = elsewhere ?? join(folder, 'dist')
  const path = join(dist, name)
  if (!existsSync(path)) return { kind: 'absent', version }
  // A download of an older version stays behind when the package is updated. A folder that a person named is taken as it is.
  const downloaded = readText(join(dist, 'version'))?.replace(/^v/, '')
  if (elsewhere === undefined && downloaded !== version) return { kind: 'absent', version }
  return { kind: 'found', path, version }
}

function resolvePackage(): string | null {
  try {
    return createRequire(import.meta.url).resolve('electron/package.json')
  } catch {
    return null
  }
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
}

function defaultName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
