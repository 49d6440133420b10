import type { RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../../../shared/language/t.ts'
import { useView } from '../../../state/view.ts'
import { tell } from '../../../ui/toasts.ts'
import { isMovable } from './bars.ts'
import type { Calendar, DayNumber } from './calendar.ts'
import { dateOf, dayNumber, timeAt } from './calendar.ts'
import type { Sketch } from './chart.ts'
import { ROW_PX, UNIT_PX } from './measures.ts'
import { useRack } from './rack-state.ts'
import type { Hands, RackData } from './use-hands.ts'

/** A hand that trembles is no drag. */
const DRAG_PX = 5
/** So near to an edge the rack scrolls under a taken bar. */
const EDGE_PX = 40

type Grip =
  | { readonly on: 'bar'; readonly barId: string; readonly row: string }
  | { readonly on: 'free'; readonly unitId: string; readonly day: DayNumber }

interface PointerArgs {
  readonly scroll: RefObject<HTMLElement | null>
  readonly calendar: Calendar
  readonly data: RackData
  readonly hands: Hands
  /** What the pinned lines cover above and below. */
  readonly coveredTop: number
  readonly coveredBottom: number
}

/** Press and move takes a bar, or draws up nights where it is free; press alone points. Returns the nights that are being drawn. */
export function usePointer(args: PointerArgs): Sketch | null {
  const { scroll } = args
  const [sketch, setSketch] = useState<Sketch | null>(null)
  // What changes elsewhere meanwhile is drawn, and takes nothing out of the hand.
  const latest = useRef(args)
  useEffect(() => {
    latest.current = args
  })
  useEffect(() => {
    const element = scroll.current
    if (!element) return
    let grip: Grip | null = null
    let from = { x: 0, y: 0 }
    let drawn: Sketch | null = null
    let dragging = false
    let edge = 0

    const nightAt = (clientX: number): DayNumber => {
      const px = clientX - element.getBoundingClientRect().left - UNIT_PX + element.scrollLeft
      return Math.floor(timeAt(latest.current.calendar, px) - 0.5)
    }
    const end = (): void => {
      grip = null
      drawn = null
      dragging = false
      edge = 0
      setSketch(null)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onCancel)
    }
    const onDown = (press: PointerEvent): void => {
      if (press.button !== 0 || !(press.target instanceof Element)) return
      grip = gripOf(press.target, nightAt(press.clientX))
      if (!grip) return
      from = { x: press.clientX, y: press.clientY }
      window.addEventListener('pointermove', onMove)
      window.addEventListener('pointerup', onUp)
      window.addEventListener('pointercancel', onCancel)
    }
    const onMove = ({ clientX, clientY }: PointerEvent): void => {
      if (!grip) return
      const { may } = latest.current.data
      // Where nothing may be moved a press points, however far the hand goes.
      if (grip.on === 'free' ? !may.make : !may.move) return
      if (!dragging && Math.hypot(clientX - from.x, clientY - from.y) < DRAG_PX) return
      const started = !dragging
      dragging = true
      if (grip.on === 'free') {
        const day = nightAt(clientX)
        drawn = { unitId: grip.unitId, from: Math.min(grip.day, day), to: Math.max(grip.day, day) + 1 }
        return setSketch(drawn)
      }
      const { hands, data } = latest.current
      const bar = hands.barOf(grip.barId)
      const row = rowAt(clientX, clientY)
      if (!bar || !isMovable(bar, data.businessDate)) return
      if (started) hands.take(bar, row ?? grip.row)
      // Escape let it go while the button was still down.
      else if (!useRack.getState().held) return end()
      else if (row !== null) hands.carry(row)
      nudge(clientY)
    }
    const nudge = (clientY: number): void => {
      const { coveredTop, coveredBottom } = latest.current
      const { top, bottom } = element.getBoundingClientRect()
      const before = edge
      edge = clientY < top + coveredTop + EDGE_PX ? -1 : clientY > bottom - coveredBottom - EDGE_PX ? 1 : 0
      if (edge !== 0 && before === 0) requestAnimationFrame(creep)
    }
    const creep = (): void => {
      if (edge === 0) return
      element.scrollTop += (edge * ROW_PX) / 4
      requestAnimationFrame(creep)
    }
    const onUp = (): void => {
      const held = grip
      const { hands, data } = latest.current
      const [was, nights] = [dragging, drawn]
      end()
      if (!held) return
      if (!was) return point(held, hands)
      if (nights) offer(nights, data)
      else if (useRack.getState().held) hands.drop()
    }
    const onCancel = (): void => {
      end()
      latest.current.hands.letGo()
    }
    element.addEventListener('pointerdown', onDown)
    return () => {
      element.removeEventListener('pointerdown', onDown)
      end()
    }
  }, [scroll])
  return sketch
}

function gripOf(target: Element, day: DayNumber): Grip | null {
  if (target.closest('button, [role="rowheader"], [role="columnheader"]')) return null
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
  const barId = target.closest<HTMLElement>('[data-bar-id]')?.dataset.barId
  if (row === undefined) return null
  if (barId !== undefined) return { on: 'bar', barId, row }
  return target.closest('[data-unit-number]') && !target.closest('[role="gridcell"]')
    ? { on: 'free', unitId: row, day }
    : null
}

/** The unit or the parking lane under the pointer. */
function rowAt(clientX: number, clientY: number): string | null {
  const line = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-row]')
  const row = line?.dataset.row
  return row !== undefined && (line?.dataset.unitNumber !== undefined || row === 'parked') ? row : null
}

function point(grip: Grip, hands: Hands): void {
  const { set } = useRack.getState()
  if (grip.on === 'free') return set({ cursor: { row: grip.unitId, day: grip.day } })
  const bar = hands.barOf(grip.barId)
  if (!bar) return
  set({ cursor: { row: grip.row, day: dayNumber(bar.from) } })
  useView.getState().select({ kind: 'reservation', id: bar.reservationId })
}

/** A new reservation for what was drawn up, never for nights that are over. */
export function offer({ unitId, from, to }: Sketch, { units, businessDate }: RackData): void {
  const unit = units.find((each) => each.unitId === unitId)
  const first = Math.max(from, dayNumber(businessDate))
  if (!unit) return
  if (to <= first) return tell(t('That night is over'), t('A reservation begins today or later.'))
  const at = { unitId, unitTypeId: unit.unitTypeId, arrival: dateOf(first), departure: dateOf(to) }
  useView.getState().open({ kind: 'new-reservation', at })
}
