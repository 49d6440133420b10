import type { RefObject } from 'react'
import { useCallback, useMemo } from 'react'
import type { RackNightRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { t } from '../../../../shared/language/t.ts'
import { useView } from '../../../state/view.ts'
import { ErrorBoundary } from '../../../ui/ErrorBoundary.tsx'
import type { Plan } from './bars.ts'
import type { Calendar } from './calendar.ts'
import { isWeekend, pxOf } from './calendar.ts'
import type { Chart } from './chart.ts'
import { barAt, type Stop } from './cursor.ts'
import { idOfLane, turnPage, viewLanes } from './lanes.ts'
import { FOOT_PX, HEAD_PX, ROW_PX, UNIT_PX } from './measures.ts'
import { stockOf } from './nights.ts'
import { idOfBar } from './RackBar.tsx'
import styles from './RackChart.module.css'
import { RackFoot } from './RackFoot.tsx'
import { RackHead } from './RackHead.tsx'
import { heightOf, RackLanes } from './RackLanes.tsx'
import { FaultyLine, FREE_CELL, GroupLine, idOfGroup, UnitLine } from './RackRow.tsx'
import { useRack, type LaneName } from './rack-state.ts'
import { keyOfRow, type RackRow } from './rows.ts'
import type { Drawn } from './use-drawn.ts'
import { ghostOf, useHands, type RackData } from './use-hands.ts'
import { usePointer } from './use-pointer.ts'
import { useRackKeyboard } from './use-rack-keyboard.ts'

export interface RackChartProps {
  scroll: RefObject<HTMLDivElement | null>
  chart: Chart
  drawn: Drawn
  data: RackData
  nights: readonly RackNightRow[]
  plan: Plan
  rows: readonly RackRow[]
  busy: boolean
  goToDay: (day: number) => void
}

const NO_BARS: readonly never[] = []

/** Units by days, of which only what is in sight, and a little beside it, is in the document. */
export function RackChart(props: RackChartProps) {
  const { scroll, chart, drawn, data, nights, plan, rows } = props
  const { calendar } = chart
  const cursor = useRack((rack) => rack.cursor)
  const held = useRack((rack) => rack.held)
  const parked = useRack((rack) => rack.parked)
  const pages = useRack((rack) => rack.pages)
  const toggle = useRack((rack) => rack.toggle)
  const selectedId = useView(({ selection }) => (selection?.kind === 'reservation' ? selection.id : null))
  const stock = useMemo(() => stockOf(nights), [nights])
  const views = useMemo(() => viewLanes(plan, pages), [plan, pages])
  const numberById = useMemo(() => new Map(data.units.map(({ unitId, number }) => [unitId, number])), [data.units])
  const stops = useMemo<readonly Stop[]>(
    () => [
      ...views.flatMap(({ lines }) => lines),
      ...rows.map((row) => ({ row: keyOfRow(row), bars: plan.barsByUnit.get(keyOfRow(row)) ?? NO_BARS })),
    ],
    [views, rows, plan],
  )
  const away = useMemo(() => new Set(held ? [...parked, held.reservationId] : parked), [held, parked])
  const lanesPx = heightOf(views)
  const hands = useHands(data)
  const sketch = usePointer({ scroll, calendar, data, hands, coveredTop: HEAD_PX + lanesPx, coveredBottom: FOOT_PX })
  const onKeyDown = useRackKeyboard({
    ...{ scroll, calendar, stops, rows, plan, data, hands, goToDay: props.goToDay },
    coveredPx: HEAD_PX + lanesPx + FOOT_PX,
  })
  const onPage = useCallback(
    (lane: LaneName, by: number) => {
      const { pages: before, set } = useRack.getState()
      set({ pages: { ...before, [lane]: turnPage(plan, lane, before[lane], by) } })
    },
    [plan],
  )
  const heldBar = held ? hands.barOf(held.barId) : undefined
  const linesAbove = 1 + views.reduce((sum, { lines }) => sum + lines.length, 0)
  return (
    <div
      ref={scroll}
      className={styles.scroll}
      style={measuresOf(calendar)}
      role="grid"
      aria-label={t('Room rack')}
      aria-rowcount={linesAbove + rows.length + 1}
      aria-colcount={calendar.days + 1}
      aria-busy={props.busy}
      aria-activedescendant={activeId(cursor, stops)}
      tabIndex={0}
      data-holding={held ? 'yes' : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={styles.sheet} style={{ width: UNIT_PX + calendar.days * calendar.dayPx }} role="presentation">
        <RackHead chart={chart} units={data.units.length} />
        <RackLanes
          {...{ chart, views, cursor, selectedId, numberById, onPage }}
          over={held?.over ?? null}
          heldId={held?.reservationId ?? null}
        />
        <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW_PX }}>
          {rows.slice(drawn.rows.first, drawn.rows.last).map((row, i) => {
            const index = drawn.rows.first + i
            const place = { chart, top: index * ROW_PX, rowIndex: linesAbove + index + 1 }
            const key = keyOfRow(row)
            if (row.kind === 'group') {
              const { unitTypeId } = row.group
              return (
                <GroupLine
                  key={key}
                  {...place}
                  group={row.group}
                  stock={stock.get(unitTypeId)}
                  current={cursor?.row === key}
                  onToggle={toggle}
                />
              )
            }
            const bars = plan.barsByUnit.get(key) ?? NO_BARS
            const faulty = () => <FaultyLine top={place.top} rowIndex={place.rowIndex} name={row.unit.number} />
            return (
              <ErrorBoundary
                key={key}
                part={t('Unit {number}', { number: row.unit.number })}
                of={bars}
                fallback={faulty}
              >
                <UnitLine
                  {...place}
                  unit={row.unit}
                  bars={bars}
                  blocks={plan.blocksByUnit.get(key) ?? NO_BARS}
                  ghost={heldBar && held?.over === key ? ghostOf(heldBar, key, data) : null}
                  sketch={sketch?.unitId === key ? sketch : null}
                  cursorDay={cursor?.row === key ? cursor.day : null}
                  selectedId={selectedId}
                  away={away}
                />
              </ErrorBoundary>
            )
          })}
        </div>
        <RackFoot chart={chart} rowIndex={linesAbove + rows.length + 1} stock={stock.get('')} />
        <div
          className={styles.now}
          style={{ left: UNIT_PX + pxOf(calendar, chart.now) }}
          data-now={chart.businessDate}
          aria-hidden="true"
        />
      </div>
    </div>
  )
}

/** The grid lines and the weekends are painted by the style sheet: no element stands for a free night. */
function measuresOf(calendar: Calendar): Record<string, string> {
  const { first, dayPx } = calendar
  const saturday =
    Array.from({ length: 7 }, (_, i) => i).find((i) => isWeekend(first + i) && isWeekend(first + i + 1)) ?? 0
  return {
    '--day': `${dayPx}px`,
    '--unit': `${UNIT_PX}px`,
    '--row-px': `${ROW_PX}px`,
    '--head-px': `${HEAD_PX}px`,
    '--foot-px': `${FOOT_PX}px`,
    '--saturday': `${UNIT_PX + saturday * dayPx}px`,
  }
}

function activeId(cursor: { row: string; day: number } | null, stops: readonly Stop[]): string | undefined {
  const stop = stops.find(({ row }) => row === cursor?.row)
  if (!cursor || !stop) return undefined
  const bar = barAt(stop.bars, cursor.day)
  const lane = /^(unassigned|oversold|parked) /.exec(cursor.row)?.[1]
  if (bar) return idOfBar(lane ?? 'unit', bar.barId)
  if (lane !== undefined) return idOfLane(cursor.row)
  return cursor.row.startsWith('group ') ? idOfGroup(cursor.row.slice('group '.length)) : FREE_CELL
}
