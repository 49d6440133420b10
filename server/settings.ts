import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { TlsFiles } from './http/listen.ts'
import type { LogLevel } from './http/logger.ts'
import { StartProblem } from './start-problem.ts'

/** How a server of its own is set up: by environment variables, as containers and service managers give them. */
export interface ServerSettings {
  readonly databaseUrl: string
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly migrate: boolean
  readonly logLevel: LogLevel
  /** Certificate and key, where terminals come without a proxy that speaks TLS. */
  readonly tls: TlsFiles | undefined
  /** The database through a pooler, for commands and tokens. */
  readonly commandUrl: string | undefined
  /** The node that streams, where this one is another gatekeeper. */
  readonly shapesUrl: string | undefined
  readonly metricsToken: string | undefined
  /** How many proxies stand in front of this server. */
  readonly proxies: number
}

/** Everything but the database, which the demo group brings along, has a value of its own. */
const variables = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  STAYOS_HOME: z.string().default('.stayos'),
  STAYOS_SERVER_DATA: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4400),
  STAYOS_MIGRATE: z.enum(['true', 'false']).default('true'),
  STAYOS_LOG: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  COMMAND_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SHAPES_URL: z.url({ protocol: /^https?$/ }).optional(),
  STAYOS_METRICS_TOKEN: z.string().min(16).optional(),
  STAYOS_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
})

const EXPECTED: Readonly<Record<keyof z.infer<typeof variables>, string>> = {
  DATABASE_URL: 'postgresql://user:password@host:5432/database',
  STAYOS_HOME: 'a folder',
  STAYOS_SERVER_DATA: 'a folder',
  HOST: 'an address of this machine',
  PORT: 'a number from 0 to 65535',
  STAYOS_MIGRATE: 'true or false',
  STAYOS_LOG: 'debug, info, warn or error',
  TLS_CERT: 'the path of a certificate in PEM, and TLS_KEY too',
  TLS_KEY: 'the path of its key in PEM, and TLS_CERT too',
  COMMAND_DATABASE_URL: 'postgresql://user:password@pooler:6432/database',
  SHAPES_URL: 'https://centre.example:4400, the node that streams',
  STAYOS_METRICS_TOKEN: 'at least 16 characters',
  STAYOS_PROXIES: 'how many proxies stand in front, from 0 to 5',
}

/** An empty variable counts as none. Throws `StartProblem` that names the variable and what it should hold, never what it holds. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): ServerSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const wrong = variables.keyof().options.filter((name) => parsed.error.issues.some(({ path }) => path[0] === name))
    throw new StartProblem(
      wrong.map((name) => `${name} is ${name in given ? 'wrong' : 'missing'}: give ${EXPECTED[name]}.`).join('\n'),
    )
  }
  const { data } = parsed
  const { TLS_CERT: cert, TLS_KEY: key } = data
  if ((cert === undefined) !== (key === undefined)) {
    const lacking = cert === undefined ? 'TLS_CERT' : 'TLS_KEY'
    throw new StartProblem(`${lacking} is missing: give ${EXPECTED[lacking]}.`)
  }
  return {
    databaseUrl: data.DATABASE_URL,
    dataDir: resolve(data.STAYOS_SERVER_DATA ?? join(data.STAYOS_HOME, 'server')),
    host: data.HOST,
    port: data.PORT,
    migrate: data.STAYOS_MIGRATE === 'true',
    logLevel: data.STAYOS_LOG,
    tls: cert !== undefined && key !== undefined ? { cert, key } : undefined,
    commandUrl: data.COMMAND_DATABASE_URL,
    shapesUrl: data.SHAPES_URL,
    metricsToken: data.STAYOS_METRICS_TOKEN,
    proxies: data.STAYOS_PROXIES,
  }
}
