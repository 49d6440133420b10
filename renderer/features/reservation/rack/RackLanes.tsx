import { ChevronDown, ChevronUp, Inbox, SquareParking, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../../../shared/language/t.ts'
import { cx } from '../../../ui/cx.ts'
import { ErrorBoundary } from '../../../ui/ErrorBoundary.tsx'
import { barsIn } from './bars.ts'
import { dayNumber } from './calendar.ts'
import type { Chart, Handling } from './chart.ts'
import { barAt, type Cursor } from './cursor.ts'
import { idOfLane, type LaneLine, type LaneView } from './lanes.ts'
import { ROW_PX } from './measures.ts'
import { RackBar } from './RackBar.tsx'
import styles from './RackLanes.module.css'
import type { LaneName } from './rack-state.ts'

const LANES = {
  unassigned: { word: () => t('Unassigned'), icon: Inbox, empty: () => t('Everybody has a unit') },
  oversold: { word: () => t('Oversold'), icon: TriangleAlert, empty: () => '' },
  parked: {
    word: () => t('Parking'),
    icon: SquareParking,
    empty: () => t('Drop a bar here, or press P: nothing is written until it is placed'),
  },
} as const

interface RackLanesProps extends Omit<Handling, 'cursorDay' | 'away'> {
  chart: Chart
  views: readonly LaneView[]
  cursor: Cursor | null
  numberById: ReadonlyMap<string, string>
  /** The taken bar is over this lane. */
  over: string | null
  heldId: string | null
  onPage: (lane: LaneName, by: number) => void
}

/** What has no place among the units, always in sight. A long lane is leafed through. */
export const RackLanes = memo(function RackLanes(props: RackLanesProps) {
  return (
    <div role="rowgroup" className={styles.lanes}>
      {props.views.flatMap((view) =>
        view.lines.map((line, i) => (
          <ErrorBoundary
            key={line.row}
            part={t('A line of the lane “{word}”', { word: LANES[view.lane].word() })}
            of={line.bars}
            fallback={() => <FaultyRow lane={view.lane} rowIndex={line.rowIndex} />}
          >
            <LaneRow {...props} view={view} line={line} first={i === 0} />
          </ErrorBoundary>
        )),
      )}
    </div>
  )
})

function FaultyRow({ lane, rowIndex }: { lane: LaneName; rowIndex: number }) {
  return (
    <div role="row" aria-rowindex={rowIndex} className={styles.row} data-row={lane}>
      <div role="rowheader" aria-colindex={1} className={styles.header}>
        {LANES[lane].word()} <span className={styles.note}>{t('could not be shown')}</span>
      </div>
    </div>
  )
}

interface LaneRowProps extends RackLanesProps {
  view: LaneView
  line: LaneLine
  first: boolean
}

function LaneRow({ chart, view, line, first, cursor, selectedId, numberById, over, heldId, onPage }: LaneRowProps) {
  const { icon: Icon } = LANES[view.lane]
  const word = LANES[view.lane].word()
  const empty = LANES[view.lane].empty()
  const place = t('line {line} of {lines}', { line: line.index + 1, lines: view.of })
  const day = cursor?.row === line.row ? cursor.day : null
  const under = day === null ? undefined : barAt(line.bars, day)
  const pages = view.of > view.lines.length
  return (
    <div
      role="row"
      aria-rowindex={line.rowIndex}
      className={cx(styles.row, styles[view.lane], first && styles.first, over === view.lane && styles.over)}
      data-row={view.lane}
    >
      <div
        id={idOfLane(line.row)}
        role="rowheader"
        aria-colindex={1}
        aria-label={first ? `${word} ${view.count}` : `${word}, ${place}`}
        className={cx(styles.header, day !== null && !under && styles.current)}
      >
        {first && (
          <>
            <Icon size={13} aria-hidden="true" />
            <span className={styles.word}>{word}</span>
            {view.count > 0 && <span className={styles.count}>{view.count}</span>}
          </>
        )}
        {first && pages && (
          <span className={styles.pager}>
            <button type="button" tabIndex={-1} aria-label={t('Earlier lines')} onClick={() => onPage(view.lane, -1)}>
              <ChevronUp size={13} aria-hidden="true" />
            </button>
            <button type="button" tabIndex={-1} aria-label={t('Further lines')} onClick={() => onPage(view.lane, 1)}>
              <ChevronDown size={13} aria-hidden="true" />
            </button>
          </span>
        )}
        {!first && <span className={styles.note}>{place}</span>}
      </div>
      {view.count === 0 && empty && (
        <div role="gridcell" aria-colindex={2} className={styles.empty}>
          {empty}
        </div>
      )}
      {barsIn(line.bars, chart, chart.now).map((bar) => (
        <RackBar
          key={bar.barId}
          bar={bar}
          idPrefix={view.lane}
          calendar={chart.calendar}
          businessDate={chart.businessDate}
          now={chart.now}
          follows={dayNumber(bar.from) < chart.edge}
          current={bar === under}
          selected={bar.reservationId === selectedId}
          away={bar.reservationId === heldId}
          unitNumber={bar.unitId === null ? undefined : numberById.get(bar.unitId)}
        />
      ))}
    </div>
  )
}

export const heightOf = (views: readonly LaneView[]): number =>
  views.reduce((sum, { lines }) => sum + lines.length, 0) * ROW_PX + 1
