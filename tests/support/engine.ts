import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { shapes as productShapes } from '../../shared/domains/registry.ts'
import { openCatalog } from '../../server/shapes/catalog.ts'
import { type Alarm, openShapeEngine, type ShapeEngine, type ShapeEngineOptions } from '../../server/shapes/engine.ts'
import { createNamedShapeResolver } from '../../server/shapes/named-shapes.ts'
import type { Scope } from '../../server/shapes/scope.ts'

export interface EngineUnderTest {
  readonly engine: ShapeEngine
  readonly url: string
  readonly port: number
  readonly alarms: Alarm[]
  /** Closes the listener and the engine; the data folder stays. */
  stop(): Promise<void>
}

export interface EngineTestOptions extends Partial<Omit<ShapeEngineOptions, 'resolve' | 'databaseUrl'>> {
  readonly databaseUrl: string
  readonly dataDir: string
  readonly port?: number
  /** Beside the product's. */
  readonly shapes?: readonly ShapeDefinition[]
}

const SCOPE_HEADER = 'x-test-scope'

/** What the token would say. */
export function scopeHeaders(
  properties: readonly string[],
  role: Scope['role'] = 'desk',
  terminalId = 'test',
): Record<string, string> {
  return { [SCOPE_HEADER]: JSON.stringify({ terminalId, role, properties }) }
}

/** The real engine behind a real HTTP server on loopback. */
export async function startEngine(options: EngineTestOptions): Promise<EngineUnderTest> {
  const { port: wantedPort = 0, shapes: more = [], ...rest } = options
  const alarms: Alarm[] = []
  const catalog = await openCatalog(options.databaseUrl)
  const resolve = createNamedShapeResolver([...productShapes, ...more], catalog)
  const onAlarm = (alarm: Alarm) => alarms.push(alarm)
  const engine = await openShapeEngine({ longPollMs: 2_000, onAlarm, ...rest, resolve, catalog })
  const server = createAdaptorServer({ fetch: (request: Request) => route(engine, request) })
  await new Promise<void>((ready) => server.listen(wantedPort, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    engine,
    url: `http://127.0.0.1:${port}`,
    port,
    alarms,
    async stop() {
      const closed = new Promise((done) => server.close(done))
      await engine.stop()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

function route(engine: ShapeEngine, request: Request): Promise<Response> {
  const scope = JSON.parse(request.headers.get(SCOPE_HEADER) ?? '{}') as Scope
  const { pathname } = new URL(request.url)
  if (pathname === '/v1/shapes/poll') return engine.poll(request, scope)
  if (pathname === '/v1/bootstrap') return engine.bootstrap(request, scope)
  return engine.shape(request, scope)
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'stayos-engine-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
