import { t } from '../../shared/language/t.ts'
import type { Selection } from '../state/selection.ts'

/** What a key means on the desk. Pure: the page's listener turns an event into a KeyPress and does what it says. */
export interface KeyPress {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
  /** What has the focus: 'text' takes letters, 'control' takes Enter and Space, 'popup' takes the arrows as well. */
  readonly focus: 'text' | 'control' | 'popup' | 'page'
  readonly dialogOpen: boolean
  readonly selected: Selection['kind'] | null
}

export type Intent =
  | 'new-reservation'
  | 'walk-in'
  | 'palette'
  | 'search'
  | 'keys'
  | 'previous'
  | 'next'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'open'
  | 'back'
  | 'check-in'
  | 'check-out'
  | 'move'
  | 'post-charge'
  | 'assign'
  | 'change-stay'
  | 'mark-dirty'
  | 'mark-clean'
  | 'mark-inspected'
  | 'complete-task'
  | 'take-on'
  | 'begin'
  | 'finish'
  | 'block'
  | 'report-fault'
  | 'resolve'
  | 'next-step'
  | 'reopen'
  | 'again'
  | 'filter'
  | 'go-today'
  | 'go-rack'
  | 'go-reservations'
  | 'go-units'
  | 'go-housekeeping'
  | 'go-resolutions'
  | 'go-orders'
  | 'go-guests'
  | 'go-people'
  | 'go-figures'
  | 'lock'

const ANYWHERE: Readonly<Record<string, Intent>> = {
  '1': 'go-today',
  '2': 'go-rack',
  '3': 'go-reservations',
  '4': 'go-units',
  '5': 'go-housekeeping',
  '6': 'go-resolutions',
  '7': 'go-orders',
  w: 'walk-in',
  '8': 'go-guests',
  '9': 'go-people',
  '0': 'go-figures',
  f: 'filter',
  l: 'lock',
  '/': 'search',
  '?': 'keys',
}

const WALK: Readonly<Record<string, Intent>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  j: 'next',
  k: 'previous',
}

const ON_SELECTED: Readonly<Record<NonNullable<KeyPress['selected']>, Readonly<Record<string, Intent>>>> = {
  reservation: { i: 'check-in', o: 'check-out', p: 'post-charge', m: 'move', a: 'assign', e: 'change-stay' },
  unit: { d: 'mark-dirty', c: 'mark-clean', p: 'mark-inspected', b: 'block', r: 'report-fault' },
  task: { c: 'complete-task' },
  resolution: { r: 'resolve', n: 'next-step', u: 'reopen', a: 'again' },
  guest: {},
  quote: {},
  waiting: {},
  fault: { t: 'take-on', s: 'begin', d: 'finish', b: 'block' },
  request: { t: 'take-on', d: 'finish' },
}

export function intentOf(press: KeyPress): Intent | null {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  // F5 is the desk's own key everywhere: a reload would throw away a half-filled form.
  if (key === 'F5') return press.dialogOpen ? null : 'new-reservation'
  if (press.ctrl && key === 'k') return 'palette'
  // From a form too: what stands in it is still there afterwards.
  if (press.ctrl && key === 'l') return 'lock'
  if (press.dialogOpen || press.ctrl || press.alt || press.focus === 'popup') return null
  if (press.focus === 'text') return null
  if (key === 'Escape') return 'back'
  if (key === 'Enter') return press.focus === 'control' ? null : 'open'
  const walk = WALK[key]
  if (walk) return walk
  const onSelected = press.selected ? ON_SELECTED[press.selected][key] : undefined
  return onSelected ?? ANYWHERE[press.key] ?? null
}

/** True where the browser would do something of its own with the key that the desk must not let happen. */
export function mustSwallow(press: Pick<KeyPress, 'key' | 'ctrl'>): boolean {
  return press.key === 'F5' && !press.ctrl
}

interface KeyGroup {
  readonly group: string
  /** Each key with what it does. */
  readonly keys: readonly (readonly [string, string])[]
}

export const keyList = (): readonly KeyGroup[] => [
  {
    group: t('Anywhere'),
    keys: [
      ['F5', t('New reservation')],
      ['W', t('Walk-in: book and check in')],
      ['/', t('Search guests, confirmations, units')],
      ['Ctrl+K', t('Command palette')],
      ['1 … 9, 0', t('Sections, as in the rail')],
      ['L, Ctrl+L', t('Lock, switch user; a form that is open stays as it is')],
      ['?', t('This list')],
    ],
  },
  {
    group: t('In a list'),
    keys: [
      ['↑ ↓ / J K', t('Move the selection')],
      ['← →', t('Next to it, among the units')],
      ['Enter', t('Open')],
      ['Esc', t('Close, go back')],
    ],
  },
  {
    group: t('On the selected reservation'),
    keys: [
      ['I', t('Check in')],
      ['O', t('Check out')],
      ['P', t('Post a charge')],
      ['A', t('Assign a unit')],
      ['M', t('Move to another unit')],
      ['E', t('Change the stay: dates, guests, type, rate')],
    ],
  },
  {
    group: t('In the room rack'),
    keys: [
      ['↑ ↓ ← →', t('Walk over bars and free nights')],
      ['Ctrl + ← →', t('The next bar')],
      ['M', t('Take a bar; ↑ ↓ and Enter put it elsewhere')],
      ['P', t('Park a bar, or take it back')],
      ['N', t('New reservation on a free night')],
      ['T', t('Today')],
      ['B', t('Take the unit out of order from that night')],
      ['U', t('Show the unit')],
      ['+ / −', t('Fewer or more days')],
    ],
  },
  {
    group: t('On the selected unit or task'),
    keys: [
      ['D', t('Unit dirty')],
      ['C', t('Unit clean, task complete')],
      ['P', t('Unit inspected (passed)')],
      ['B', t('Take out of order, or change that')],
      ['R', t('Report a fault')],
    ],
  },
  {
    group: t('On the selected request or fault'),
    keys: [
      ['T', t('Take on')],
      ['S', t('Begin a repair')],
      ['D', t('Done, repaired')],
      ['B', t('Take the unit out of order')],
    ],
  },
  {
    group: t('In the Resolution Centre'),
    keys: [
      ['N', t('Take the next step')],
      ['A', t('Enter again what was refused')],
      ['R', t('Resolve with a note')],
      ['U', t('Open again what was marked as done by mistake')],
      ['F', t('Open entries, or resolved ones')],
    ],
  },
]
