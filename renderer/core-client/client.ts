import type { Refusal } from '../../shared/command/command.ts'
import { sayProblem } from '../../shared/domains/sync/problem-words.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import type {
  CoreMessage,
  DeskInfo,
  PageMessage,
  PlainIdentity,
  RunOutcome,
  SessionInfo,
  SignedInPerson,
  SyncStatus,
} from '../../shared/protocol/port.ts'
import { coreMessage } from '../../shared/protocol/port.ts'
import type { SyncProblem } from '../../shared/protocol/sync-problem.ts'
import type { CommandName, Commands } from './commands.ts'
import type { LiveHandle, Subscriber, SubscriptionPort } from './live-store.ts'
import { asRows, LiveStore } from './live-store.ts'
import type { QueryArgs, QueryName, QueryRow } from './queries.ts'
import { rowKeys } from './queries.ts'
import type { LinkProblem, OpenTransport, Transport } from './transport.ts'

/** What the page knows of the core and of the desk. `desk` and `status` are the last known ones while the core is away. */
export interface Link {
  readonly phase: 'connecting' | 'open' | 'lost'
  readonly problem: LinkProblem | null
  readonly desk: DeskInfo | null
  readonly status: SyncStatus | null
  readonly session: SessionInfo | null
  /** Whose work stands on this page: locked, or with a core that had to be started again, it is still theirs. */
  readonly person: SignedInPerson | null
}

/** The core went away with a call under way: nobody knows here whether it was done. */
export class CoreUnreachable extends Error {
  constructor(readonly sent: boolean) {
    super('the core is not reachable')
    this.name = 'CoreUnreachable'
  }
}

/** The core answered that the call failed: a fault of the program, or where there is a `problem`, one that a person can do something about. */
export class CoreFault extends Error {
  override readonly name = 'CoreFault'
  constructor(
    message: string,
    readonly problem: SyncProblem | null = null,
  ) {
    super(message)
  }
}

interface Call {
  resolve(message: CoreMessage): void
  reject(reason: Error): void
}

const storeKey = (name: string, args: unknown): string => `${name} ${JSON.stringify(args)}`

/** The only holder of the port. */
export class CoreClient {
  #link: Link = { phase: 'connecting', problem: null, desk: null, status: null, session: null, person: null }
  #nextId = 1
  readonly #transport: Transport
  readonly #calls = new Map<number, Call>()
  readonly #subscribers = new Map<number, Subscriber>()
  readonly #stores = new Map<string, Subscriber>()
  readonly #linkListeners = new Set<() => void>()
  readonly #port: SubscriptionPort = {
    subscribe: (subscriber) => this.#subscribe(subscriber),
    unsubscribe: (id) => this.#unsubscribe(id),
    forget: ({ name, args }) => this.#stores.delete(storeKey(name, args)),
  }

  constructor(open: OpenTransport) {
    this.#transport = open({
      opened: () => undefined, // 'ready' follows; until then there is nothing to show
      received: (text) => this.#receive(coreMessage.parse(JSON.parse(text))),
      closed: (problem) => this.#closed(problem),
    })
  }

  link = (): Link => this.#link

  onLink = (listener: () => void): (() => void) => {
    this.#linkListeners.add(listener)
    return () => this.#linkListeners.delete(listener)
  }

  async run<N extends CommandName>(name: N, input: Commands[N]): Promise<RunOutcome> {
    const answer = await this.#call((id) => ({ type: 'run', id, name, input }))
    if (answer.type !== 'ran') throw new CoreFault(`unexpected answer to a command: ${answer.type}`)
    return answer.outcome
  }

  /** As `run`, for a command that asks for the PIN again. */
  async runWithPin<N extends CommandName>(name: N, input: Commands[N], pin: string): Promise<RunOutcome> {
    const answer = await this.#call((id) => ({ type: 'runWithPin', id, name, input, pin }))
    if (answer.type !== 'ran') throw new CoreFault(`unexpected answer to a command: ${answer.type}`)
    return answer.outcome
  }

  async query<N extends QueryName>(name: N, args: QueryArgs<N>): Promise<readonly QueryRow<N>[]> {
    const answer = await this.#call((id) => ({ type: 'query', id, name, args }))
    if (answer.type !== 'answer') throw new CoreFault(`unexpected answer to a question: ${answer.type}`)
    return asRows<QueryRow<N>>(answer.rows)
  }

  /** One store per question, shared by all who ask it; it holds no subscription until somebody listens. */
  live<N extends QueryName>(name: N, args: QueryArgs<N>): LiveHandle<QueryRow<N>> {
    const key = storeKey(name, args)
    const known = this.#stores.get(key)
    // The key begins with the name, so the store holds rows of this question.
    if (known) return known as LiveStore<QueryRow<N>>
    const store = new LiveStore<QueryRow<N>>(name, args, rowKeys[name], this.#port)
    this.#stores.set(key, store)
    return store
  }

  /** Work without the line on purpose, or take it up again. */
  setLine(connected: boolean): void {
    this.#send({ type: 'line', connected })
  }

  /** Null where it opened; else why not. */
  signIn(userId: string, pin: string): Promise<Refusal | null> {
    return this.#askPin((id) => ({ type: 'signIn', id, userId, pin }))
  }

  changePin(oldPin: string, newPin: string): Promise<Refusal | null> {
    return this.#askPin((id) => ({ type: 'changePin', id, oldPin, newPin }))
  }

  renewPin(newPin: string): Promise<Refusal | null> {
    return this.#askPin((id) => ({ type: 'renewPin', id, newPin }))
  }

  resetPin(userId: string, newPin: string): Promise<Refusal | null> {
    return this.#askPin((id) => ({ type: 'resetPin', id, userId, newPin }))
  }

  /** What identifies a guest, in clear; that it was asked for is recorded. */
  async revealIdentity(
    profileId: string,
    reason: string,
  ): Promise<{ readonly identity: PlainIdentity | null; readonly refusal: Refusal | null }> {
    const asked = { profileId: asUuid(profileId), reason }
    const answer = await this.#call((id) => ({ type: 'revealIdentity', id, asked }))
    if (answer.type !== 'revealed') throw new CoreFault(`unexpected answer to a reveal: ${answer.type}`)
    return answer
  }

  signOut(): void {
    this.#send({ type: 'signOut' })
  }

  lock(): void {
    this.#send({ type: 'lock' })
  }

  /** A person is there. */
  tellActive(): void {
    this.#send({ type: 'active' })
  }

  close(): void {
    this.#transport.close()
  }

  async #askPin(messageFor: (id: number) => PageMessage): Promise<Refusal | null> {
    const answer = await this.#call(messageFor)
    if (answer.type !== 'judgedPin') throw new CoreFault(`unexpected answer to a PIN: ${answer.type}`)
    return answer.refusal
  }

  #call(messageFor: (id: number) => PageMessage): Promise<CoreMessage> {
    if (this.#link.phase !== 'open') return Promise.reject(new CoreUnreachable(false))
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject })
      this.#send(messageFor(id))
    })
  }

  #subscribe(subscriber: Subscriber): number {
    const id = this.#nextId++
    this.#subscribers.set(id, subscriber)
    if (this.#isOpen()) {
      this.#send({ type: 'subscribe', id, name: subscriber.name, args: subscriber.args })
    }
    return id
  }

  #unsubscribe(id: number): void {
    this.#subscribers.delete(id)
    this.#send({ type: 'unsubscribe', id })
  }

  #receive(message: CoreMessage): void {
    switch (message.type) {
      case 'ready':
        return this.#ready(message.desk, message.status, message.session)
      case 'desk':
        return this.#setLink({ ...this.#link, desk: message.desk })
      case 'status':
        return this.#setLink({ ...this.#link, status: message.status })
      case 'session':
        return this.#follow(message.session)
      case 'ran':
      case 'judgedPin':
      case 'revealed':
      case 'answer':
        return this.#settle(message.id, (call) => call.resolve(message))
      case 'snapshot':
        return this.#subscribers.get(message.id)?.snapshot(message.rev, message.rows)
      case 'diff':
        return this.#subscribers.get(message.id)?.diff(message)
      case 'fault':
        return this.#fault(message.id, message.message, message.problem)
    }
  }

  #ready(desk: DeskInfo | null, status: SyncStatus, session: SessionInfo): void {
    const person = session.person ?? this.#link.person
    this.#setLink({ ...this.#link, phase: 'open', problem: null, desk, status, session, person })
    if (session.state === 'in') this.#ask()
  }

  /** The core answers nothing to a page that is not open to somebody, and has forgotten what was asked before. */
  #follow(session: SessionInfo): void {
    const was = this.#isOpen()
    const { person } = this.#link
    this.#setLink({ ...this.#link, session, person: session.state === 'out' ? null : (session.person ?? person) })
    if (this.#isOpen() === was) return
    if (was) for (const subscriber of this.#subscribers.values()) subscriber.disconnected()
    else this.#ask()
  }

  #isOpen(): boolean {
    return this.#link.phase === 'open' && this.#link.session?.state === 'in'
  }

  #ask(): void {
    const waiting = [...this.#subscribers.values()]
    this.#subscribers.clear()
    for (const subscriber of waiting) subscriber.connected()
  }

  #closed(problem: LinkProblem): void {
    this.#setLink({ ...this.#link, phase: 'lost', problem })
    const calls = [...this.#calls.values()]
    this.#calls.clear()
    for (const call of calls) call.reject(new CoreUnreachable(true))
    for (const subscriber of this.#subscribers.values()) subscriber.disconnected()
  }

  #fault(id: number | null, message: string, problem: SyncProblem | null): void {
    if (id === null) return console.error(`The core reports: ${message}`)
    this.#settle(id, (call) => call.reject(new CoreFault(message, problem)))
    this.#subscribers.get(id)?.failed(problem ? sayProblem(problem) : message)
  }

  #settle(id: number, act: (call: Call) => void): void {
    const call = this.#calls.get(id)
    this.#calls.delete(id)
    if (call) act(call)
  }

  #send(message: PageMessage): void {
    this.#transport.send(JSON.stringify(message))
  }

  #setLink(link: Link): void {
    this.#link = link
    for (const listener of this.#linkListeners) listener()
  }
}
