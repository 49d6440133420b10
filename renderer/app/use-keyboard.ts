import { useEffect } from 'react'
import { activeList } from '../state/active-list.ts'
import { announce } from '../state/intents.ts'
import type { Step } from '../state/selection.ts'
import { useView } from '../state/view.ts'
import type { Intent, KeyPress } from './keys.ts'
import { intentOf, mustSwallow } from './keys.ts'
import { SECTIONS } from './Rail.tsx'

/** The page's one listener for keys. */
export function useKeyboard(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const press = pressOf(event)
      if (mustSwallow(press)) event.preventDefault()
      if (event.defaultPrevented && !mustSwallow(press)) return
      const intent = intentOf(press)
      if (!intent) return
      event.preventDefault()
      act(intent)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
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

function act(intent: Intent): void {
  const view = useView.getState()
  const { selection } = view
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
    case 'assign':
    case 'change-stay':
      return selection?.kind === 'reservation' ? view.open({ kind: intent, reservationId: selection.id }) : undefined
    case 'resolve':
      return selection?.kind === 'resolution' ? view.open({ kind: intent, resolutionId: selection.id }) : undefined
    case 'next':
    case 'previous':
    case 'up':
    case 'down':
    case 'left':
    case 'right':
      return walk(intent)
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
      return goToSection(intent)
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
]

function goToSection(intent: string): void {
  const section = SECTIONS[SECTION_KEYS.indexOf(intent)]
  if (section) useView.getState().go(section.route)
}

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
