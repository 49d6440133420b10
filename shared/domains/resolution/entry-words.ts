import type { Refusal } from '../../command/command.ts'
import type { Reason } from './reasons.ts'

/** What an entry says; the Resolution Centre shows each part in its own place, and none that is not there. */
export interface EntryWords {
  readonly title: string
  /** What another desk, or the world, did meanwhile. */
  readonly happened: string
  /** What the centre made of it: what stands now. */
  readonly done: string
  /** To be said to the guest. */
  readonly tell?: string
  /** What is left to somebody of the house; it stands beside the key of the next step. */
  readonly todo?: string
}

/** The words of some reasons, by the facts that each declares in reasons.ts. */
export type WordsOf<R extends Reason> = Record<R, (facts: Refusal['facts']) => EntryWords>
