import type { KeyboardEvent, RefObject } from 'react'
import type { RackBlockRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { t } from '../../../../shared/language/t.ts'
import { useView } from '../../../state/view.ts'
import { tell } from '../../../ui/toasts.ts'
import type { Calendar } from './calendar.ts'
import { dateOf, dayNumber, holds, nextZoom, pxOf } from './calendar.ts'
import { barAt, jump, step, type Cursor, type Stop } from './cursor.ts'
import { turnPage } from './lanes.ts'
import type { Plan } from './bars.ts'
import { ROW_PX, UNIT_PX } from './measures.ts'
import { rackIntent, type RackIntent } from './rack-keys.ts'
import { useRack, type LaneName } from './rack-state.ts'
import { keyOfRow, type RackRow } from './rows.ts'
import type { Hands, RackData } from './use-hands.ts'
import { offer } from './use-pointer.ts'

interface KeyboardArgs {
  readonly scroll: RefObject<HTMLElement | null>
  readonly calendar: Calendar
  readonly stops: readonly Stop[]
  readonly rows: readonly RackRow[]
  readonly plan: Plan
  readonly data: RackData
  readonly hands: Hands
  readonly coveredPx: number
  readonly goToDay: (day: number) => void
}

/** Everything that a pointer can do, without one. */
export function useRackKeyboard(args: KeyboardArgs): (press: KeyboardEvent) => void {
  return (press) => {
    const { key, ctrlKey, metaKey, altKey } = press
    const holding = useRack.getState().held !== null
    const intent = rackIntent({ key, ctrl: ctrlKey || metaKey, alt: altKey, holding, may: args.data.may })
    if (!intent) return
    press.preventDefault()
    act(intent, args)
  }
}

function act(intent: RackIntent, args: KeyboardArgs): void {
  const { stops, hands, data, plan } = args
  const { cursor, set, zoom, held, pages } = useRack.getState()
  const stop = stops.find(({ row }) => row === cursor?.row)
  const bar = stop && cursor ? barAt(stop.bars, cursor.day) : undefined
  switch (intent.do) {
    case 'step': {
      const lane = laneOf(cursor)
      if (lane && intent.lines > 1) {
        const page = turnPage(plan, lane, pages[lane], intent.arrow === 'down' ? 1 : -1)
        if (page !== pages[lane]) return set({ pages: { ...pages, [lane]: page }, cursor: null })
      }
      return moveTo(step(stops, cursor ?? startOf(stops, data), intent.arrow, intent.lines), args)
    }
    case 'jump':
      return cursor ? moveTo(jump(stops, cursor, intent.arrow), args) : undefined
    case 'carry':
      return held ? carry(held.over, intent.by, args) : undefined
    case 'take':
      return bar && cursor ? takeWithKeys(bar.barId, args) : undefined
    case 'drop':
      return hands.drop()
    case 'let-go':
      return hands.letGo()
    case 'park': {
      const taken = held ? hands.barOf(held.barId) : bar
      return taken ? hands.park(taken) : undefined
    }
    case 'open':
      return open(cursor, bar?.reservationId)
    case 'new':
      return cursor && !bar && isUnit(cursor.row, data)
        ? offer({ unitId: cursor.row, from: cursor.day, to: cursor.day + 1 }, data)
        : tell(
            t('Put the cursor on a free night'),
            t('N makes a reservation for the unit and the night that it stands on.'),
          )
    case 'today':
      return args.goToDay(dayNumber(data.businessDate))
    case 'fewer-days':
    case 'more-days':
      return set({ zoom: nextZoom(zoom, intent.do === 'more-days') })
    case 'block':
      return cursor && isUnit(cursor.row, data) ? blockFrom(cursor, data) : undefined
    case 'show-unit':
      return cursor && isUnit(cursor.row, data)
        ? useView.getState().select({ kind: 'unit', id: cursor.row })
        : undefined
    case 'check-in':
    case 'check-out':
    case 'assign':
      return bar ? useView.getState().open({ kind: intent.do, reservationId: bar.reservationId }) : undefined
  }
}

const isUnit = (row: string, data: RackData): boolean => data.units.some((unit) => unit.unitId === row)

/** On a block it is that block that is changed; on a night that is past, tonight is meant. */
function blockFrom({ row, day }: Cursor, { blocks, businessDate }: RackData): void {
  const own = blocks.find((block) => block.unitId === row && holdsDay(block, day))
  const from = dateOf(Math.max(day, dayNumber(businessDate)))
  useView.getState().open({ kind: 'out-of-order', unitId: row, ...(!own && { from }) })
}

const holdsDay = ({ from, to }: RackBlockRow, day: number): boolean =>
  dayNumber(from) <= day && (to === null || day < dayNumber(to))

const laneOf = (cursor: Cursor | null): LaneName | undefined =>
  (['unassigned', 'oversold', 'parked'] as const).find((lane) => cursor?.row.startsWith(`${lane} `))

const startOf = (stops: readonly Stop[], data: RackData): Cursor | null =>
  stops[0] ? { row: stops[0].row, day: dayNumber(data.businessDate) } : null

function open(cursor: Cursor | null, reservationId: string | undefined): void {
  if (reservationId !== undefined) return useView.getState().select({ kind: 'reservation', id: reservationId })
  if (cursor?.row.startsWith('group ')) useRack.getState().toggle(cursor.row.slice('group '.length))
}

/** The panel, where it is open, follows. */
function moveTo(cursor: Cursor | null, args: KeyboardArgs): void {
  if (!cursor || !holds(args.calendar, cursor.day)) return
  useRack.getState().set({ cursor })
  reveal(cursor, args)
  const { selection, select } = useView.getState()
  const bar = barAt(args.stops.find(({ row }) => row === cursor.row)?.bars ?? [], cursor.day)
  if (selection && bar) select({ kind: 'reservation', id: bar.reservationId })
}

function takeWithKeys(barId: string, args: KeyboardArgs): void {
  const bar = args.hands.barOf(barId)
  if (!bar) return
  args.hands.take(bar, null)
  const { held } = useRack.getState()
  if (held) reveal({ row: held.over, day: dayNumber(bar.from) }, args)
}

/** From unit to unit; the lines of the types are passed over. */
function carry(over: string, by: number, args: KeyboardArgs): void {
  const units = args.rows.filter(({ kind }) => kind === 'unit').map(keyOfRow)
  const at = units.indexOf(over)
  const next = units[Math.max(0, Math.min(units.length - 1, at + by))]
  if (next === undefined) return
  args.hands.carry(next)
  reveal({ row: next, day: null }, args)
}

/** Scrolls as little as brings it into sight. */
function reveal(at: { row: string; day: number | null }, { scroll, calendar, rows, coveredPx }: KeyboardArgs): void {
  const element = scroll.current
  if (!element) return
  if (at.day !== null) {
    const x = pxOf(calendar, at.day)
    const room = element.clientWidth - UNIT_PX - 2 * calendar.dayPx
    if (x < element.scrollLeft) element.scrollLeft = x - calendar.dayPx
    else if (x > element.scrollLeft + room) element.scrollLeft = x - room
  }
  const index = rows.findIndex((row) => keyOfRow(row) === at.row)
  if (index < 0) return
  const room = element.clientHeight - coveredPx - ROW_PX
  const y = index * ROW_PX
  if (y < element.scrollTop) element.scrollTop = y
  else if (y > element.scrollTop + room) element.scrollTop = y - room
}
