import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import pg from 'pg'
import { type Catalog, openCatalog } from '../../server/shapes/catalog.ts'
import { openShapeEngine, type ShapeEngine } from '../../server/shapes/engine.ts'
import type { ResolvedShape } from '../../server/shapes/resolved-shape.ts'
import type { Scope } from '../../server/shapes/scope.ts'
import { createAnyTableResolver } from './any-table.ts'
import { type CacheAges, cacheable } from './caching.ts'
import { GivenShapes } from './given-shapes.ts'
import { parseTable } from './identifiers.ts'
import { PUBLICATION, prepareDatabase } from './prepare-database.ts'

import { isSound, querySubset, readSubset, type SubsetRequest } from './subset.ts'

export interface ConformanceOptions {
  readonly databaseUrl: string
  readonly dataDir: string
  readonly port: number
  readonly chunkBytes: number
  readonly longPollMs: number
  readonly ages: CacheAges
}

export interface ConformanceServer {
  readonly url: string
  stop(): Promise<void>
}

/** The engine as it is, behind a resolver that lets a request say what it wants: for the official clients' suites on a scratch database. */
export async function startConformanceServer(options: ConformanceOptions): Promise<ConformanceServer> {
  const { databaseUrl, dataDir, chunkBytes, longPollMs } = options
  await prepareDatabase(databaseUrl)
  const catalog = await openCatalog(databaseUrl, PUBLICATION)
  const resolve = createAnyTableResolver(catalog)
  const engine = await openShapeEngine({
    ...{ databaseUrl, dataDir, catalog, resolve, publication: PUBLICATION },
    ...{ chunkBytes, budgetBytes: chunkBytes, longPollMs },
    // Each table is published in the transaction that makes it: to begin the stream anew for it (R17) would only make those load again who follow it.
    watchMs: DAY_MS,
  })
  const suite = new Suite(options, catalog, engine, (name, params) => resolve(name, params, NOBODY))
  const server = createAdaptorServer({ fetch: (request: Request) => suite.answer(request) })
  await new Promise<void>((ready) => server.listen(options.port, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((done) => server.close(done))
      await Promise.all([engine.stop(), suite.close()])
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

const DAY_MS = 86_400_000
const NOBODY: Scope = { terminalId: 'conformance', role: 'desk', properties: [] }

class Suite {
  private readonly given = new GivenShapes()
  private readonly problemByClause = new Map<string, string | undefined>()
  private readonly pool: pg.Pool

  constructor(
    private readonly options: ConformanceOptions,
    private readonly catalog: Catalog,
    private readonly engine: ShapeEngine,
    private readonly resolve: (name: string, params: URLSearchParams) => ResolvedShape | undefined,
  ) {
    this.pool = new pg.Pool({ connectionString: options.databaseUrl, max: 2 })
    this.pool.on('error', () => undefined)
  }

  close(): Promise<void> {
    return this.pool.end()
  }

  async answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/v1/health') return json(200, { status: 'active' })
    if (pathname !== '/v1/shape') return json(404, { message: 'Not found' })
    if (request.method === 'DELETE') return this.forget(searchParams)
    const invalid = await this.prepare(searchParams)
    if (invalid) return invalid
    const subset = request.method === 'POST' ? ((await request.json()) as SubsetRequest) : readSubset(searchParams)
    const answer = subset ? await this.subset(searchParams, subset) : await this.engine.shape(request, NOBODY)
    const shape = this.resolve(searchParams.get('table') ?? '', searchParams)
    const handle = answer.headers.get('electric-handle')
    if (shape && handle !== null) this.given.note(handle, shape)
    return subset ? answer : cacheable(request, answer, this.options.ages)
  }

  /** The suites make tables as they go, and ask for clauses that are none. */
  private async prepare(params: URLSearchParams): Promise<Response | undefined> {
    if (!this.catalog.table(parseTable(params.get('table') ?? '') ?? '')) await this.catalog.refresh()
    const where = params.get('where')
    if (where === null) return undefined
    if (!this.problemByClause.has(where)) this.problemByClause.set(where, await this.syntaxProblem(where))
    const problem = this.problemByClause.get(where)
    return problem === undefined ? undefined : invalid({ where: [problem] })
  }

  private async syntaxProblem(where: string): Promise<string | undefined> {
    try {
      await this.pool.query(`SELECT 1 WHERE ${where}`)
      return undefined
    } catch (error) {
      // Anything else is about columns and parameters, which are not here.
      if (!(error instanceof pg.DatabaseError) || error.code !== '42601') return undefined
      return `At location ${Number(error.position) - 1}: ${error.message}`
    }
  }

  private forget(params: URLSearchParams): Response {
    const table = params.get('table')
    const shape = table === null ? undefined : this.resolve(table, params)
    if (table !== null && !shape) return json(404, { message: 'No existing shape found' })
    const deletion = this.given.delete(shape, params.get('handle'))
    if ('status' in deletion) return json(deletion.status, { message: 'No such shape, or a handle of another one' })
    this.engine.rotate(deletion.table, 'deleted by a test')
    return new Response(null, { status: 202 })
  }

  private async subset(params: URLSearchParams, subset: SubsetRequest): Promise<Response> {
    const shape = this.resolve(params.get('table') ?? '', params)
    const table = shape && this.catalog.table(shape.table)
    if (!shape || !table) return invalid({ table: ['is unknown'] })
    if (!isSound(subset))
      return invalid({ subset: { order_by: ['order_by is required when limit or offset is given'] } })
    const position = await this.position(params)
    if (position.status !== 200) return position
    const headers = new Headers(position.headers)
    headers.delete('content-length')
    headers.set('electric-snapshot', 'true')
    headers.set('cache-control', 'no-cache')
    headers.set('content-type', 'application/json')
    return new Response(await querySubset(this.options.databaseUrl, table, shape, subset), { status: 200, headers })
  }

  /** Where the log stands before the rows are read, under the client's handle as long as that one stands. */
  private async position(params: URLSearchParams): Promise<Response> {
    const at = async (offset: string, handle?: string) => {
      const url = new URL('http://engine/v1/shape')
      for (const [name, value] of params) if (!name.startsWith('subset__')) url.searchParams.append(name, value)
      for (const name of ['live', 'live_sse', 'handle']) url.searchParams.delete(name)
      url.searchParams.set('offset', offset)
      if (handle !== undefined) url.searchParams.set('handle', handle)
      return this.engine.shape(new Request(url), NOBODY)
    }
    const fresh = await at('now')
    const handle = params.get('handle')
    if (fresh.status !== 200 || handle === null) return fresh
    return at(fresh.headers.get('electric-offset') ?? '', handle)
  }
}

function invalid(errors: object): Response {
  return json(400, { message: 'Invalid request', errors })
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
}
