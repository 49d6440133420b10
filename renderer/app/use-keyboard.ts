import { useEffect } from 'react'
import type { CommandName } from '../core-client/commands.ts'
import { useCore } from '../core-client/hooks.ts'
import { mayOf } from '../core-client/may.ts'
import { activeList } from '../state/active-list.ts'
import { announce } from '../state/intents.ts'
import type { Step } from '../state/selection.ts'
import { useView } from '../state/view.ts'
import type { Intent, KeyPress } from './keys.ts'
import { intentOf, mustSwallow } from './keys.ts'
import { sectionsOf } from './Rail.tsx'

/** The page's one listener for keys, for somebody of this role; null: the page is open to nobody, and no key does anything. */
export function useKeyboard(role: string | null): void {
  const core = useCore()
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const press = pressOf(event)
      if (mustSwallow(press)) event.preventDefault()
      if (role === null) return
      if (event.defaultPrevented && !mustSwallow(press)) return
      const intent = intentOf(press)
      if (!intent || !mayDo(role, intent)) return
      // Without a list to walk in, the arrows scroll what has the focus.
      if (isStep(intent) && !activeList()) return
      event.preventDefault()
      if (intent === 'lock') return core.lock()
      act(intent, role)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [core, role])
}

function pressOf(event: KeyboardEvent): KeyPress {
  const { dialog, selection } = useView.getState()
  return {
    key: event.key,
    ctrl: event.ctrlKey || event.metaKey,
    shift: event.shiftKey,
    alt: event.altKey,
    focus: focusOf(event.target),
    dialogOpen: dialog !== null,
    selected: selection?.kind ?? null,
  }
}

function focusOf(target: EventTarget | null): KeyPress['focus'] {
  if (!(target instanceof Element)) return 'page'
  // A listbox is no popup: the units are one, and the lists under a field leave the focus in the field.
  if (target.closest('[role="menu"], [role="dialog"]')) return 'popup'
  if (target.closest('textarea, select, [contenteditable="true"]')) return 'text'
  const input = target.closest('input')
  if (input) return ['checkbox', 'radio', 'button'].includes(input.type) ? 'control' : 'text'
  return target.closest('button, a, [role="tab"]') ? 'control' : 'page'
}

/** What a key gives; a key that is not here only looks. */
const GIVES: Partial<Record<Intent, readonly [CommandName, Readonly<Record<string, unknown>>?]>> = {
  'new-reservation': ['v1.reservation.create'],
  'walk-in': ['v1.reservation.create'],
  'check-in': ['v1.reservation.checkIn'],
  'check-out': ['v1.reservation.checkOut'],
  move: ['v1.reservation.moveUnit'],
  'post-charge': ['v1.folio.postCharge'],
  assign: ['v1.reservation.assignUnit'],
  'change-stay': ['v1.reservation.modify'],
  'mark-dirty': ['v1.unit.setHousekeepingStatus', { status: 'dirty' }],
  'mark-clean': ['v1.unit.setHousekeepingStatus', { status: 'clean' }],
  'mark-inspected': ['v1.unit.setHousekeepingStatus', { status: 'inspected' }],
  'complete-task': ['v1.housekeeping.completeTask'],
  block: ['v1.unit.takeOutOfOrder'],
  'report-fault': ['v1.maintenance.report'],
  resolve: ['v1.resolution.resolve'],
  reopen: ['v1.resolution.reopen'],
}

export function mayDo(role: string, intent: Intent): boolean {
  const given = GIVES[intent]
  return !given || mayOf(role).give(...given)
}

function act(intent: Exclude<Intent, 'lock'>, role: string): void {
  const view = useView.getState()
  const { selection } = view
  if (isStep(intent)) return walk(intent)
  switch (intent) {
    case 'walk-in':
      return view.open({ kind: 'new-reservation', walkIn: true })
    case 'new-reservation':
    case 'palette':
    case 'keys':
      return view.open({ kind: intent })
    case 'check-in':
    case 'check-out':
    case 'move':
    case 'post-charge':
    case 'assign':
    case 'change-stay':
      return selection?.kind === 'reservation' ? view.open({ kind: intent, reservationId: selection.id }) : undefined
    case 'open': {
      const list = activeList()
      return list && selection?.kind === list.kind ? list.open(selection.id) : undefined
    }
    case 'back':
      return leave()
    case 'go-today':
    case 'go-rack':
    case 'go-reservations':
    case 'go-units':
    case 'go-housekeeping':
    case 'go-resolutions':
    case 'go-orders':
    case 'go-guests':
    case 'go-people':
    case 'go-figures':
      return goToSection(intent, role)
    default:
      return announce(intent)
  }
}

const SECTION_KEYS = [
  'go-today',
  'go-rack',
  'go-reservations',
  'go-units',
  'go-housekeeping',
  'go-resolutions',
  'go-orders',
  'go-guests',
  'go-people',
  'go-figures',
]

/** The nth of those that are shown. */
function goToSection(intent: string, role: string): void {
  const section = sectionsOf(role)[SECTION_KEYS.indexOf(intent)]
  if (section) useView.getState().go(section.route)
}

const STEPS: ReadonlySet<string> = new Set<Step>(['next', 'previous', 'up', 'down', 'left', 'right'])
const isStep = (intent: Intent): intent is Step => STEPS.has(intent)

function walk(step: Step): void {
  const list = activeList()
  if (!list) return
  const { selection, select } = useView.getState()
  const id = list.move(selection?.kind === list.kind ? selection.id : null, step)
  select(id === null ? null : { kind: list.kind, id })
}

/** Esc lets go of the row first, and then of the record's own page. */
function leave(): void {
  const { route, selection, select } = useView.getState()
  if (route.screen === 'reservation' || route.screen === 'guest') history.back()
  else if (selection) select(null)
}
