import type { Arrow } from './cursor.ts'
import type { RackMay } from './use-hands.ts'

export interface RackPress {
  readonly key: string
  readonly ctrl: boolean
  readonly alt: boolean
  /** A bar has been taken and not dropped yet. */
  readonly holding: boolean
  readonly may: RackMay
}

export type RackIntent =
  | { readonly do: 'step'; readonly arrow: Arrow; readonly lines: number }
  | { readonly do: 'jump'; readonly arrow: 'left' | 'right' }
  | { readonly do: 'carry'; readonly by: number }
  | {
      readonly do:
        | 'take'
        | 'drop'
        | 'let-go'
        | 'park'
        | 'open'
        | 'new'
        | 'today'
        | 'fewer-days'
        | 'more-days'
        | 'check-in'
        | 'check-out'
        | 'assign'
        | 'block'
        | 'show-unit'
    }

const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const PAGE = 10
const LETTERS: Readonly<Record<string, Exclude<RackIntent['do'], 'step' | 'jump' | 'carry'>>> = {
  Enter: 'open',
  ' ': 'open',
  m: 'take',
  p: 'park',
  n: 'new',
  t: 'today',
  Home: 'today',
  '+': 'fewer-days',
  '=': 'fewer-days',
  '-': 'more-days',
  i: 'check-in',
  o: 'check-out',
  a: 'assign',
  b: 'block',
  u: 'show-unit',
}

/** What a key means in the rack; null leaves it to the desk. */
export function rackIntent({ key, ctrl, alt, holding, may }: RackPress): RackIntent | null {
  const name = key.length === 1 ? key.toLowerCase() : key
  const arrow = ARROWS[name]
  if (alt) return null
  if (ctrl) return !holding && (arrow === 'left' || arrow === 'right') ? { do: 'jump', arrow } : null
  if (holding) return whileHolding(name, arrow)
  if (arrow) return { do: 'step', arrow, lines: 1 }
  if (name === 'PageUp' || name === 'PageDown') {
    return { do: 'step', arrow: name === 'PageUp' ? 'up' : 'down', lines: PAGE }
  }
  const letter = LETTERS[name]
  return letter && isAllowed(letter, may) ? { do: letter } : null
}

function isAllowed(letter: string, may: RackMay): boolean {
  if (letter === 'take' || letter === 'park') return may.move
  if (letter === 'block') return may.block
  return letter !== 'new' || may.make
}

/** A taken bar goes up and down, is dropped, parked or let go; all else would lose it from sight. */
function whileHolding(key: string, arrow: Arrow | undefined): RackIntent | null {
  if (arrow === 'up') return { do: 'carry', by: -1 }
  if (arrow === 'down') return { do: 'carry', by: 1 }
  if (key === 'PageUp') return { do: 'carry', by: -PAGE }
  if (key === 'PageDown') return { do: 'carry', by: PAGE }
  if (key === 'Enter' || key === 'm') return { do: 'drop' }
  if (key === 'Escape') return { do: 'let-go' }
  if (key === 'p') return { do: 'park' }
  return null
}
