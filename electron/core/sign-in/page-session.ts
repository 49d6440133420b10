import type { Refusal } from '../../../shared/command/command.ts'
import { no } from '../../../shared/domains/refusals.ts'
import type { RunOutcome, SessionInfo, SignedInPerson } from '../../../shared/protocol/port.ts'
import type { RevealIdentityInput } from '../../../shared/domains/guest/identity-inputs.ts'
import type { LiveListener } from '../live/live-queries.ts'
import type { Revealed } from './reveal-identity.ts'
import type { SignIn } from './sign-in.ts'

/** What knows people by their PINs. */
export type Judge = Pick<SignIn, 'standing' | 'onChange' | 'judge' | 'changePin' | 'renewPin' | 'resetPin'>

/** What a page does once somebody is signed in. */
export interface Work {
  /** Commands that no page may give: the core does so by itself. */
  isByCore(command: string): boolean
  /** Commands for which the PIN is asked again. */
  needsPin(command: string): boolean
  mayAsk(role: string, query: string): boolean
  run(name: string, input: unknown, actor: string): Promise<RunOutcome>
  /** What identifies a guest, in clear. */
  reveal(asked: RevealIdentityInput, actor: string): Promise<Revealed>
  query(name: string, args: unknown): Promise<object[]>
  subscribe(name: string, args: unknown, listener: LiveListener, onFault?: (error: unknown) => void): () => void
}

type State = Pick<SessionInfo, 'state' | 'person' | 'ended'>

const OUT: State = { state: 'out', person: null, ended: null }

/**
 * Who one page is open to.
 *
 *   out --PIN--> in --idle, by key, PIN given anew--> locked --their PIN--> in
 *   out, locked --a PIN that somebody else gave--> renewing --their own--> in
 *                in, locked, renewing --signed out, role ended--> out;  locked --another's PIN--> in
 *
 * Only 'in' is anything answered. The core decides; the page shows.
 */
export class PageSession {
  readonly #signIn: Judge
  readonly #work: Work
  readonly #ends = new Set<() => void>()
  readonly #unlisten: () => void
  #onChange: () => void = () => undefined
  #state: State = OUT
  #activeAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor(signIn: Judge, work: Work) {
    this.#signIn = signIn
    this.#work = work
    this.#unlisten = signIn.onChange(() => this.#followRole())
  }

  info(): SessionInfo {
    const { people, managerFirst, ready } = this.#signIn.standing()
    const known = people.filter(({ pinHash }) => pinHash !== null)
    return {
      ...this.#state,
      people: known.map(({ userId, name, role, lockedOut }) => ({ userId, name, role, lockedOut })),
      ready,
      managerFirst,
    }
  }

  onChange(listener: () => void): void {
    this.#onChange = listener
  }

  async signIn(userId: string, pin: string): Promise<Refusal | null> {
    const judged = await this.#signIn.judge(userId, pin)
    if ('refused' in judged) return judged.refused
    const { name, role } = judged.person
    this.#become({
      state: judged.person.pinMustChange ? 'renewing' : 'in',
      person: { userId, name, role },
      ended: null,
    })
    this.touch()
    this.#watch()
    return null
  }

  signOut(): void {
    this.#become(OUT)
  }

  lock(): void {
    if (this.#state.state === 'in') this.#become({ ...this.#state, state: 'locked' })
  }

  /** A person is there. */
  touch(): void {
    this.#activeAt = performance.now()
  }

  async changePin(oldPin: string, newPin: string): Promise<Refusal | null> {
    const person = this.#whoWorks()
    return person ? this.#signIn.changePin(person, oldPin, newPin) : NOBODY
  }

  /** Instead of the PIN that somebody else gave. */
  async renewPin(newPin: string): Promise<Refusal | null> {
    const { state, person } = this.#state
    if (state !== 'renewing' || !person) return NOBODY
    const refusal = await this.#signIn.renewPin(person, newPin)
    // Signed out meanwhile, or nobody came back: nothing opens by itself.
    if (refusal === null && this.#state.state === 'renewing') this.#become({ ...this.#state, state: 'in' })
    return refusal
  }

  async resetPin(userId: string, newPin: string): Promise<Refusal | null> {
    const person = this.#whoWorks()
    return person ? this.#signIn.resetPin(person, userId, newPin) : NOBODY
  }

  async run(name: string, input: unknown): Promise<RunOutcome> {
    const person = this.#whoWorks()
    if (!person) return { kind: 'refused', refusal: NOBODY }
    if (this.#work.isByCore(name)) throw new Error(`${name} is given by the desk program alone.`)
    if (this.#work.needsPin(name)) throw new Error(`${name} is given with a PIN alone.`)
    this.touch()
    return this.#work.run(name, input, person.userId)
  }

  /** K11: whoever is signed in shows that it is them. */
  async runWithPin(name: string, input: unknown, pin: string): Promise<RunOutcome> {
    const person = this.#whoWorks()
    if (!person) return { kind: 'refused', refusal: NOBODY }
    if (!this.#work.needsPin(name)) throw new Error(`${name} asks for no PIN.`)
    this.touch()
    const judged = await this.#signIn.judge(person.userId, pin)
    if ('refused' in judged) return { kind: 'refused', refusal: judged.refused }
    // Signed out or locked meanwhile: nothing is given in their name.
    if (this.#whoWorks()?.userId !== person.userId) return { kind: 'refused', refusal: NOBODY }
    return this.#work.run(name, input, person.userId)
  }

  async reveal(asked: RevealIdentityInput): Promise<Revealed> {
    const person = this.#whoWorks()
    if (!person) return { refused: NOBODY }
    this.touch()
    return this.#work.reveal(asked, person.userId)
  }

  async query(name: string, args: unknown): Promise<object[]> {
    this.#refuseQuestion(name)
    return this.#work.query(name, args)
  }

  subscribe(name: string, args: unknown, listener: LiveListener, onFault?: (error: unknown) => void): () => void {
    this.#refuseQuestion(name)
    const end = this.#work.subscribe(name, args, listener, onFault)
    this.#ends.add(end)
    return () => {
      this.#ends.delete(end)
      end()
    }
  }

  /** May cut and take up the line. */
  isOpen(): boolean {
    return this.#state.state === 'in'
  }

  close(): void {
    this.#onChange = () => undefined
    this.#become(OUT)
    this.#unlisten()
  }

  #whoWorks(): SignedInPerson | null {
    return this.#state.state === 'in' ? this.#state.person : null
  }

  #refuseQuestion(name: string): void {
    const person = this.#whoWorks()
    if (!person) throw new Error('Nobody is signed in here.')
    if (!this.#work.mayAsk(person.role, name)) throw new Error(`${person.name} may not see what ${name} answers.`)
  }

  #become(next: State): void {
    this.#state = next
    if (next.state !== 'in') {
      if (next.state !== 'renewing') clearTimeout(this.#timer)
      for (const end of this.#ends) end()
      this.#ends.clear()
    }
    this.#onChange()
  }

  #watch(): void {
    clearTimeout(this.#timer)
    const leftMs = this.#signIn.standing().rules.lockAfterMinutes * 60_000 - (performance.now() - this.#activeAt)
    if (leftMs <= 0) return this.#become({ ...this.#state, state: 'locked', ended: 'idle' })
    this.#timer = setTimeout(() => this.#watch(), leftMs)
    this.#timer.unref()
  }

  /** Whoever lost the role is out; whoever has another one begins anew with it. */
  #followRole(): void {
    const { person } = this.#state
    if (!person) return this.#onChange()
    const now = this.#signIn.standing().people.find(({ userId }) => userId === person.userId)
    if (!now) return this.#become({ ...OUT, ended: 'role_ended' })
    if (now.role !== person.role || (now.pinMustChange && this.#state.state === 'in'))
      return this.#become({ state: 'locked', person: { ...person, role: now.role }, ended: null })
    this.#onChange()
  }
}

const NOBODY: Refusal = no('not_signed_in').refused
