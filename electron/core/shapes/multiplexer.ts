import type { CentreAnswer } from '../centre-fetch.ts'
import type { PollRequest } from '../../../shared/protocol/shapes.ts'
import { breathe } from '../take-turns.ts'
import { fired, sleep } from './back-off.ts'
import { asFault, type Line, type LineFault } from './line.ts'
import {
  type Asked,
  distribute,
  neverBack,
  parsePollAnswer,
  type Part,
  type PollAnswer,
  streamHeaders,
  toldHeaders,
  upToDate,
} from './poll-answer.ts'
import { TAKES_PACKED, unpackedText } from './packed.ts'
import { type Flight, nextMove } from './poll-turn.ts'
import { isLogOffset } from './positions.ts'

export interface MultiplexerOptions {
  readonly line: Line
  /** How many streams there are. */
  readonly streams: number
  /** How long the centre may hold a request. */
  readonly waitMs?: number
  /**
   * Takes an answer past the streams, which then need not turn at all; null where it is for them, or not yet the time. `toldLsn` is what
   * they were told last.
   */
  take?(asked: readonly Asked[], answer: PollAnswer, toldLsn: bigint): Promise<void> | null
  /** Whether more is queued here than goes in one request. */
  isDraining?(): boolean
  /** A stream lost its place without being told to fetch anew: pglite-sync would drop the rows that it now asks for. */
  onStreamLost(table: string): void
}

interface Parked {
  /** Where it stands: what was taken past it counts. */
  asked: Asked
  readonly url: string
  readonly signal: AbortSignal | null
  resolve(response: Response): void
  reject(error: unknown): void
}

interface Sent {
  readonly parked: readonly Parked[]
  readonly probes: readonly Probe[]
  readonly abort: AbortController
}

interface Probe {
  resolve(g: bigint): void
}

/** Beyond what the centre may hold: then the line is dead, whatever TCP believes. */
const ANSWER_GRACE_MS = 15_000
const BODY_MS = 60_000
/** A desk that needs long to take things in lets as much gather for the next time: fewer, larger pieces. */
const MOST_REST_MS = 50
/** So does one that sends a long queue, whose results come one by one. */
const DRAINING_REST_MS = 150

/**
 * The fetch of all ShapeStreams: many streams, ONE held request (SPEC-SYNC.md, M1-M16). The streams never see a failure: theirs would be
 * forty back-offs that drift apart.
 */
export class Multiplexer {
  readonly #options: MultiplexerOptions
  readonly #line: Line
  readonly #parked = new Map<string, Parked>()
  /** What each stream was told last. */
  readonly #told = new Map<string, { handle: string; offset: string; g: string }>()
  /** Where each stream stands by what was taken past it. */
  readonly #taken = new Map<string, { handle: string; offset: string }>()
  /** The LSN that the streams were told last. */
  #toldLsn = -1n
  #taking: Promise<void> = Promise.resolve()
  #tookMs = 0
  /** Shapes that go by GET /v1/shape: too large for one answer, until they have a position in the log. */
  readonly #plain = new Set<string>()
  readonly #closing = new AbortController()
  #probes: Probe[] = []
  #sent: Sent | null = null
  #flight: Flight = 'none'
  #timer: NodeJS.Timeout | undefined
  #firstParkedAt = 0
  #lastParkedAt = 0
  #paused = true
  /** Ends what is under way when the line is cut on purpose. */
  #pausing = new AbortController()
  #resumed = new AbortController()
  #pollMissing = false
  #cursor = Date.now()
  #g: string | null = null

  constructor(options: MultiplexerOptions) {
    this.#options = options
    this.#line = options.line
  }

  /** The centre has no /v1/shapes/poll: every shape has its own request. */
  get isPlain(): boolean {
    return this.#pollMissing
  }

  /** The LSN of the last answer. */
  get g(): string | null {
    return this.#g
  }

  readonly fetch: typeof fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const asked = this.#pastTaken(readAsked(url))
    const signal = init?.signal ?? null
    if (this.#closing.signal.aborted || signal?.aborted) return Promise.reject(aborted())
    if (asked.offset === '-1' && this.#told.delete(asked.table)) this.#options.onStreamLost(asked.table)
    if (this.#goesPlain(asked)) return this.#fetchPlain(asked, url, signal)
    return this.#answerLocally(asked) ?? this.#park(asked, url, signal)
  }

  /** The LSN of an answer to a request that is sent after this call. */
  probe(): Promise<bigint> {
    if (this.#pollMissing) return Promise.resolve(-1n)
    return new Promise((resolve) => {
      this.#probes.push({ resolve })
      this.#turn()
    })
  }

  pause(): void {
    if (this.#paused) return
    this.#paused = true
    this.#resumed = new AbortController()
    this.#pausing.abort()
    this.#sent?.abort.abort()
  }

  /** It starts paused: whoever counts what streams bring must be in place first. */
  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#pausing = new AbortController()
    this.#resumed.abort()
    this.#line.hurry()
    this.#turn()
  }

  close(): void {
    this.#closing.abort()
    clearTimeout(this.#timer)
    this.#sent?.abort.abort()
    for (const parked of this.#parked.values()) parked.reject(aborted())
    this.#parked.clear()
  }

  /** A stream does not know of what was taken past it, and must not get it again. */
  #pastTaken(asked: Asked): Asked {
    const taken = this.#taken.get(asked.table)
    if (taken?.handle !== asked.handle || !isLogOffset(asked.offset) || !taken) return asked
    return { ...asked, offset: neverBack(taken.offset, asked.offset) }
  }

  #goesPlain(asked: Asked): boolean {
    if (isLogOffset(asked.offset)) this.#plain.delete(asked.table)
    return this.#pollMissing || this.#plain.has(asked.table) || (asked.offset !== '-1' && !isLogOffset(asked.offset))
  }

  /** A refresh right where this stream was told to be: nobody has anything newer. */
  #answerLocally(asked: Asked): Promise<Response> | null {
    const told = this.#told.get(asked.table)
    if (asked.live || !told || this.#g === null || told.g !== this.#g) return null
    if (told.handle !== asked.handle || told.offset !== asked.offset) return null
    return Promise.resolve(new Response(upToDate(this.#g), { headers: streamHeaders(told, null) }))
  }

  #park(asked: Asked, url: string, signal: AbortSignal | null): Promise<Response> {
    return new Promise((resolve, reject) => {
      const parked: Parked = { asked, url, signal, resolve, reject }
      this.#parked.get(asked.table)?.reject(aborted())
      this.#lastParkedAt = performance.now()
      if (this.#parked.size === 0 || this.#timer === undefined) this.#firstParkedAt = this.#lastParkedAt
      this.#parked.set(asked.table, parked)
      signal?.addEventListener('abort', () => this.#leave(parked), { once: true })
      this.#turn()
    })
  }

  #leave(parked: Parked): void {
    if (this.#parked.get(parked.asked.table) !== parked) return
    this.#parked.delete(parked.asked.table)
    parked.reject(aborted())
    if (this.#parked.size === 0 && this.#flight === 'held') this.#sent?.abort.abort()
  }

  #turn(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#closing.signal.aborted) return
    const move = nextMove({
      flight: this.#flight,
      paused: this.#paused,
      parked: this.#parked.size,
      expected: this.#options.streams - this.#plain.size,
      unserved: this.#hasUnserved(),
      firstParkedAt: this.#firstParkedAt,
      lastParkedAt: this.#lastParkedAt,
      now: performance.now(),
    })
    if (move.kind === 'wait') this.#timer = setTimeout(() => this.#turn(), move.ms)
    // Positions are the streams' own: cutting a held request loses nothing.
    else if (move.kind === 'cut') this.#sent?.abort.abort()
    else if (move.kind === 'send') void this.#poll()
  }

  #hasUnserved(): boolean {
    const served = new Set(this.#sent?.parked)
    return this.#probes.length > 0 || [...this.#parked.values()].some((parked) => !served.has(parked))
  }

  async #poll(): Promise<void> {
    this.#flight = 'resting'
    await this.#line.ready(this.#closing.signal)
    if (this.#paused || this.#closing.signal.aborted || this.#parked.size === 0) return this.#land()
    const sent: Sent = { parked: [...this.#parked.values()], probes: this.#probes, abort: new AbortController() }
    this.#probes = []
    this.#sent = sent
    this.#flight = 'held'
    try {
      await this.#settle(sent, await this.#ask(sent))
    } catch (error) {
      this.#probes.push(...sent.probes)
      // Cut by ourselves: no failure. A timeout aborts with another reason.
      if (!(sent.abort.signal.aborted && sent.abort.signal.reason !== TIMEOUT)) this.#meet(asFault(error))
    }
    this.#land()
  }

  #land(): void {
    this.#sent = null
    this.#flight = 'none'
    this.#turn()
  }

  async #ask(sent: Sent): Promise<PollAnswer> {
    const { abort } = sent
    const waitMs = sent.probes.length > 0 ? 0 : (this.#options.waitMs ?? 20_000)
    const body: PollRequest = {
      wait: waitMs,
      shapes: sent.parked.map(({ asked }) => ({
        table: asked.table,
        // With '-1' an old handle means nothing.
        ...(asked.handle !== undefined && asked.offset !== '-1' ? { handle: asked.handle } : {}),
        offset: asked.offset,
        live: asked.live,
      })),
    }
    let timeout = setTimeout(() => abort.abort(TIMEOUT), waitMs + ANSWER_GRACE_MS)
    try {
      const response = await this.#line.send(this.#line.url('/v1/shapes/poll'), {
        method: 'POST',
        signal: abort.signal,
        headers: { 'content-type': 'application/json', ...TAKES_PACKED },
        body: JSON.stringify(body),
      })
      this.#flight = 'answering'
      clearTimeout(timeout)
      timeout = setTimeout(() => abort.abort(TIMEOUT), BODY_MS)
      const text = await unpackedText(response)
      // Reading what came counts for the turn of the thread that taking it in goes on with.
      await breathe()
      return parsePollAnswer(text)
    } finally {
      clearTimeout(timeout)
    }
  }

  #meet(fault: LineFault): void {
    if (fault.kind !== 'missing') return this.#line.failed(fault)
    this.#pollMissing = true
    for (const parked of this.#parked.values()) this.#sendPlain(parked)
    this.#parked.clear()
    for (const probe of this.#probes) probe.resolve(-1n)
    this.#probes = []
  }

  async #settle(sent: Sent, answer: PollAnswer): Promise<void> {
    await breathe()
    const asked = sent.parked.map((parked) => parked.asked)
    const parts = distribute(asked, answer)
    this.#line.succeeded()
    this.#g = answer.head.g
    const allHere = sent.parked.every((parked) => this.#parked.get(parked.asked.table) === parked)
    const taking = allHere ? (this.#options.take?.(asked, answer, this.#toldLsn) ?? null) : null
    if (!taking) return this.#handOut(sent, parts, answer.head.g)
    sent.parked.forEach((parked, index) => this.#moveOn(parked, parts[index], answer.head.g))
    for (const probe of sent.probes) probe.resolve(BigInt(answer.head.g))
    // One that is being applied and one that waits for it: a centre that is faster than this desk is not asked for more.
    const before = this.#taking
    const begun = performance.now()
    this.#taking = taking.then(() => void (this.#tookMs = performance.now() - begun))
    await before
    const rest = this.#options.isDraining?.() ? DRAINING_REST_MS : Math.min(this.#tookMs, MOST_REST_MS)
    await sleep(rest, this.#closing.signal)
  }

  /** Its stream sleeps on. */
  #moveOn(parked: Parked, part: Part | undefined, g: string): void {
    if (part?.kind !== 'rows') return
    const { handle, offset } = part
    parked.asked = { ...parked.asked, offset }
    this.#taken.set(parked.asked.table, { handle, offset })
    this.#told.set(parked.asked.table, { handle, offset, g })
  }

  /** All parts in one go, so that no stream runs ahead of another. */
  #handOut(sent: Sent, parts: readonly Part[], g: string): void {
    this.#toldLsn = BigInt(g)
    sent.parked.forEach((parked, index) => {
      const part = parts[index]
      // One that has left or asked again in the meantime goes by its own position.
      if (!part || this.#parked.get(parked.asked.table) !== parked) return
      this.#parked.delete(parked.asked.table)
      this.#answer(parked, part, g)
    })
    for (const probe of sent.probes) probe.resolve(BigInt(g))
  }

  #answer(parked: Parked, part: Part, g: string): void {
    const { table, live } = parked.asked
    if (part.kind === 'plain') {
      this.#plain.add(table)
      return this.#sendPlain(parked)
    }
    if (part.kind === 'rotated') {
      this.#told.delete(table)
      return parked.resolve(rotated(part.body, part.handle))
    }
    this.#told.set(table, { handle: part.handle, offset: part.offset, g })
    const headers = streamHeaders(part, live ? this.#nextCursor() : null)
    parked.resolve(new Response(part.body, { headers }))
  }

  #nextCursor(): string {
    this.#cursor += 1
    return String(this.#cursor)
  }

  #sendPlain(parked: Parked): void {
    this.#fetchPlain(parked.asked, parked.url, parked.signal).then(
      (response) => parked.resolve(response),
      (error: unknown) => parked.reject(error),
    )
  }

  /** GET /v1/shape as it is, under the shared back-off, until there is an answer or nobody wants one. */
  async #fetchPlain(asked: Asked, url: string, signal: AbortSignal | null): Promise<Response> {
    const stop = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal
    for (;;) {
      while (this.#paused && !stop.aborted) await fired(AbortSignal.any([stop, this.#resumed.signal])).promise
      await this.#line.ready(stop)
      if (stop.aborted) throw aborted()
      const cut = this.#pausing.signal
      try {
        const late = new AbortController()
        const signal = AbortSignal.any([stop, cut, late.signal])
        const response = await this.#line.send(url, { signal, headers: TAKES_PACKED })
        const timeout = setTimeout(() => late.abort(TIMEOUT), BODY_MS)
        const body = await unpackedText(response).finally(() => clearTimeout(timeout))
        this.#line.succeeded()
        return this.#retell(asked, response, body)
      } catch (error) {
        if (stop.aborted) throw aborted()
        if (!cut.aborted) this.#line.failed(asFault(error))
      }
    }
  }

  #retell(asked: Asked, response: CentreAnswer, body: string): Response {
    const handle = response.headers.get('electric-handle') ?? undefined
    const offset = response.headers.get('electric-offset')
    if (response.status === 409) {
      this.#told.delete(asked.table)
      return rotated(body, handle)
    }
    if (handle !== undefined && offset !== null) this.#told.set(asked.table, { handle, offset, g: '' })
    return new Response(body, { status: response.status, headers: toldHeaders(response) })
  }
}

const TIMEOUT = new Error('the request took too long')

function readAsked(url: string): Asked {
  const { searchParams } = new URL(url)
  return {
    table: searchParams.get('table') ?? '',
    handle: searchParams.get('handle') ?? undefined,
    offset: searchParams.get('offset') ?? '-1',
    live: searchParams.get('live') === 'true',
  }
}

function rotated(body: string, handle: string | undefined): Response {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (handle !== undefined) headers.set('electric-handle', handle)
  return new Response(body, { status: 409, headers })
}

function aborted(): DOMException {
  return new DOMException('Aborted', 'AbortError')
}
