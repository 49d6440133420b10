import type { ElectronBinary } from '../../electron/main/electron-binary.ts'
import { StartRefused, type StartOptions } from './options.ts'

export interface Machine {
  readonly electron: ElectronBinary
  readonly isRoot: boolean
  readonly hasScreen: boolean
}

export type DeskHost =
  | { readonly kind: 'electron'; readonly path: string }
  /** `why` is one line for the person: why there is no window. */
  | { readonly kind: 'browser'; readonly why: string | null }

/** Where the desk opens. A window that was asked for and cannot be is an error; otherwise the browser takes its place and it is said. */
export function chooseHost(wanted: StartOptions['host'], machine: Machine): DeskHost {
  if (wanted === 'browser') return { kind: 'browser', why: null }
  const obstacle = obstacleOf(machine)
  if (obstacle === undefined && machine.electron.kind === 'found')
    return { kind: 'electron', path: machine.electron.path }
  if (wanted === 'desktop') throw new StartRefused(`There is no desktop window: ${obstacle}`)
  return { kind: 'browser', why: `${obstacle} The same desk opens in the browser instead.` }
}

function obstacleOf({ electron, isRoot, hasScreen }: Machine): string | undefined {
  if (electron.kind === 'absent') {
    return electron.version === null
      ? 'Electron is not installed. Run npm ci, then npx install-electron.'
      : `Electron ${electron.version} is not downloaded. For a desktop window: npx install-electron (a large download from GitHub).`
  }
  if (!hasScreen) return 'This machine has no screen to open a window on.'
  if (isRoot) return 'Electron does not run as root. For a desktop window, start as an ordinary user.'
  return undefined
}
