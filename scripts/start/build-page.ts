import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = {
  page: ['renderer', 'shared', 'vite.config.ts', 'package-lock.json'],
  shell: ['electron', 'shared', 'vite.electron.config.ts', 'package-lock.json'],
} as const

/** Milliseconds; 0 where there is nothing. */
function newestChange(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), 0)
}

/** True where `built` is missing or older than any of what it is made of. */
export function isStale(project: string, built: string, sources: readonly string[]): boolean {
  const made = newestChange(join(project, built))
  return made === 0 || sources.some((source) => newestChange(join(project, source)) > made)
}

/** Builds the page where its sources changed since. Returns whether it did. */
export async function buildPage(project: string): Promise<boolean> {
  if (!isStale(project, 'dist/page/index.html', SOURCES.page)) return false
  const { build } = await import('vite')
  await build({ configFile: join(project, 'vite.config.ts'), root: join(project, 'renderer'), logLevel: 'error' })
  return true
}

/** Main, preload and core for Electron. */
export async function buildShell(project: string): Promise<boolean> {
  if (!isStale(project, 'dist/main/main.js', SOURCES.shell)) return false
  const { build } = await import('vite')
  for (const mode of ['core', 'preload', 'main']) {
    await build({ configFile: join(project, 'vite.electron.config.ts'), root: project, mode, logLevel: 'error' })
  }
  return true
}
