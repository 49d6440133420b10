import type { Random } from '../../server/seed/random.ts'
import type { Line } from '../support/line.ts'
import { type Machine, runOn } from './machine.ts'
import type { Timeline } from './timeline.ts'

type Serve = (request: Request) => Response | Promise<Response>

/** What becomes of one request. Half of them that go wrong tell the asker nothing: the line is half open. */
export type Fate =
  | 'fine'
  | 'request lost'
  | 'answer lost'
  | 'answer stalled'
  | 'request reset'
  | 'answer reset'
  | 'answer torn'
  | 'served twice'

/** How likely each fate is, and how long things are under way. */
export interface Weather {
  readonly fates: readonly (readonly [Fate, number])[]
  readonly slowestMs: number
}

export const CALM: Weather = { fates: [['fine', 1]], slowestMs: 5 }
export const STORM: Weather = {
  fates: [
    ['fine', 60],
    ['request lost', 4],
    ['answer lost', 5],
    ['answer stalled', 3],
    ['request reset', 6],
    ['answer reset', 8],
    ['answer torn', 6],
    ['served twice', 8],
  ],
  slowestMs: 4000,
}

/** Everybody's way to the centre. What is under way arrives in the order of its delays, not of its sending. */
export class Network {
  weather = CALM
  #serve: Serve | undefined

  constructor(
    readonly timeline: Timeline,
    private readonly centre: Machine,
    private readonly chance: (name: string) => Random,
  ) {}

  /** In place of an HTTP listener. */
  readonly listen = (fetch: Serve): Promise<{ port: number; close(): Promise<void> }> => {
    this.#serve = fetch
    const close = () => Promise.resolve(this.unplug())
    return Promise.resolve({ port: PORT, close })
  }

  /** Nobody listens at the centre any more. */
  unplug(): void {
    this.#serve = undefined
  }

  openLine(name: string): SimulatedLine {
    return new SimulatedLine(this, this.chance(name))
  }

  /** Undefined where nobody listens. */
  async serve(request: Request): Promise<{ response: Response; body: Uint8Array<ArrayBuffer> } | undefined> {
    const serve = this.#serve
    if (!serve) return undefined
    return runOn(this.centre, async () => {
      const peer = { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } }
      const response = await (serve as (request: Request, env: object) => Response | Promise<Response>)(request, peer)
      const body = new Uint8Array(await response.arrayBuffer())
      // Whoever served it is gone: so is its answer.
      if (this.#serve !== serve) return undefined
      return { response: new Response(null, { status: response.status, headers: withDate(response.headers) }), body }
    })
  }
}

const PORT = 5180
const PIECE_BYTES = 48 * 1024

/** The line of one desk. */
export class SimulatedLine implements Line {
  readonly url = `http://127.0.0.1:${PORT}`
  readonly #open = new Set<Exchange>()
  #whole = true
  #count = 0

  constructor(
    private readonly network: Network,
    private readonly random: Random,
  ) {}

  readonly fetch: typeof fetch = async (input, init) => {
    // The asker's own signal: a request would follow it only as long as it is not collected.
    const { signal, ...rest } = init ?? {}
    const request = new Request(input, rest)
    // Packing is done by threads, whose time is not the simulation's.
    request.headers.delete('accept')
    const body = request.body ? await request.arrayBuffer() : undefined
    const own = this.random.fork(String(this.#count++))
    const { timeline, weather } = this.network
    timeline.note(`${request.method} ${new URL(request.url).pathname}`)
    const fate = own.weighted(weather.fates)
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(this.network, { request, body, fate, random: own, slowestMs: weather.slowestMs }, resolve, reject) // prettier-ignore
      if (signal?.aborted) return exchange.abort(signal.reason)
      if (!this.#whole) return exchange.reset()
      this.#open.add(exchange)
      exchange.onEnd(() => this.#open.delete(exchange))
      exchange.start()
      signal?.addEventListener('abort', () => exchange.abort(signal.reason), { once: true })
    })
  }

  cut(): void {
    this.#whole = false
    for (const exchange of [...this.#open]) exchange.reset()
  }

  mend(): void {
    this.#whole = true
  }

  close(): Promise<void> {
    this.cut()
    return Promise.resolve()
  }
}

interface Sending {
  readonly request: Request
  readonly body: ArrayBuffer | undefined
  readonly fate: Fate
  readonly random: Random
  readonly slowestMs: number
}

/** One request and what comes of it. */
class Exchange {
  readonly #hangUp = new AbortController()
  #answer: ReadableStreamDefaultController<Uint8Array> | undefined
  #over = false
  #ended: () => void = () => undefined

  constructor(
    private readonly network: Network,
    private readonly sending: Sending,
    private readonly resolve: (response: Response) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  onEnd(ended: () => void): void {
    this.#ended = ended
  }

  start(): void {
    const { fate } = this.sending
    if (fate === 'request lost') return
    this.#after(() => {
      if (fate === 'request reset') return this.reset()
      void this.#deliver(true)
    })
    if (fate === 'served twice') this.network.timeline.after(this.#delay() * 3, () => void this.#deliver(false))
  }

  /** The connection is gone, and both sides hear of it. */
  reset(): void {
    this.#end(new TypeError('fetch failed', { cause: new Error('ECONNRESET') }))
    this.#hangUp.abort()
  }

  /** The asker has given up; the centre hears of it later. */
  abort(reason: unknown): void {
    this.#end(reason ?? new DOMException('Aborted', 'AbortError'))
    if (this.sending.fate !== 'answer lost') this.network.timeline.after(this.#delay(), () => this.#hangUp.abort())
  }

  async #deliver(isAwaited: boolean): Promise<void> {
    const { request, body, fate } = this.sending
    const { method, headers, url } = request
    const copy = new Request(url, { method, headers, ...(body && { body }), signal: this.#hangUp.signal })
    const served = await this.network.serve(copy).catch(() => undefined)
    this.network.timeline.note(`${fate} ${served?.response.status ?? 'nobody'} ${served?.body.length ?? 0}`)
    if (!isAwaited || fate === 'answer lost') return
    this.#after(() => {
      if (!served || fate === 'answer reset') return this.reset()
      this.#hear(served.response, served.body)
    })
  }

  #hear({ status, headers }: Response, body: Uint8Array): void {
    const hasBody = status !== 204 && status !== 304
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (this.#answer = controller) })
    this.resolve(new Response(hasBody ? stream : null, { status, headers }))
    const isWhole = this.sending.fate !== 'answer torn' && this.sending.fate !== 'answer stalled'
    this.#send(body, isWhole ? -1 : Math.floor(body.length * this.sending.random.next()))
  }

  /** Piece by piece; torn at a byte, where there is one. */
  #send(body: Uint8Array, tornAt: number): void {
    const piece = body.subarray(0, tornAt >= 0 ? Math.min(PIECE_BYTES, tornAt) : PIECE_BYTES)
    if (piece.length > 0) this.#answer?.enqueue(new Uint8Array(piece))
    if (tornAt >= 0 && piece.length === tornAt) {
      if (this.sending.fate === 'answer torn') this.#after(() => this.reset())
      return
    }
    const rest = body.subarray(piece.length)
    if (rest.length === 0) return this.#end(undefined)
    this.#after(() => this.#send(rest, tornAt >= 0 ? tornAt - piece.length : -1))
  }

  #end(error: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#ended()
    if (error === undefined) this.#answer?.close()
    else if (this.#answer) this.#answer.error(error)
    else this.reject(error)
  }

  #after(step: () => void): void {
    this.network.timeline.after(this.#delay(), () => {
      if (!this.#over) step()
    })
  }

  #delay(): number {
    const { random, slowestMs } = this.sending
    return 1 + Math.floor(slowestMs * random.next() ** 3)
  }
}

/** As Node's HTTP server adds it. */
function withDate(headers: Headers): Headers {
  const dated = new Headers(headers)
  if (!dated.has('date')) dated.set('date', new Date().toUTCString())
  return dated
}
