import type { PGlite } from '@electric-sql/pglite'
import type { Refusal } from '../../../shared/command/command.ts'
import { grantOf, suffices } from '../../../shared/domains/access/permissions.ts'
import { faultOfPin } from '../../../shared/domains/access/pin.ts'
import { no } from '../../../shared/domains/refusals.ts'
import { hashPin, isPin } from '../../../shared/node/pin-hash.ts'
import type { RunOutcome } from '../../../shared/protocol/port.ts'
import { databaseOf } from '../database/handle.ts'
import { readPepper } from './keyring.ts'
import { waitAfter } from './lock-out.ts'
import { needsManager, SteadyClock } from './offline-limit.ts'
import { type PersonHere, readPeople, readReleased, readRules, type SignInRules } from './people.ts'
import { type Remembered, readRemembered, writeRemembered } from './remembered.ts'

export interface SignInOptions {
  readonly pg: PGlite
  readonly dataDir: string
  /** Undefined before the desk is enrolled. */
  readonly property: () => string | undefined
  readonly isOnline: () => boolean
  /** Gives a command, signed by `actor`, or by whoever answers for this terminal. */
  readonly give: (name: string, input: unknown, actor?: string) => Promise<RunOutcome>
}

/** As of the last change of the rows, or of a try. */
export interface Standing {
  readonly people: readonly (PersonHere & { readonly lockedOut: boolean })[]
  readonly rules: SignInRules
  readonly managerFirst: boolean
  /** Has the pepper of its PINs. */
  readonly ready: boolean
}

export type Judged = { readonly person: PersonHere } | { readonly refused: Refusal }

const NOBODY_YET: Standing = {
  people: [],
  rules: { lockAfterMinutes: 5, offlineHours: 72 },
  managerFirst: false,
  ready: false,
}

const KEEP_EVERY_MS = 300_000
const MINUTE = 60_000

/** Knows people by their PINs, one try after another: for all pages of a desk together. */
export class SignIn {
  readonly #options: SignInOptions
  readonly #listeners = new Set<() => void>()
  /** When each may be tried again, by the clock that nobody can set. A restart begins the wait anew. */
  readonly #openAt = new Map<string, number>()
  #remembered: Remembered
  readonly #clock: SteadyClock
  #standing = NOBODY_YET
  #turn: Promise<unknown> = Promise.resolve()
  readonly #keeper: NodeJS.Timeout

  private constructor(options: SignInOptions, remembered: Remembered) {
    this.#options = options
    this.#clock = new SteadyClock(remembered.clockMs)
    const heardMs = remembered.heardMs === 0 ? this.#clock.now() : remembered.heardMs
    this.#remembered = { ...remembered, heardMs }
    this.#keeper = setInterval(() => void this.#inTurn(() => this.#keep()).catch(() => undefined), KEEP_EVERY_MS)
    this.#keeper.unref()
  }

  static async open(options: SignInOptions): Promise<SignIn> {
    const signIn = new SignIn(options, await readRemembered(databaseOf(options.pg)))
    await signIn.refresh()
    return signIn
  }

  standing(): Standing {
    return this.#standing
  }

  /** Told when `standing()` is new. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The centre has just answered, or stops answering now. */
  heard(): void {
    this.#remembered = { ...this.#remembered, heardMs: this.#clock.now() }
    if (this.#standing.managerFirst) void this.refresh().catch(() => undefined)
  }

  /** Rows that this depends on have changed. */
  refresh(): Promise<void> {
    return this.#inTurn(() => this.#look())
  }

  /** K5: a try is counted on the disk before it is judged, so that no end of the program gives one for nothing. */
  judge(userId: string, pin: string): Promise<Judged> {
    return this.#inTurn(async () => {
      const judged = await this.#judge(userId, pin)
      await this.#look()
      return judged
    })
  }

  async changePin({ userId }: { readonly userId: string }, oldPin: string, newPin: string): Promise<Refusal | null> {
    const fault = faultOfPin(newPin)
    if (fault) return no(fault).refused
    const judged = await this.judge(userId, oldPin)
    if ('refused' in judged) return judged.refused
    if (oldPin === newPin) return no('pin_same').refused
    return this.#givePin('v1.access.changePin', userId, newPin, userId)
  }

  /** Whoever has just signed in with a PIN that somebody else gave chooses another. */
  async renewPin({ userId }: { readonly userId: string }, newPin: string): Promise<Refusal | null> {
    const fault = faultOfPin(newPin)
    if (fault) return no(fault).refused
    const pepper = readPepper(this.#options.dataDir, this.#options.property() ?? '')
    const given = this.#standing.people.find((each) => each.userId === userId)?.pinHash
    if (pepper !== undefined && given && (await isPin(pepper, newPin, given))) return no('pin_same').refused
    const refusal = await this.#givePin('v1.access.changePin', userId, newPin, userId)
    if (refusal === null) await this.refresh()
    return refusal
  }

  async resetPin(giver: { readonly userId: string }, userId: string, newPin: string): Promise<Refusal | null> {
    const fault = faultOfPin(newPin)
    if (fault) return no(fault).refused
    const refusal = await this.#givePin('v1.access.resetPin', userId, newPin, giver.userId)
    if (refusal === null) await this.#inTurn(() => this.#forget(userId).then(() => this.#look()))
    return refusal
  }

  async stop(): Promise<void> {
    clearInterval(this.#keeper)
    // What is kept now and then anyway must not stand in the way of closing, where the database has died.
    await this.#inTurn(() => this.#keep()).catch(() => undefined)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }

  async #judge(userId: string, pin: string): Promise<Judged> {
    await this.#look()
    const person = this.#standing.people.find((each) => each.userId === userId)
    const refused = this.#refuseTry(person)
    if (!person || refused) return { refused: refused ?? no('person_not_here').refused }
    const pepper = readPepper(this.#options.dataDir, this.#options.property() ?? '')
    if (pepper === undefined) return no('sign_in_not_ready')
    if (person.pinHash === null) return no('pin_not_set', { person: person.name })

    const count = (this.#remembered.wrong[userId]?.count ?? 0) + 1
    await this.#note({ wrong: { ...this.#remembered.wrong, [userId]: { count, lockOutId: null } } })
    if (await isPin(pepper, pin, person.pinHash)) {
      await this.#letIn(person)
      return { person }
    }
    return { refused: await this.#countWrong(person, count) }
  }

  #refuseTry(person: PersonHere | undefined): Refusal | undefined {
    if (!person) return no('person_not_here').refused
    const waitMs = this.#waitOf(person.userId)
    if (waitMs > 0) return lockedOut(person, waitMs)
    const { managerFirst, rules } = this.#standing
    if (managerFirst && !mayVouch(person)) return no('offline_too_long', { hours: rules.offlineHours }).refused
    return undefined
  }

  #waitOf(userId: string): number {
    const count = this.#remembered.wrong[userId]?.count ?? 0
    const wait = waitAfter(count)
    if (wait === 0) return 0
    const openAt = this.#openAt.get(userId) ?? performance.now() + wait
    this.#openAt.set(userId, openAt)
    return Math.max(0, openAt - performance.now())
  }

  async #letIn({ userId, role }: PersonHere): Promise<void> {
    const now = this.#clock.now()
    const vouches = this.#standing.managerFirst && mayVouch({ role })
    this.#openAt.delete(userId)
    await this.#note({
      wrong: without(this.#remembered.wrong, userId),
      last: { ...this.#remembered.last, [userId]: now },
      ...(vouches && { vouchedMs: now }),
    })
  }

  /** Told to the house each time that it locks; where that is refused the lock holds all the same. */
  async #countWrong(person: PersonHere, count: number): Promise<Refusal> {
    const wait = waitAfter(count)
    if (wait === 0) {
      return no('pin_wrong', { person: person.name, left: leftBefore(count) }).refused
    }
    this.#openAt.set(person.userId, performance.now() + wait)
    const told = await this.#options.give('v1.access.tellLockOut', { userId: person.userId, attempts: count })
    const lockOutId = told.kind === 'done' ? idOf(told.args) : null
    await this.#note({ wrong: { ...this.#remembered.wrong, [person.userId]: { count, lockOutId } } })
    return lockedOut(person, wait)
  }

  async #givePin(name: string, userId: string, pin: string, actor: string): Promise<Refusal | null> {
    const pepper = readPepper(this.#options.dataDir, this.#options.property() ?? '')
    if (pepper === undefined) return no('sign_in_not_ready').refused
    const outcome = await this.#options.give(name, { userId, pinHash: await hashPin(pepper, pin) }, actor)
    return outcome.kind === 'refused' ? outcome.refusal : null
  }

  async #look(): Promise<void> {
    const property = this.#options.property()
    if (property === undefined) return
    const db = databaseOf(this.#options.pg)
    const told = Object.entries(this.#remembered.wrong)
    const released = await readReleased(
      db,
      told.flatMap(([, { lockOutId }]) => lockOutId ?? []),
    )
    for (const [userId, { lockOutId }] of told) {
      if (lockOutId !== null && released.has(lockOutId)) await this.#forget(userId)
    }
    const rules = await readRules(db, property)
    const { last } = this.#remembered
    const people = (await readPeople(db, property))
      .map((person) => ({ ...person, lockedOut: this.#waitOf(person.userId) > 0 }))
      .sort((a, b) => (last[b.userId] ?? 0) - (last[a.userId] ?? 0))
    const managerFirst =
      needsManager(this.#remembered, this.#clock.now(), rules.offlineHours) && !this.#options.isOnline()
    const ready = readPepper(this.#options.dataDir, property) !== undefined
    const standing = { people, rules, managerFirst, ready }
    if (JSON.stringify(standing) === JSON.stringify(this.#standing)) return
    this.#standing = standing
    for (const listener of [...this.#listeners]) listener()
  }

  async #forget(userId: string): Promise<void> {
    this.#openAt.delete(userId)
    await this.#note({ wrong: without(this.#remembered.wrong, userId) })
  }

  #keep(): Promise<void> {
    return this.#note(this.#options.isOnline() ? { heardMs: this.#clock.now() } : {})
  }

  async #note(change: Partial<Remembered>): Promise<void> {
    this.#remembered = { ...this.#remembered, ...change, clockMs: this.#clock.now() }
    await writeRemembered(databaseOf(this.#options.pg), this.#remembered)
  }
}

const mayVouch = ({ role }: { readonly role: string }) => suffices(grantOf(role, 'property.sign_in'), 'do')

function lockedOut({ name }: PersonHere, waitMs: number): Refusal {
  return no('pin_locked_out', { person: name, minutes: Math.ceil(waitMs / MINUTE) }).refused
}

/** How many more wrong ones cost nothing yet, and the one that locks. */
function leftBefore(count: number): number {
  let left = 1
  while (waitAfter(count + left) === 0) left++
  return left
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))
}

function idOf(args: unknown): string | null {
  const id = typeof args === 'object' && args !== null && 'lockOutId' in args ? args.lockOutId : null
  return typeof id === 'string' ? id : null
}
