import { SearchX, TriangleAlert } from 'lucide-react'
import type { RefObject } from 'react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { useMay } from '../../../core-client/may.ts'
import { useView } from '../../../state/view.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ReservationPanel } from '../ReservationPanel.tsx'
import { planRack } from './bars.ts'
import { calendarOf, columnStep, dayNumber, holds, pxOf, windowFor } from './calendar.ts'
import type { Chart } from './chart.ts'
import { UNIT_PX } from './measures.ts'
import { RackChart } from './RackChart.tsx'
import { RackHint } from './RackHint.tsx'
import { RackUnitPanel } from './RackUnitPanel.tsx'
import styles from './RackScreen.module.css'
import { useRack } from './rack-state.ts'
import { RackToolbar } from './RackToolbar.tsx'
import { rowsOf } from './rows.ts'
import { useDrawn } from './use-drawn.ts'
import type { RackData } from './use-hands.ts'
import { useNow } from './use-now.ts'
import { unitsOf, useRackRows } from './use-rack-rows.ts'
import { useWidth } from './use-width.ts'

const SCROLLBAR_PX = 10
const LEAST_ROOM_PX = 320
/** So much is in sight before today when the rack opens: who leaves today came from there. */
const LOOK_BACK_DAYS = 1

/** Units by days: the plan of the house. */
export default function RackScreen({ desk }: { desk: DeskInfo }) {
  const { businessDate } = desk
  const today = dayNumber(businessDate)
  const content = useRef<HTMLDivElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const zoom = useRack((rack) => rack.zoom)
  const anchor = useRack((rack) => rack.anchor) ?? today
  const filter = useRack((rack) => rack.filter)
  const collapsed = useRack((rack) => rack.collapsed)
  const parked = useRack((rack) => rack.parked)
  const selection = useView((view) => view.selection)
  const now = useNow(businessDate)

  // Of the whole width: the panel covers days, it does not make them narrower.
  const room = Math.max(LEAST_ROOM_PX, useWidth(content) - UNIT_PX - SCROLLBAR_PX)
  const calendar = useMemo(() => calendarOf(anchor, zoom, room), [anchor, zoom, room])
  const liveUnits = useLive('rack.units', {})
  const units = unitsOf(liveUnits)
  const rows = useMemo(() => rowsOf(units, filter, collapsed), [units, filter, collapsed])
  const drawn = useDrawn(scroll, today - LOOK_BACK_DAYS, { calendar, zoom, rowCount: rows.length })
  const { stays, blocks, nights, loading, problem } = useRackRows(windowFor(calendar, drawn.days))
  const allowed = useMay()
  const [move, make] = [allowed.give('v1.reservation.moveUnit'), allowed.give('v1.reservation.create')]
  const block = allowed.give('v1.unit.takeOutOfOrder')
  const data = useMemo<RackData>(
    () => ({ units, stays, blocks, businessDate, may: { move, make, block } }),
    [units, stays, blocks, businessDate, move, make, block],
  )
  const plan = useMemo(
    () => planRack(filter.unitTypeId === '' ? stays : ofType(stays, filter.unitTypeId), blocks, parked),
    [stays, blocks, parked, filter.unitTypeId],
  )
  const chart = useMemo<Chart>(
    () => ({
      ...{ calendar, businessDate, now },
      first: calendar.first + drawn.days.first,
      last: calendar.first + drawn.days.last,
      edge: calendar.first + drawn.days.first + 2 * columnStep(zoom),
    }),
    [calendar, businessDate, now, drawn.days, zoom],
  )
  const goToDay = useGoToDay(scroll, calendar)
  useEffect(() => letGo, [])
  useEffect(() => scroll.current?.focus({ preventScroll: true }), [])

  const failed = liveUnits.phase === 'failed' ? liveUnits.message : problem
  if (failed !== null) return <EmptyState icon={TriangleAlert} title={t('The rack cannot be read')} text={failed} />
  return (
    <div className={styles.screen}>
      <RackToolbar
        {...{ desk, units }}
        onGo={goToDay}
        onShift={(days) => goToDay(Math.round(useRack.getState().leftDay ?? today) + LOOK_BACK_DAYS + days)}
      />
      <div ref={content} className={styles.content}>
        <RackChart
          {...{ scroll, chart, drawn, data, nights, plan, rows, goToDay }}
          busy={loading || liveUnits.phase === 'loading'}
        />
        {liveUnits.phase === 'ready' && rows.length === 0 && (
          <div className={styles.nobody}>
            <EmptyState icon={SearchX} title={t('No unit is like that')} text={t('Take a filter off to see more.')} />
          </div>
        )}
        {selection?.kind === 'reservation' && (
          <ReservationPanel key={selection.id} reservationId={selection.id} desk={desk} />
        )}
        {selection?.kind === 'unit' && <RackUnitPanel key={selection.id} unitId={selection.id} />}
      </div>
      <RackHint data={data} />
    </div>
  )
}

/** Bars in units stay, whatever their type: a unit shows everybody who is in it. In the lanes only those of the type are wanted. */
function ofType<T extends { unitId: string | null; unitTypeId: string }>(bars: readonly T[], unitTypeId: string): T[] {
  return bars.filter((bar) => bar.unitId !== null || bar.unitTypeId === unitTypeId)
}

/** Scrolls to a day; where the calendar does not hold it, another is laid around it. */
function useGoToDay(
  scroll: RefObject<HTMLElement | null>,
  calendar: ReturnType<typeof calendarOf>,
): (day: number) => void {
  return useCallback(
    (day) => {
      const leftDay = day - LOOK_BACK_DAYS
      if (holds(calendar, leftDay)) scroll.current?.scrollTo({ left: pxOf(calendar, leftDay) })
      else useRack.setState({ anchor: day, leftDay })
    },
    [scroll, calendar],
  )
}

/** Whoever goes elsewhere puts down what was in the hand. */
const letGo = (): void => useRack.setState({ held: null })
