import { spawn } from 'node:child_process'

/** The system's own way to open an address, or undefined where there is no screen to open it on. */
export function browserCommand(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined
}

export function hasScreen(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return browserCommand(platform, env) !== undefined
}

/** Tries; the address is printed anyway. */
export function openBrowser(url: string): void {
  const command = browserCommand(process.platform, process.env)
  if (!command) return
  const [program, ...args] = command
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
