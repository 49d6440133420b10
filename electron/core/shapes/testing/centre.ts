import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { constants, crc32, createGzip } from 'node:zlib'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import {
  type BootstrapRequest,
  bootstrapRequest,
  PACKED_FILE,
  pollRequest,
  type PollRequest,
} from '../../../../shared/protocol/shapes.ts'
import { captureChanges, type Change, schemaHeader, shapeColumns, takeChanges, textsOf } from './change-log.ts'

/** One committed transaction: messages by table. */
interface Logged {
  readonly lsn: bigint
  readonly messages: ReadonlyMap<string, string[]>
}

export interface Asked {
  readonly path: string
  readonly table: string | undefined
  readonly params: URLSearchParams
  readonly poll: PollRequest | undefined
}

type Ask = PollRequest['shapes'][number]

interface Copy {
  readonly table: string
  readonly columns: string[]
  readonly rows: number
  readonly bytes: Uint8Array
}

interface Load {
  readonly bytes: Buffer
  readonly shapes: Readonly<Record<string, { readonly handle: string }>>
  /** Of its snapshot. */
  readonly g: bigint
}

interface Part {
  readonly head: Record<string, unknown>
  readonly body: string
}

/**
 * A centre in one process for tests: real rows in PGlite, the protocol over real HTTP, and a hand on everything. It speaks
 * /v1/shapes/poll, /v1/bootstrap and plain /v1/shape as the product's server does.
 */
export class Centre {
  readonly pg: PGlite
  readonly tables: readonly string[]
  /** Paths asked for, in order. */
  readonly requests: string[] = []
  /** The authorization header of each request. */
  readonly tokens: string[] = []
  /** Endpoints that this centre does not have. */
  readonly missing = new Set<string>()
  /** Tables that go by plain GET: too large for one answer. */
  readonly tooLarge = new Set<string>()
  /** Tokens that are not taken. */
  readonly expired = new Set<string>()
  /** Runs before a request is looked at; may wait. Throwing breaks the connection. */
  before: (asked: Asked) => Promise<void> | void = () => undefined
  /** Runs between the snapshot of /v1/bootstrap and its end: what is committed here comes as its tail. */
  afterSnapshot: () => Promise<void> | void = () => undefined
  /** Breaks answers of /v1/bootstrap after this many bytes. */
  cutBootstrapAfter = Number.POSITIVE_INFINITY
  /** First loads that can be continued. */
  readonly loads = new Map<string, Load>()
  /** Bytes of a first load that need not be sent again, each time that one was continued. */
  readonly continuedAt: number[] = []
  /** Breaks this many answers of /v1/shapes/poll in the middle. */
  cutPolls = 0
  g = 1000n

  readonly #log: Logged[] = []
  readonly #server: Server
  readonly #waiting = new Set<(tables: ReadonlySet<string>) => void>()
  readonly #rotatedAt = new Map<string, number>()
  #handles = 0
  #turn: Promise<unknown> = Promise.resolve()
  #cursor = 1
  #down = false

  static async start(pg: PGlite, tables: readonly string[]): Promise<Centre> {
    await captureChanges(pg, tables)
    const centre = new Centre(pg, tables)
    await new Promise<void>((resolve) => centre.#server.listen(0, '127.0.0.1', resolve))
    return centre
  }

  private constructor(pg: PGlite, tables: readonly string[]) {
    this.pg = pg
    this.tables = tables
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy())
    })
    this.#server.keepAliveTimeout = 75_000
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** One transaction of the centre: what it changed goes out to the desks. */
  commit<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#exclusive(async () => {
      const [result, changes] = await this.pg.transaction(async (tx) => {
        const result = await work(tx)
        return [result, await takeChanges(tx)] as const
      })
      this.append(changes)
      return result
    })
  }

  /** Writes to the log alone: what a centre would say, whatever its rows are. */
  append(changes: readonly Change[]): bigint {
    this.g += 10n
    const messages = new Map<string, string[]>()
    const last = new Map(changes.map((change, index) => [change.table, index]))
    changes.forEach((change, index) => {
      const headers = { operation: change.operation, lsn: String(this.g), op_position: index * 2 }
      const message = {
        key: change.key,
        value: change.value,
        headers: { ...headers, ...(last.get(change.table) === index ? { last: true } : {}) },
      }
      messages.set(change.table, [...(messages.get(change.table) ?? []), JSON.stringify(message)])
    })
    this.#log.push({ lsn: this.g, messages })
    this.#wake(new Set(messages.keys()))
    return this.g
  }

  /** All handles of this table are void from now on. */
  rotate(table: string): void {
    this.#handles += 1
    this.#rotatedAt.set(table, this.#handles)
    this.#wake(new Set([table]))
  }

  /** Every connection breaks, new ones too. */
  goDown(): void {
    this.#down = true
    this.#server.closeAllConnections()
  }

  comeBack(): void {
    this.#down = false
  }

  /** Resolves when nothing has been asked for a while: what was on its way has arrived. */
  async quiet(ms = 250): Promise<void> {
    for (let seen = -1; seen !== this.requests.length;) {
      seen = this.requests.length
      await new Promise((resolve) => setTimeout(resolve, ms))
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }

  #wake(tables: ReadonlySet<string>): void {
    for (const wake of [...this.#waiting]) wake(tables)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#down) return void response.destroy()
    const url = new URL(request.url ?? '/', 'http://centre')
    const body = await readBody(request)
    this.requests.push(url.pathname)
    const token = request.headers.authorization ?? ''
    this.tokens.push(token)
    if (this.expired.has(token))
      return reply(response, 401, {}, '{"code":"token_expired","message":"The token has expired."}')
    if (this.missing.has(url.pathname))
      return reply(response, 404, {}, '{"code":"not_found","message":"Nothing here."}')
    const poll = url.pathname === '/v1/shapes/poll' ? pollRequest.parse(JSON.parse(body)) : undefined
    await this.before({
      path: url.pathname,
      table: url.searchParams.get('table') ?? undefined,
      params: url.searchParams,
      poll,
    })
    if (poll) return this.#poll(poll, response)
    if (url.pathname === '/v1/bootstrap') return this.#bootstrap(bootstrapRequest.parse(JSON.parse(body)), response)
    return this.#shape(url.searchParams, response)
  }

  async #poll(poll: PollRequest, response: ServerResponse): Promise<void> {
    const until = Date.now() + poll.wait
    const held = poll.shapes.every((shape) => shape.live)
    let parts = await this.#parts(poll.shapes)
    while (parts.length === 0 && held && Date.now() < until && !response.destroyed) {
      await this.#change(new Set(poll.shapes.map((shape) => shape.table)), until - Date.now(), response)
      parts = await this.#parts(poll.shapes)
    }
    const head = { g: String(this.g), epoch: 'lab', parts: parts.map((part) => part.head) }
    const text = [JSON.stringify(head), ...parts.map((part) => part.body), 'end'].join('\n')
    if (this.cutPolls > 0) {
      this.cutPolls -= 1
      return reply(response, 200, {}, text.slice(0, Math.floor(text.length / 2)))
    }
    reply(response, 200, {}, text)
  }

  async #parts(shapes: readonly Ask[]): Promise<Part[]> {
    const fresh = shapes.filter((shape) => shape.offset === '-1' && !this.tooLarge.has(shape.table))
    const snapshots = await this.#snapshots(fresh.map((shape) => shape.table))
    return shapes.flatMap((shape, i): Part[] => {
      if (shape.offset === '-1' && this.tooLarge.has(shape.table))
        return [{ head: { i, status: 200, plain: true }, body: '[]' }]
      const snapshot = shape.offset === '-1' ? snapshots.get(shape.table) : undefined
      if (snapshot) {
        const messages = [...snapshot, ...this.#since(shape.table, snapshots.g), upToDate(this.g)]
        return [
          {
            head: { i, status: 200, handle: this.#newHandle(shape.table), offset: `${this.g}_inf`, schema: '{}' },
            body: `[${messages.join(',')}]`,
          },
        ]
      }
      if (!this.#knows(shape)) {
        return [
          {
            head: { i, status: 409, handle: this.#newHandle(shape.table) },
            body: '[{"headers":{"control":"must-refetch"}}]',
          },
        ]
      }
      const messages = this.#since(shape.table, lsnOf(shape.offset))
      if (messages.length === 0 && shape.live) return []
      const offset = lsnOf(shape.offset) > this.g ? shape.offset : `${this.g}_inf`
      return [
        {
          head: { i, status: 200, handle: shape.handle, offset, schema: '{}' },
          body: `[${[...messages, upToDate(this.g)].join(',')}]`,
        },
      ]
    })
  }

  async #bootstrap({ tables, resume }: BootstrapRequest, response: ServerResponse): Promise<void> {
    const load = resume ? this.loads.get(resume.load) : await this.#beginLoad(tables)
    if (!load) return reply(response, 409, {}, '{"code":"load_gone","message":"Begin it anew."}')
    if (resume) this.continuedAt.push(resume.from)
    response.writeHead(200, { 'content-type': PACKED_FILE })
    const packing = createGzip({ flush: constants.Z_SYNC_FLUSH })
    packing.pipe(response)
    let sent = 0
    const send = async (bytes: Buffer) => {
      const left = this.cutBootstrapAfter - sent
      sent += bytes.length
      packing.write(bytes.subarray(0, Math.max(0, left)))
      if (left >= bytes.length) return
      // What has not been read when a line breaks is lost to its reader, and a busy machine reads late.
      await new Promise((resolve) => setTimeout(resolve, 150))
      response.destroy()
      throw new Error('cut')
    }
    await send(load.bytes.subarray(resume?.from ?? 0))
    await this.afterSnapshot()
    const tail = Object.fromEntries(
      tables.map((table) => [table, this.#since(table, load.g).map((text) => JSON.parse(text) as unknown)]),
    )
    await send(frameOf({ end: true, g: String(this.g), shapes: load.shapes }, Buffer.from(JSON.stringify(tail))))
    packing.end()
  }

  async #beginLoad(tables: readonly string[]): Promise<Load> {
    const shapes: Record<string, { handle: string }> = {}
    for (const table of tables) shapes[table] = { handle: this.#newHandle(table) }
    const { copies, snapshotG } = await this.#exclusive(() => this.#copies(tables))
    const id = `load-${this.loads.size + 1}`
    const rows = Object.fromEntries(copies.map((copy) => [copy.table, copy.rows]))
    const frames = copies.flatMap(({ table, columns, bytes }) =>
      blocksOf(bytes).map((block) =>
        frameOf({ table, columns, rows: block.rows, crc: crc32(block.bytes) }, block.bytes),
      ),
    )
    const load = { bytes: Buffer.concat([frameOf({ begin: id, rows }), ...frames]), shapes, g: snapshotG }
    this.loads.set(id, load)
    return load
  }

  async #copies(tables: readonly string[]): Promise<{ copies: Copy[]; snapshotG: bigint }> {
    const copies: Copy[] = []
    for (const table of tables) {
      const columns = (await shapeColumns(this.pg, table)).map((column) => column.name)
      const list = columns.map((column) => `"${column}"`).join(', ')
      const { affectedRows, blob } = await this.pg.query(`COPY ${table} (${list}) TO '/dev/blob'`)
      const bytes = new Uint8Array(await (blob ?? new Blob()).arrayBuffer())
      copies.push({ table, columns, rows: affectedRows ?? 0, bytes })
    }
    return { copies, snapshotG: this.g }
  }

  async #shape(params: URLSearchParams, response: ServerResponse): Promise<void> {
    const table = params.get('table') ?? ''
    const offset = params.get('offset') ?? '-1'
    const live = params.get('live') === 'true'
    const schema = await schemaHeader(this.pg, table)
    const headers = (handle: string, next: string, upToDate: boolean) => ({
      'electric-handle': handle,
      'electric-offset': next,
      ...(live ? { 'electric-cursor': String((this.#cursor += 1)) } : { 'electric-schema': schema }),
      ...(upToDate ? { 'electric-up-to-date': '' } : {}),
    })
    if (offset === '-1') return reply(response, 200, headers(this.#newHandle(table), '0_0', false), '[]')
    const handle = params.get('handle') ?? ''
    if (!this.#knows({ table, handle, offset, live })) {
      return reply(
        response,
        409,
        { 'electric-handle': this.#newHandle(table) },
        '[{"headers":{"control":"must-refetch"}}]',
      )
    }
    if (offset.startsWith('0_')) {
      const snapshots = await this.#snapshots([table])
      const messages = [...(snapshots.get(table) ?? []), ...this.#since(table, snapshots.g), upToDate(this.g)]
      return reply(response, 200, headers(handle, `${this.g}_inf`, true), `[${messages.join(',')}]`)
    }
    let messages = this.#since(table, lsnOf(offset))
    if (messages.length === 0 && live) {
      await this.#change(new Set([table]), 20_000, response)
      if (!this.#knows({ table, handle, offset, live })) {
        return reply(
          response,
          409,
          { 'electric-handle': this.#newHandle(table) },
          '[{"headers":{"control":"must-refetch"}}]',
        )
      }
      messages = this.#since(table, lsnOf(offset))
    }
    reply(response, 200, headers(handle, `${this.g}_inf`, true), `[${[...messages, upToDate(this.g)].join(',')}]`)
  }

  /** The rows of these tables at one moment, as messages of a snapshot, and that moment. */
  async #snapshots(tables: readonly string[]): Promise<ReadonlyMap<string, string[]> & { g: bigint }> {
    return this.#exclusive(async () => {
      const snapshots = new Map<string, string[]>()
      for (const table of tables) {
        const columns = await shapeColumns(this.pg, table)
        const { rows } = await this.pg.query<{ value: unknown }>(
          `SELECT ${textsOf('t', columns, 'true')} AS value FROM ${table} t`,
        )
        snapshots.set(
          table,
          rows.map(({ value }) => JSON.stringify({ key: '', value, headers: { operation: 'insert' } })),
        )
      }
      return Object.assign(snapshots, { g: this.g })
    })
  }

  #since(table: string, lsn: bigint): string[] {
    return this.#log.flatMap((logged) => (logged.lsn > lsn ? (logged.messages.get(table) ?? []) : []))
  }

  #newHandle(table: string): string {
    this.#handles += 1
    return `lab-${this.#handles}-${table}`
  }

  #knows({ handle, table }: Ask): boolean {
    const number = Number(/^lab-(\d+)-/.exec(handle ?? '')?.[1] ?? -1)
    return number > (this.#rotatedAt.get(table) ?? 0)
  }

  #change(tables: ReadonlySet<string>, ms: number, response: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const wake = (touched: ReadonlySet<string>) => {
        if ([...touched].some((table) => tables.has(table))) done()
      }
      const done = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(done, ms)
      response.on('close', done)
      this.#waiting.add(wake)
    })
  }
}

function upToDate(g: bigint): string {
  return JSON.stringify({ headers: { control: 'up-to-date', global_last_seen_lsn: String(g) } })
}

function lsnOf(offset: string): bigint {
  return BigInt(offset.split('_')[0] ?? '0')
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function reply(response: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
  response.end(body)
}

function frameOf(head: object, bytes: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...head, n: bytes.length })}\n`), bytes])
}

/** The product's centre sends a table in many frames too. */
const ROWS_OF_A_FRAME = 2000

function blocksOf(copy: Uint8Array): { rows: number; bytes: Buffer }[] {
  const lines = Buffer.from(copy).toString().split('\n').slice(0, -1)
  const blocks: { rows: number; bytes: Buffer }[] = []
  for (let at = 0; at < lines.length; at += ROWS_OF_A_FRAME) {
    const part = lines.slice(at, at + ROWS_OF_A_FRAME)
    blocks.push({ rows: part.length, bytes: Buffer.from(`${part.join('\n')}\n`) })
  }
  return blocks
}
