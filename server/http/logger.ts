export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/** Ids, codes, counts and durations only: what a person typed, a name, a token or an argument has no place in a log. */
export interface LogFields {
  readonly terminal?: string | undefined
  readonly requestId?: string | undefined
  readonly [field: string]: string | number | boolean | undefined
}

export interface Logger {
  log(level: LogLevel, event: string, fields?: LogFields): void
}

/** One JSON object per line. */
export function createLogger(least: LogLevel, write: (line: string) => void): Logger {
  return {
    log(level, event, fields = {}) {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return
      write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`)
    },
  }
}

/** Where an error came from, without its message: PostgreSQL puts values into messages. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const state = 'sqlState' in error ? error.sqlState : 'code' in error ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined
  return {
    error: error.name,
    ...(typeof state === 'string' && { state }),
    ...('constraint' in error && typeof error.constraint === 'string' && { constraint: error.constraint }),
    at: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' | '),
    ...(cause && { cause: [cause['error'], cause['state'], cause['at']].filter(Boolean).join(' | ') }),
  }
}
