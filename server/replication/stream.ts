import { setTimeout as sleep } from 'node:timers/promises'
import { epochBreak, type FoundSource, type KnownSource } from './epoch.ts'
import { decodePgOutput } from './pgoutput.ts'
import { checkPublication, createSlot, findSource, lockStream, publishedTables, ReplicationError } from './slot.ts'
import { type AssemblyRules, type Transaction, TransactionAssembler } from './transaction.ts'
import { Walsender } from './walsender.ts'
import { type SlotFigures, slotAlarm, watchDatabase, type Watch } from './watch.ts'

/*
 * connect -> lock -> compare source and log -> (new epoch) -> START_REPLICATION -> commits -> sink: show -> store -> acknowledge
 *    ^                                                                                                  |
 *    '------------------------- back-off <- connection lost, PostgreSQL restarted ----------------------'
 *
 * The sink stores right after those who wait were answered. Nothing piles up here but one transaction, and that is bounded per table;
 * what is shown and not stored is bounded too: beyond that the sink stores synchronously, the socket is not read meanwhile, and TCP
 * holds PostgreSQL back.
 */

/** Where transactions go. Every method but `append` and `store` returns when its effect is durable. */
export interface StreamSink {
  known(): KnownSource | undefined
  /** Forgets everything; `start` is the position from which commits will come. */
  beginEpoch(source: FoundSource, start: bigint, xmax: bigint, reason: string): void
  setPublication(identityByTable: ReadonlyMap<string, string>): void
  /** Shows them; durable, and acknowledged, they are when the next `store` resolves. */
  append(transactions: readonly Transaction[]): void
  store(): Promise<void>
  acknowledge(lsn: bigint): void
}

export interface StreamOptions extends AssemblyRules {
  readonly databaseUrl: string
  readonly slotName: string
  readonly publication: string
  readonly sink: StreamSink
  /** How often the slot and the publication are looked at. */
  readonly watchMs: number
  /** Awaited before what comes after a quiet moment is shown. Does not reject. */
  beforeShown(): Promise<void>
  onAlarm(alarm: { code: string; message: string }): void
}

export interface ReplicationStream {
  readonly connected: boolean
  /** As last looked at; undefined before the first time. */
  readonly slot: SlotFigures | undefined
  stop(): Promise<void>
}

const BACKOFF_MIN_MS = 100
const BACKOFF_MAX_MS = 5_000
const GATHER_MS = 20
/** How long the walsender of a server that died just now may still hold the slot. */
const SLOT_PATIENCE_MS = 15_000

/** Resolves once the stream runs; then keeps it running until `stop`. */
export async function openStream(options: StreamOptions): Promise<ReplicationStream> {
  const stopping = new AbortController()
  let slot: SlotFigures | undefined
  const watch = watchDatabase({
    ...{ databaseUrl: options.databaseUrl, slotName: options.slotName, publication: options.publication },
    everyMs: options.watchMs,
    onPublicationChanged: () => state.session?.abandon(),
    onFigures(figures) {
      slot = figures
      const message = slotAlarm(figures)
      if (message !== undefined) options.onAlarm({ code: 'slot_behind', message })
    },
  })
  const state: StreamState = { stopping, watch, session: undefined }
  await openSession(options, state).catch((error: unknown) => {
    watch.stop()
    throw error
  })
  const running = keepStreaming(options, state)
  return {
    get connected() {
      return state.session !== undefined
    },
    get slot() {
      return slot
    },
    async stop() {
      watch.stop()
      stopping.abort()
      await state.session?.stop()
      await running
    },
  }
}

interface StreamState {
  readonly stopping: AbortController
  readonly watch: Watch
  session: Session | undefined
}

async function keepStreaming(options: StreamOptions, state: StreamState): Promise<void> {
  const stopped = () => state.stopping.signal.aborted
  for (let failures = 0; !stopped();) {
    try {
      const session = state.session ?? (await openSession(options, state))
      failures = 0
      await session.ended
    } catch (error) {
      state.session = undefined
      if (stopped()) return
      failures++
      const code = error instanceof ReplicationError ? error.code : 'stream_lost'
      options.onAlarm({ code, message: error instanceof Error ? error.message : String(error) })
      const limit = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** failures)
      await sleep(limit * (0.5 + Math.random() / 2), undefined, { signal: state.stopping.signal }).catch(
        () => undefined,
      )
    }
  }
}

async function openSession(options: StreamOptions, state: StreamState): Promise<Session> {
  const walsender = await Walsender.connect(options.databaseUrl)
  try {
    const session = await prepareSession(options, walsender, state.watch)
    state.session = session
    if (state.stopping.signal.aborted) await session.stop()
    return session
  } catch (error) {
    await walsender.end()
    throw error
  }
}

async function prepareSession(options: StreamOptions, walsender: Walsender, watch: Watch): Promise<Session> {
  const { slotName, publication, sink } = options
  await lockStream(walsender, slotName, SLOT_PATIENCE_MS)
  await checkPublication(walsender, publication)
  const source = await findSource(walsender, slotName)
  const reason = epochBreak(sink.known(), source)
  if (reason !== undefined) {
    const usable = source.slot && !source.slot.lost
    const start = usable && source.slot ? source.slot.confirmed : await createSlot(walsender, slotName)
    const [row] = await walsender.query('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xmax')
    if (sink.known()) options.onAlarm({ code: 'new_epoch', message: `Every terminal loads again: ${reason}.` })
    sink.beginEpoch(source, start, BigInt(row?.xmax ?? '0'), reason)
  }
  const published = await publishedTables(walsender, publication)
  sink.setPublication(published)
  watch.expect(published)
  const [setting] = await walsender.query(`SELECT setting FROM pg_settings WHERE name = 'wal_sender_timeout'`)
  return new Session(options, walsender, Number(setting?.setting ?? 60_000))
}

class Session {
  /** Rejects when the stream breaks. */
  readonly ended: Promise<void>
  private readonly assembler: TransactionAssembler
  private readonly timer: NodeJS.Timeout
  private committed: Transaction[] = []
  private shownAt = -Infinity
  private idleAt = 0n
  private heardAt = Date.now()

  constructor(
    private readonly options: StreamOptions,
    private readonly walsender: Walsender,
    private readonly timeoutMs: number,
  ) {
    this.assembler = new TransactionAssembler(options)
    const period = timeoutMs > 0 ? Math.min(timeoutMs / 3, 15_000) : 15_000
    this.timer = setInterval(() => this.tick(), period)
    this.ended = walsender
      .start(options.slotName, options.publication, {
        onData: (body) => this.receive(body),
        onKeepalive: (walEnd, replyRequested) => this.keepalive(walEnd, replyRequested),
      })
      .finally(() => clearInterval(this.timer))
    this.ended.catch(() => undefined)
  }

  /** What cannot be stored any more is not acknowledged: PostgreSQL keeps it for the next start. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    try {
      this.show()
      await this.options.sink.store()
      this.acknowledge()
    } catch (error) {
      this.tell(error)
    } finally {
      await this.walsender.end()
    }
  }

  /** Begins anew from what is stored: by the way that a lost connection goes. */
  abandon(): void {
    this.walsender.destroy()
  }

  private receive(body: Buffer): void {
    this.heardAt = Date.now()
    const transaction = this.assembler.push(decodePgOutput(body), body.length)
    if (!transaction) return
    this.committed.push(transaction)
    if (this.committed.length > 1) return
    // Commits of one read from the socket are shown together, and so are those that follow each other closely: one answer to each
    // terminal, and one flush of the disk, for all of them. What comes after a quiet moment is shown at once.
    const rest = this.shownAt + GATHER_MS - performance.now()
    if (rest > 0) setTimeout(() => this.showAndStore(), rest)
    else void this.options.beforeShown().then(() => setImmediate(() => this.showAndStore()))
  }

  /** PostgreSQL keeps what is not acknowledged, and sends it again: terminals need not wait for this disk too. */
  private show(): void {
    if (this.committed.length === 0) return
    const transactions = this.committed
    this.shownAt = performance.now()
    this.options.sink.append(transactions)
    this.committed = []
  }

  private showAndStore(): void {
    try {
      this.show()
      // Whom it woke is answered by then.
      setImmediate(() => void this.options.sink.store().catch((error: unknown) => this.break(error)))
    } catch (error) {
      this.break(error)
    }
  }

  private break(error: unknown): void {
    this.tell(error)
    this.walsender.destroy()
  }

  private tell(error: unknown): void {
    this.options.onAlarm({ code: 'log_write_failed', message: `The change log cannot be written: ${String(error)}` })
  }

  private keepalive(walEnd: bigint, replyRequested: boolean): void {
    this.heardAt = Date.now()
    if (!this.assembler.isOpen && this.committed.length === 0) this.idleAt = walEnd
    // An answer to each keepalive, whether asked or not, is answered by a keepalive: a storm.
    if (replyRequested) this.acknowledge()
  }

  private tick(): void {
    // It was asked for a reply at every tick of the silence: the line is dead.
    if (this.timeoutMs > 0 && Date.now() - this.heardAt > this.timeoutMs * 1.5) {
      this.walsender.destroy()
      return
    }
    // An idle PostgreSQL that hears of us says nothing by itself.
    try {
      this.acknowledge(true)
    } catch (error) {
      this.break(error)
    }
  }

  /** Exactly the end of the last stored commit, or the idle position; one more would skip a transaction that begins there. */
  private acknowledge(wantsReply = false): void {
    const { sink } = this.options
    const stored = sink.known()?.acknowledged ?? 0n
    if (this.idleAt > stored) sink.acknowledge(this.idleAt)
    this.walsender.sendStatus(this.idleAt > stored ? this.idleAt : stored, wantsReply)
  }
}
