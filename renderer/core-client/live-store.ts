import type { Diff, RowSet } from './diff.ts'
import { applyDiff, takeSnapshot } from './diff.ts'

/** `stale`: these rows are the last known ones; the core cannot be reached now. */
export type LiveState<Row> =
  | { readonly phase: 'loading' }
  /** `at`: when these rows came; milliseconds since 1970. */
  | { readonly phase: 'ready'; readonly rows: readonly Row[]; readonly stale: boolean; readonly at: number }
  | { readonly phase: 'failed'; readonly message: string }

export interface LiveHandle<Row> {
  readonly subscribe: (listener: () => void) => () => void
  readonly state: () => LiveState<Row>
}

type WireRow = Record<string, unknown>

/** What the client tells a subscription. */
export interface Subscriber {
  readonly name: string
  readonly args: unknown
  connected(): void
  disconnected(): void
  snapshot(rev: number, rows: readonly WireRow[]): void
  diff(diff: Diff<WireRow>): void
  failed(message: string): void
}

export interface SubscriptionPort {
  /** Asks the core for a snapshot and what follows; answers with the number of the subscription. */
  subscribe(subscriber: Subscriber): number
  unsubscribe(id: number): void
  /** Nobody listens any more. */
  forget(subscriber: Subscriber): void
}

/** A list that one leaves and comes back to is still warm; longer than this it costs the core work for nobody. */
const LINGER_MS = 2_000

/** One named question with its arguments, shared by every component that asks it. */
export class LiveStore<Row extends object> implements LiveHandle<Row>, Subscriber {
  #set: RowSet<Row> | undefined
  #state: LiveState<Row> = { phase: 'loading' }
  #id: number | undefined
  #linger: ReturnType<typeof setTimeout> | undefined
  readonly #listeners = new Set<() => void>()

  constructor(
    readonly name: string,
    readonly args: unknown,
    private readonly keyOf: (row: Row) => string,
    private readonly port: SubscriptionPort,
  ) {}

  // Arrow functions: React compares `subscribe` between renders.
  readonly state = (): LiveState<Row> => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    clearTimeout(this.#linger)
    if (this.#id === undefined) this.#ask()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#linger = setTimeout(() => this.#leave(), LINGER_MS)
    }
  }

  /** The line to the core is new: its old subscriptions are gone. */
  connected(): void {
    if (this.#id !== undefined) this.#ask()
  }

  disconnected(): void {
    if (this.#state.phase === 'ready') this.#publish({ ...this.#state, stale: true })
  }

  snapshot(rev: number, rows: readonly WireRow[]): void {
    this.#adopt(takeSnapshot(this.#set, rev, asRows<Row>(rows), this.keyOf))
  }

  diff(diff: Diff<WireRow>): void {
    const typed = { ...diff, upserts: asRows<Row>(diff.upserts) }
    const next = this.#set ? applyDiff(this.#set, typed, this.keyOf) : 'gap'
    if (next !== 'gap') return this.#adopt(next)
    this.#drop()
    this.#ask()
  }

  failed(message: string): void {
    this.#publish({ phase: 'failed', message })
  }

  #adopt(set: RowSet<Row>): void {
    this.#set = set
    this.#publish({ phase: 'ready', rows: set.rows, stale: false, at: Date.now() })
  }

  #ask(): void {
    this.#id = this.port.subscribe(this)
  }

  #drop(): void {
    if (this.#id !== undefined) this.port.unsubscribe(this.#id)
    this.#id = undefined
  }

  #leave(): void {
    this.#drop()
    this.#set = undefined
    this.#state = { phase: 'loading' }
    this.port.forget(this)
  }

  #publish(state: LiveState<Row>): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** The edge where rows get their type: page and core are built from the same shared/domains rows. */
export function asRows<Row extends object>(rows: readonly WireRow[]): readonly Row[] {
  return rows as readonly object[] as readonly Row[]
}
