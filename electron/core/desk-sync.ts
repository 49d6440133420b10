import { type EnrolAnswer, isSameScope, type TokenScope } from '../../shared/protocol/enrolment.ts'
import type { SyncStatus } from '../../shared/protocol/port.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import { sayProblem } from '../../shared/domains/sync/problem-words.ts'
import type { SyncProblem } from '../../shared/protocol/sync-problem.ts'
import { NotReadyError } from './commands/execute.ts'
import { adoptIncarnation, type Numbers } from './commands/numbers.ts'
import { readPending } from './commands/pending.ts'
import { replayWith } from './commands/replay.ts'
import { DatabaseDiedError } from './database/death.ts'
import { databaseOf } from './database/handle.ts'
import type { DeskOptions } from './desk.ts'
import { type DeskSession, startSession } from './desk-session.ts'
import { CentreError } from './identity/centre.ts'
import { readOrMakeDeviceKey } from './identity/device-key.ts'
import { enrol, writeIdentity } from './identity/enrol.ts'
import { handOver } from './identity/hand-over.ts'
import { ServerClock } from './identity/server-clock.ts'
import { writeKeyring } from './sign-in/keyring.ts'
import type { JournalEntry } from './outbox/journal.ts'
import { PUSHED_AT_ONCE } from './outbox/push-loop.ts'
import { renumberPending } from './outbox/renumber.ts'
import { trimJournal } from './outbox/trim.ts'
import { backOffMs, LINE_BACK_OFF, sleep } from './shapes/back-off.ts'
import { createMetadataTable, forgetStored } from './shapes/stored-positions.ts'
import { problemOf } from './problem-error.ts'
import { followStatus, type StatusParts } from './sync-status.ts'
import type { TerminalSync } from './terminal.ts'

export interface DeskSyncOptions extends DeskOptions {
  readonly identity: EnrolAnswer | null
  readonly onEnrolled: (identity: EnrolAnswer) => void
  /** What was written of it is new. */
  readonly onKeyring: () => void
}

/** Enrolment, then the session; and the status that is told of both. */
export class DeskSync implements TerminalSync {
  readonly #options: DeskSyncOptions
  readonly #listeners = new Set<(status: SyncStatus) => void>()
  /** Those of `caughtUp`: told of every change of a part, while listeners hear of the status alone. */
  readonly #watchers = new Set<() => void>()
  readonly #stopping = new AbortController()
  #parts: StatusParts
  #status: SyncStatus
  #session: DeskSession | null = null
  readonly #notices = new Map<string, SyncProblem>()
  readonly #clock = new ServerClock((skew) => this.#notice('clock', skew))
  #changingScope = false
  #copyTimer: NodeJS.Timeout | undefined
  #enrolling = Promise.resolve()
  #handingOver = Promise.resolve()
  #lockedOut = false
  /** Commands that the centre has not told us to have judged, by id. */
  #pending = new Set<string>()
  #trimTimer: NodeJS.Timeout | undefined
  #trimming = Promise.resolve()

  constructor(options: DeskSyncOptions) {
    this.#options = options
    this.#parts = {
      paused: false,
      enrolment: options.identity ? { kind: 'enrolled' } : { kind: 'trying', problem: null },
      push: null,
      shapes: null,
      queued: 0,
      fault: null,
      notices: [],
    }
    this.#status = followStatus(
      { state: 'offline', since: new Date().toISOString(), queued: 0, progress: null, problems: [] },
      this.#parts,
      new Date(),
    )
  }

  async start(): Promise<void> {
    const { identity, rebuilt } = this.#options
    if (rebuilt) this.#notice('rebuilt', { code: 'rebuilt', restored: rebuilt.restored })
    await this.#readPending()
    if (identity) await this.#begin(identity)
    else this.#tryEnrolling()
  }

  status(): SyncStatus {
    return this.#status
  }

  onStatus(listener: (status: SyncStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async pause(): Promise<void> {
    this.#set({ paused: true })
    await Promise.all([this.#session?.push.pause(), this.#session?.shapes.pause()])
  }

  resume(): void {
    this.#set({ paused: false })
    this.#session?.push.resume()
    this.#session?.shapes.resume()
    if (this.#parts.enrolment.kind === 'stopped') this.#tryEnrolling()
  }

  async caughtUp(): Promise<void> {
    for (;;) {
      await this.#until(() => this.#session !== null && this.#session.push.state.kind === 'idle')
      const session = this.#session
      const isThere = await session?.shapes.caughtUp().then(
        () => true,
        (error: unknown) => (session === this.#session ? rethrow(asError(error)) : false),
      )
      if (isThere && (await this.#isOutboxEmpty())) return
      // Judged, and its result is still on its way out of the centre's log.
      await sleep(RESULT_LAG_MS, this.#stopping.signal)
    }
  }

  /** A command has just been committed: onto the journal, then on its way. */
  queued(entry: JournalEntry, numbers: Numbers): void {
    this.#pending.add(entry.command.id)
    this.#set({ queued: this.#pending.size })
    this.#copy(() => this.#options.journal.append(entry, numbers))
    this.#session?.push.notify(entry.command)
  }

  /** It is committed; to say anything but "done" would be wrong. But its copy is missing until the disk takes it. */
  #copy(write: () => void): void {
    clearTimeout(this.#copyTimer)
    try {
      write()
      this.#notice('journal', null)
    } catch (error) {
      this.#notice('journal', problemOf(error, 'no_safety_copy'))
      this.#copyTimer = setTimeout(() => this.#copy(() => this.#options.journal.catchUp()), COPY_AGAIN_MS).unref()
    }
  }

  #notice(about: 'clock' | 'journal' | 'rebuilt' | 'scope', problem: SyncProblem | null): void {
    if (problem === null) this.#notices.delete(about)
    else this.#notices.set(about, problem)
    this.#set({ notices: [...this.#notices.values()] })
  }

  /** The time of a command: by this machine, or where that is wrong by the centre. */
  now(): number {
    return this.#clock.nowForCommands()
  }

  /** Nothing more is done at a desk whose last commands are on their way into quarantine. */
  refuseLockedOut(): void {
    if (this.#lockedOut) throw new NotReadyError({ code: 'locked_out' })
  }

  reportFault(problem: SyncProblem): void {
    this.#set({ fault: problem })
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    clearTimeout(this.#copyTimer)
    clearTimeout(this.#trimTimer)
    for (const watch of [...this.#watchers]) watch()
    await this.#enrolling
    await this.#handingOver
    await Promise.all([this.#session?.push.stop(), this.#session?.shapes.stop()])
    await this.#trimming
  }

  #tryEnrolling(): void {
    this.#enrolling = this.#enrol().catch((error: unknown) => this.#onFault(error))
  }

  async #enrol(): Promise<void> {
    const { enrolment, dataDir, serverUrl, fetch } = this.#options
    if (!enrolment) return this.#set({ enrolment: { kind: 'stopped', problem: { code: 'not_enrolled' } } })
    this.#set({ enrolment: { kind: 'trying', problem: null } })
    const { signal } = this.#stopping
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        const identity = await enrol({ dataDir, serverUrl, code: enrolment.code, fetch, signal })
        this.#set({ enrolment: { kind: 'enrolled' } })
        this.#options.onEnrolled(identity)
        return await this.#begin(identity)
      } catch (error) {
        if (!(error instanceof CentreError)) throw error
        const { problem } = error
        if (error.kind === 'denied' || error.kind === 'unauthorised') {
          return this.#set({ enrolment: { kind: 'stopped', problem } })
        }
        this.#set({ enrolment: { kind: 'trying', problem } })
        await sleep(backOffMs(LINE_BACK_OFF, failures), signal)
      }
    }
  }

  async #begin(identity: EnrolAnswer): Promise<void> {
    const { pg, journal, live, dataDir, serverUrl, domain, fetch } = this.#options
    await pg.transaction((tx) => adoptIncarnation(databaseOf(tx), identity.incarnation))
    if (this.#stopping.signal.aborted) return
    this.#session = startSession({
      pg,
      dataDir,
      serverUrl,
      identity,
      shapes: domain.shapes,
      replay: replayWith(domain, identity.properties),
      rowKeys: domain.rowKeys,
      fetch,
      clock: this.#clock,
      checkRoom: this.#options.checkRoom,
      renumber: async (incarnation) => {
        await renumberPending(pg, journal, asUuid(identity.terminal), incarnation)
        await this.#readPending()
      },
      onJudged: (ids) => this.#noteJudged(ids),
      onConfirmed: (ids) => this.#noteConfirmed(ids),
      onRows: (transaction, rows) => live.nameRows(transaction, rows),
      isDraining: () => this.#pending.size > PUSHED_AT_ONCE,
      onScope: (scope) => this.#noteScope(identity, scope),
      onPush: (state, failure) => this.#set({ push: { state, failure } }),
      onShapes: (shapes) => {
        // Its rows are here.
        if (shapes.state === 'online') for (const about of ['rebuilt', 'scope'] as const) this.#notice(about, null)
        this.#set({ shapes })
      },
      onFault: (error) => this.#onFault(error),
      signal: this.#stopping.signal,
      onKeyring: (keyring) => {
        writeKeyring(dataDir, keyring)
        this.#options.onKeyring()
      },
      onLockedOut: () => this.#beginHandOver(identity),
    })
    if (this.#parts.paused) await this.pause()
  }

  /** Once; the line may break meanwhile, and the program may be started again. */
  #beginHandOver(identity: EnrolAnswer): void {
    if (this.#lockedOut) return
    this.#lockedOut = true
    this.reportFault({ code: 'locked_out' })
    this.#handingOver = this.#handOver(identity).catch((error: unknown) => this.#onFault(error))
  }

  async #handOver({ terminal }: EnrolAnswer): Promise<void> {
    const { pg, dataDir, serverUrl, fetch, onHandedOver } = this.#options
    const { signal } = this.#stopping
    await Promise.all([this.#session?.push.pause(), this.#session?.shapes.pause()])
    const readQueued = async () =>
      (await readPending(databaseOf(pg), { origin: asUuid(terminal) })).map(({ command }) => command)
    const key = readOrMakeDeviceKey(dataDir)
    const given = await handOver({ serverUrl, terminal, key, clock: this.#clock, fetch, readQueued }, signal)
    if (given) onHandedOver()
  }

  /** Told in the middle of a request: what follows from it must not be waited for there. */
  #noteScope(identity: EnrolAnswer, scope: TokenScope): void {
    if (isSameScope(identity, scope) || this.#changingScope || this.#lockedOut) return
    this.#changingScope = true
    this.#enrolling = this.#enrolling
      .then(() => this.#changeScope({ ...identity, role: scope.role, properties: [...scope.properties] }))
      .catch((error: unknown) => this.#onFault(error))
      .finally(() => (this.#changingScope = false))
  }

  /** Whoever stops in between begins with it again: the old identity hears of the new scope, the new one has nothing stored. */
  async #changeScope(identity: EnrolAnswer): Promise<void> {
    this.#notice('scope', { code: 'scope_changed' })
    await Promise.all([this.#session?.push.stop(), this.#session?.shapes.stop()])
    this.#session = null
    if (this.#stopping.signal.aborted) return
    await createMetadataTable(this.#options.pg)
    await forgetStored(this.#options.pg)
    writeIdentity(this.#options.dataDir, identity)
    this.#options.onEnrolled(identity)
    await this.#begin(identity)
  }

  /** What the centre has told to have judged waits for nothing but its rows. */
  #noteJudged(ids: readonly string[]): void {
    for (const id of ids) this.#pending.delete(id)
    this.#set({ queued: this.#pending.size })
  }

  /** Their rows are here. The journal waits: a command that is given meanwhile would wait for its disk. */
  #noteConfirmed(ids: readonly string[]): void {
    this.#noteJudged(ids)
    this.#trimTimer ??= setTimeout(() => {
      this.#trimTimer = undefined
      this.#trimming = this.#trim().catch((error: unknown) => this.#onFault(error))
    }, TRIM_AFTER_MS).unref()
  }

  async #trim(): Promise<void> {
    const failure = await trimJournal(this.#options.pg, this.#options.journal).then(() => undefined, asError)
    if (failure instanceof DatabaseDiedError) throw failure
    if (failure) this.#copy(() => rethrow(failure)) // the old file stands, longer than it need be
  }

  /** All that is in the outbox is pending until the centre tells. */
  async #readPending(): Promise<void> {
    const rows = await databaseOf(this.#options.pg).query<{ id: string }>('SELECT id FROM sync.outbox')
    this.#pending = new Set(rows.map(({ id }) => id))
    this.#set({ queued: rows.length })
  }

  async #isOutboxEmpty(): Promise<boolean> {
    const [row] = await databaseOf(this.#options.pg).query<{ empty: boolean }>(
      'SELECT NOT EXISTS (SELECT FROM sync.outbox) AS empty',
    )
    return row?.empty ?? true
  }

  /** Resolves when `holds`; looks again at each change. Rejects when the sync stops. */
  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const { state, problems } = this.#status
        const closed = this.#stopping.signal.aborted
        const over = closed || state === 'stopped'
        if (!over && !holds()) return
        this.#watchers.delete(look)
        if (over)
          reject(
            new Error(closed ? 'The desk was closed.' : problems.map(sayProblem).join(' ') || 'The sync has stopped.'),
          )
        else resolve()
      }
      this.#watchers.add(look)
      look()
    })
  }

  #onFault(error: unknown): void {
    this.reportFault(problemOf(error))
  }

  #set(change: Partial<StatusParts>): void {
    this.#parts = { ...this.#parts, ...change }
    const next = followStatus(this.#status, this.#parts, new Date())
    const moved = JSON.stringify(next) !== JSON.stringify(this.#status)
    this.#status = next
    for (const watch of [...this.#watchers]) watch()
    if (moved) for (const listener of [...this.#listeners]) listener(next)
  }
}

const RESULT_LAG_MS = 20
const TRIM_AFTER_MS = 500
const COPY_AGAIN_MS = 2000

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

function rethrow(error: Error): never {
  throw error
}
