import type { SessionInfo } from '../../../shared/protocol/port.ts'
import { PIN_LENGTH } from '../../../shared/domains/access/pin.ts'

export type Candidate = SessionInfo['people'][number]

/** What is being typed at the sign-in: letters look for a name, digits are the PIN. */
export interface PinDesk {
  readonly text: string
  readonly pin: string
  readonly chosen: string | null
}

export const EMPTY: PinDesk = { text: '', pin: '', chosen: null }

/** Those whose name has a word that begins so; everybody where nothing is typed. Accents do not matter. */
export function found(people: readonly Candidate[], text: string): readonly Candidate[] {
  const wanted = plain(text)
  if (wanted === '') return people
  return people.filter(({ name }) => plain(name).startsWith(wanted) || plain(name).includes(` ${wanted}`))
}

/** Who is meant: whom one chose, else the first that fits. */
export function meant(people: readonly Candidate[], { text, chosen }: PinDesk): Candidate | undefined {
  const fitting = found(people, text)
  return fitting.find(({ userId }) => userId === chosen) ?? fitting[0]
}

/** One key at the sign-in; null where it means nothing there. */
export function press(desk: PinDesk, key: string, people: readonly Candidate[]): PinDesk | null {
  if (/^\d$/.test(key)) return desk.pin.length < PIN_LENGTH.most ? { ...desk, pin: desk.pin + key } : desk
  if (/^[\p{L}\p{M} '-]$/u.test(key)) {
    const text = (desk.text + key).trimStart()
    // What fits nobody is a slip of the finger.
    return found(people, text).length > 0 ? { text, pin: '', chosen: null } : desk
  }
  if (key === 'Backspace') {
    if (desk.pin !== '') return { ...desk, pin: desk.pin.slice(0, -1) }
    return { ...desk, text: desk.text.slice(0, -1) }
  }
  if (key === 'Escape') return EMPTY
  const step = STEPS[key]
  return step === undefined ? null : walk(desk, step, people)
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

function walk(desk: PinDesk, step: number, people: readonly Candidate[]): PinDesk {
  const fitting = found(people, desk.text)
  const at = fitting.findIndex(({ userId }) => userId === meant(people, desk)?.userId)
  const next = fitting[Math.min(fitting.length - 1, Math.max(0, at + step))]
  return { ...desk, pin: '', chosen: next?.userId ?? null }
}

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trimStart()
