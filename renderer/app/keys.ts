/** What a key means on the desk. Pure: the page's listener turns an event into a KeyPress and does what it says. */
export interface KeyPress {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
  /** What has the focus: 'text' takes letters, 'control' takes Enter and Space, 'popup' takes the arrows as well. */
  readonly focus: 'text' | 'control' | 'popup' | 'page'
  readonly dialogOpen: boolean
  readonly selected: 'reservation' | 'unit' | 'task' | 'resolution' | 'guest' | null
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
  | 'assign'
  | 'change-stay'
  | 'mark-dirty'
  | 'mark-clean'
  | 'mark-inspected'
  | 'complete-task'
  | 'resolve'
  | 'next-step'
  | 'go-today'
  | 'go-rack'
  | 'go-reservations'
  | 'go-units'
  | 'go-housekeeping'
  | 'go-resolutions'
  | 'go-orders'
  | 'go-people'
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
  '8': 'go-people',
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
  reservation: { i: 'check-in', o: 'check-out', m: 'move', a: 'assign', e: 'change-stay' },
  unit: { d: 'mark-dirty', c: 'mark-clean', p: 'mark-inspected' },
  task: { c: 'complete-task' },
  resolution: { r: 'resolve', n: 'next-step' },
  guest: {},
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

export const KEY_LIST: readonly { readonly group: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    group: 'Anywhere',
    keys: [
      ['F5', 'New reservation'],
      ['W', 'Walk-in: book and check in'],
      ['/', 'Search guests, confirmations, units'],
      ['Ctrl+K', 'Command palette'],
      ['1 … 8', 'Sections, as in the rail'],
      ['L, Ctrl+L', 'Lock, switch user; a form that is open stays as it is'],
      ['?', 'This list'],
    ],
  },
  {
    group: 'In a list',
    keys: [
      ['↑ ↓ or J K', 'Move the selection'],
      ['← →', 'Next to it, among the units'],
      ['Enter', 'Open'],
      ['Esc', 'Close, go back'],
    ],
  },
  {
    group: 'On the selected reservation',
    keys: [
      ['I', 'Check in'],
      ['O', 'Check out'],
      ['A', 'Assign a unit'],
      ['M', 'Move to another unit'],
      ['E', 'Change the stay: dates, guests, type, rate'],
    ],
  },
  {
    group: 'In the room rack',
    keys: [
      ['↑ ↓ ← →', 'Walk over bars and free nights'],
      ['Ctrl + ← →', 'The next bar'],
      ['M', 'Take a bar; ↑ ↓ and Enter put it elsewhere'],
      ['P', 'Park a bar, or take it back'],
      ['N', 'New reservation on a free night'],
      ['T', 'Today'],
      ['+ or −', 'Fewer or more days'],
    ],
  },
  {
    group: 'On the selected unit or task',
    keys: [
      ['D', 'Unit dirty'],
      ['C', 'Unit clean, task complete'],
      ['P', 'Unit inspected (passed)'],
    ],
  },
  {
    group: 'In the Resolution Centre',
    keys: [
      ['N', 'Take the next step'],
      ['R', 'Resolve with a note'],
    ],
  },
]
