import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface StartOptions {
  /** Everything that is kept stands under this folder. */
  readonly home: string
  readonly host: 'auto' | 'desktop' | 'browser'
  readonly port: number
  readonly deskPort: number
  readonly secondTerminal: boolean
  /** Code of the property that the desk is enrolled for; the first one by default. */
  readonly property: string | undefined
  readonly dev: boolean
  readonly databaseUrl: string | undefined
  readonly mayOpenBrowser: boolean
}

/** A start that cannot go on: what, where, what to do. Printed without a stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}

export const HELP = `Starts a whole demo group: PostgreSQL, the centre, one terminal, and the desk.

  npm start -- [options]

  --data DIR          where everything is kept                    (default .stayos; STAYOS_HOME)
  --port N            port of the centre                          (default 4400)
  --desk-port N       port of the desk in the browser             (default 4401)
  --desktop           the desk in an Electron window, or not at all
  --browser           the desk in the browser, even where Electron is there
  --second-terminal   a second terminal of the same hotel, to try out what two desks do to each other
  --property CODE     the hotel that the desk is enrolled for     (default: the first, LIS in the demo)
  --no-open           print the address, open nothing
  --help              this

DATABASE_URL takes a PostgreSQL of your own (15 or newer, wal_level=logical, a login that may create roles and replicate).
`

function portOf(name: string, text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new StartRefused(`--${name} ${text} is no port: give a number from 1 to 65535.`)
  return port
}

/** Undefined where help is wanted. */
export function readStartOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): StartOptions | undefined {
  const values = parse(args)
  if (values.help) return undefined
  if (values.desktop && values.browser)
    throw new StartRefused('--desktop and --browser exclude each other: give one of them.')
  return {
    home: resolve(cwd, values.data ?? env.STAYOS_HOME ?? '.stayos'),
    host: values.desktop ? 'desktop' : values.browser ? 'browser' : 'auto',
    port: portOf('port', values.port ?? '4400'),
    deskPort: portOf('desk-port', values['desk-port'] ?? '4401'),
    secondTerminal: values['second-terminal'] ?? false,
    property: values.property,
    dev: values.dev ?? false,
    databaseUrl: env.DATABASE_URL === '' ? undefined : env.DATABASE_URL,
    mayOpenBrowser: !values['no-open'] && env.CI === undefined,
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: text,
        port: text,
        'desk-port': text,
        property: text,
        desktop: flag,
        browser: flag,
        'second-terminal': flag,
        'no-open': flag,
        dev: flag,
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new StartRefused(
      `${error instanceof Error ? error.message : String(error)}\n"npm start -- --help" lists the options.`,
    )
  }
}
