import { join } from 'node:path'
import type { ShapeDefinition } from '../shared/command/shape.ts'
import type { ShapeService } from './http/app.ts'
import { forwardShapes } from './http/forward-shapes.ts'
import type { Logger } from './http/logger.ts'
import type { Metrics, Readings } from './http/metrics.ts'
import { Problem } from './problem.ts'
import { ReplicationError } from './replication/slot.ts'
import { openCatalog } from './shapes/catalog.ts'
import { openShapeEngine } from './shapes/engine.ts'
import { createNamedShapeResolver, createRowFilter } from './shapes/named-shapes.ts'
import { StartProblem } from './start-problem.ts'

/** Where the rows of shapes come from. */
export interface RowSource {
  readonly service: ShapeService
  /** Undefined where another node streams them. */
  readFigures(): Readings | undefined
  /** Throws `Problem` where no new rows come. */
  checkReady(): Promise<void>
  stop(): Promise<void>
}

/** The engine of this process. */
export async function openOwnRows(
  options: {
    readonly databaseUrl: string
    readonly dataDir: string
    readonly shapes: readonly ShapeDefinition[]
    /** Awaited before commits are shown: who gave one hears of it first. */
    readonly beforeShown: () => Promise<void>
  },
  logger: Logger,
  metrics: Metrics,
): Promise<RowSource> {
  const { databaseUrl, dataDir, shapes, beforeShown } = options
  const catalog = await openCatalog(databaseUrl)
  const engine = await openShapeEngine({
    databaseUrl,
    dataDir: join(dataDir, 'shapes'),
    catalog,
    resolve: createNamedShapeResolver(shapes, catalog),
    keep: createRowFilter(shapes),
    beforeShown,
    onAlarm({ code, message }) {
      metrics.countAlarm(code)
      logger.log('warn', 'shapes', { code, message: withoutValues(code, message) })
    },
  }).catch((error: unknown) => {
    if (error instanceof ReplicationError) throw new StartProblem(error.message, { cause: error })
    throw error
  })
  return {
    service: engine,
    readFigures: () => engine.status(),
    async checkReady() {
      if (!engine.status().connected) throw notReady()
    },
    stop: () => engine.stop(),
  }
}

/** Those of the node that streams. */
export function forwardRows(upstream: string): RowSource {
  return {
    service: forwardShapes(upstream),
    readFigures: () => undefined,
    async checkReady() {
      const answer = await fetch(new URL('/ready', upstream)).catch(() => undefined)
      if (!answer?.ok) throw notReady()
    },
    stop: () => Promise.resolve(),
  }
}

const notReady = () =>
  new Problem(503, 'not_ready', 'The replication stream does not run. It is taken up again by itself.')

/** A failed request brings a stack, whose first line may quote a row. */
function withoutValues(code: string, message: string): string {
  if (code !== 'request_failed') return message
  const frames = message.split('\n').filter((line) => /^\s+at /.test(line))
  return frames
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' | ')
}
