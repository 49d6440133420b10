import type { CentreFetch } from './centre-fetch.ts'
import type { PGlite } from '@electric-sql/pglite'
import type { QueryContext, QueryDefinition } from '../../shared/command/query.ts'
import type { Reader, Row, SqlValue } from '../../shared/command/database.ts'
import type { RevealIdentityInput } from '../../shared/domains/guest/identity-inputs.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import type { EnrolAnswer } from '../../shared/protocol/enrolment.ts'
import type { DeskInfo, RunOutcome } from '../../shared/protocol/port.ts'
import { problemOf } from './problem-error.ts'
import { executeCommand, NotReadyError, parseOrThrow, readBusinessDate } from './commands/execute.ts'
import { DatabaseDiedError } from './database/death.ts'
import { databaseOf } from './database/handle.ts'
import { explainFull } from './database/room.ts'
import { DESK_TABLES, readDeskInfo } from './desk-info.ts'
import { DeskSync } from './desk-sync.ts'
import { readIdentity } from './identity/enrol.ts'
import type { LiveListener, LiveQueries } from './live/live-queries.ts'
import { liveSource } from './live/live-source.ts'
import type { TerminalDomain } from './open-terminal.ts'
import type { Journal } from './outbox/journal.ts'
import { readIdentityKey } from './sign-in/keyring.ts'
import { PageSession } from './sign-in/page-session.ts'
import { type Revealed, revealIdentity } from './sign-in/reveal-identity.ts'
import { SignIn } from './sign-in/sign-in.ts'
import type { Terminal } from './terminal.ts'

export interface DeskOptions {
  readonly pg: PGlite
  readonly journal: Journal
  readonly live: LiveQueries
  readonly domain: TerminalDomain
  readonly dataDir: string
  readonly serverUrl: string
  readonly demo?: boolean | undefined
  readonly enrolment?: { readonly code: string } | undefined
  readonly fetch: CentreFetch
  readonly rebuilt: Terminal['rebuilt']
  readonly died: Terminal['died']
  readonly checkRoom: () => void
  /** The centre has all that this desk held, and has locked it out. */
  readonly onHandedOver: () => void
  readonly release: () => Promise<void>
}

/** A terminal over what openTerminal has opened. */
export class Desk implements Terminal {
  readonly sync: DeskSync
  readonly rebuilt: Terminal['rebuilt']
  readonly died: Terminal['died']
  readonly #options: DeskOptions
  readonly #deskListeners = new Set<(desk: DeskInfo) => void>()
  #identity: EnrolAnswer | null
  #signIn: SignIn | undefined
  #desk: DeskInfo | null = null
  #reading = Promise.resolve()
  #closing: Promise<void> | undefined
  #death: Error | undefined

  constructor(options: DeskOptions) {
    this.#options = options
    this.rebuilt = options.rebuilt
    this.died = options.died
    void this.died.then((error) => {
      this.#death = error
      this.sync.reportFault(problemOf(error))
    })
    this.#identity = readIdentity(options.dataDir)
    this.sync = new DeskSync({
      ...options,
      identity: this.#identity,
      onEnrolled: (identity) => {
        this.#identity = identity
        this.#refreshDesk()
        this.#refreshSignIn()
      },
      onKeyring: () => this.#refreshSignIn(),
    })
  }

  async start(): Promise<void> {
    await this.#readDesk()
    const { live } = this.#options
    live.onTables(DESK_TABLES, () => this.#refreshDesk())
    const signIn = await SignIn.open({
      pg: this.#options.pg,
      dataDir: this.#options.dataDir,
      property: () => this.#identity?.properties[0],
      isOnline: () => this.sync.status().state === 'online',
      give: (name, input, actor) => this.#give(name, input, actor),
    })
    this.#signIn = signIn
    live.onTables(SIGN_IN_TABLES, () => this.#refreshSignIn())
    let wasOnline = false
    this.sync.onStatus(({ state }) => {
      if (wasOnline || state === 'online') signIn.heard()
      wasOnline = state === 'online'
    })
    await this.sync.start()
  }

  openSession(): PageSession {
    if (!this.#signIn) throw new Error('the desk has not started')
    const { access, mayAsk } = this.#options.domain
    return new PageSession(this.#signIn, {
      isByCore: (command) => access[command]?.byCore === true,
      needsPin: (command) => access[command]?.withPin === true,
      mayAsk,
      run: (name, input, actor) => this.#give(name, input, actor),
      reveal: (asked, actor) => this.#reveal(asked, actor),
      query: (name, args) => this.query(name, args),
      subscribe: (name, args, listener, onFault) => this.subscribe(name, args, listener, onFault),
    })
  }

  run(name: string, input: unknown): Promise<RunOutcome> {
    return this.#give(name, input)
  }

  async #give(name: string, input: unknown, actor?: string): Promise<RunOutcome> {
    const identity = this.#identity
    if (!identity) throw new NotReadyError({ code: 'not_enrolled_yet' })
    this.sync.refuseLockedOut()
    this.#options.checkRoom()
    try {
      return await this.#execute(identity, name, input, actor)
    } catch (error) {
      throw this.#death ?? explainFull(error)
    }
  }

  #execute(identity: EnrolAnswer, name: string, input: unknown, actor = identity.actor): Promise<RunOutcome> {
    return executeCommand(
      {
        pg: this.#options.pg,
        domain: this.#options.domain,
        giver: {
          terminal: asUuid(identity.terminal),
          property: propertyOf(identity),
          actor: asUuid(actor),
          prefix: identity.prefix,
        },
        onQueued: (entry, numbers) => this.sync.queued(entry, numbers),
        now: () => this.sync.now(),
        identityKey: () => this.#identityKey(identity),
      },
      name,
      input,
    )
  }

  /** Undefined until the centre has given it. */
  #identityKey(identity: EnrolAnswer): string | undefined {
    return readIdentityKey(this.#options.dataDir, propertyOf(identity))
  }

  #reveal(asked: RevealIdentityInput, actor: string): Promise<Revealed> {
    const identity = this.#identity
    if (!identity) throw new NotReadyError({ code: 'not_enrolled_yet' })
    return revealIdentity(asked, {
      pg: this.#options.pg,
      property: propertyOf(identity),
      key: this.#identityKey(identity),
      tell: () => this.#give('v1.guest.revealIdentity', asked, actor),
    })
  }

  async query(name: string, args: unknown): Promise<object[]> {
    const definition = this.#find(name)
    const parsed = parseOrThrow(name, definition.args, args)
    return (await this.#within((db, context) => definition.run(db, parsed, context))) ?? []
  }

  subscribe(
    name: string,
    args: unknown,
    listener: LiveListener,
    onFault: (error: unknown) => void = throwLater,
  ): () => void {
    const definition = this.#find(name)
    const parsed = parseOrThrow(name, definition.args, args)
    // The business date is part of every answer's context.
    const source = liveSource(definition, parsed, DESK_TABLES, (work) => this.#within(work))
    return this.#options.live.subscribe(`${name} ${JSON.stringify(parsed)}`, source, listener, onFault)
  }

  desk(): DeskInfo | null {
    return this.#desk
  }

  onDesk(listener: (desk: DeskInfo) => void): () => void {
    this.#deskListeners.add(listener)
    return () => void this.#deskListeners.delete(listener)
  }

  async readOnlySql(text: string, params: readonly SqlValue[]): Promise<Row[]> {
    return this.#options.pg.transaction(async (tx) => {
      // After a first query the transaction cannot be made writable again.
      await tx.exec('SET TRANSACTION READ ONLY; SELECT 1')
      return databaseOf(tx).query(text, params)
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    try {
      await this.#signIn?.stop()
      await this.sync.stop()
      await this.#reading
    } finally {
      await this.#options.release()
    }
  }

  #find(name: string): QueryDefinition {
    const definition = this.#options.domain.queries.get(name)
    if (definition) return definition
    throw new Error(`There is no query named ${name}. Check the name, or update this program.`)
  }

  /** Null before there is a hotel to ask about. */
  async #within<T>(work: (db: Reader, context: QueryContext) => Promise<T>): Promise<T | null> {
    const identity = this.#identity
    if (!identity) return null
    return this.#options.pg.transaction(async (tx) => {
      const db = databaseOf(tx)
      const propertyId = propertyOf(identity)
      const businessDate = await readBusinessDate(db, propertyId).catch(nullWhenNotReady)
      if (businessDate === null) return null
      return work(db, { propertyId, terminalId: asUuid(identity.terminal), businessDate })
    })
  }

  #refreshSignIn(): void {
    if (!this.#closing) void this.#signIn?.refresh().catch(throwLater)
  }

  #refreshDesk(): void {
    if (this.#closing) return
    this.#reading = this.#reading.then(() => this.#readDesk()).catch(throwLater)
  }

  async #readDesk(): Promise<void> {
    if (!this.#identity) return
    const before = JSON.stringify(this.#desk)
    this.#desk = await readDeskInfo(databaseOf(this.#options.pg), this.#identity, this.#options.demo ?? false)
    if (!this.#desk || JSON.stringify(this.#desk) === before) return
    for (const listener of this.#deskListeners) listener(this.#desk)
  }
}

const SIGN_IN_TABLES = ['shared.user_property_roles', 'shared.sign_in_lock_outs', 'property_mgmt.properties']

function propertyOf(identity: EnrolAnswer) {
  return asUuid(identity.properties[0] ?? '')
}

function nullWhenNotReady(error: unknown): null {
  if (error instanceof NotReadyError) return null
  throw error
}

/** Nobody listens for it: a bug must still be seen. */
function throwLater(error: unknown): void {
  if (error instanceof DatabaseDiedError) return // told by `died`
  queueMicrotask(() => {
    throw error
  })
}
