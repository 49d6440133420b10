import { ChevronDown, ChevronRight, CloudUpload, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { RackBlockRow, RackStayRow, RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { formatSpan } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { useView } from '../../../state/view.ts'
import { cx } from '../../../ui/cx.ts'
import { BLOCK, HOUSEKEEPING } from '../../property_mgmt/marks.ts'
import { barsIn, blockExtent } from './bars.ts'
import { dateOf, dayNumber, pxOf, type DayNumber } from './calendar.ts'
import { daysOf, type Chart, type Ghost, type Handling, type Sketch } from './chart.ts'
import { barAt } from './cursor.ts'
import { pressureOf, type Stock } from './nights.ts'
import { RackBar } from './RackBar.tsx'
import styles from './RackRow.module.css'
import type { UnitGroup } from './rows.ts'

/** Below it numbers of three digits need small type. */
const WIDE_PX = 26

export const FREE_CELL = 'rack-free-cell'

interface LineProps {
  chart: Chart
  top: number
  /** As a reader of the screen counts lines. */
  rowIndex: number
}

interface UnitLineProps extends LineProps, Handling {
  unit: RackUnitRow
  bars: readonly RackStayRow[]
  blocks: readonly RackBlockRow[]
  ghost: Ghost | null
  sketch: Sketch | null
}

/** One unit: what it is and how it stands, and who is in it when. Free nights are no elements; the cursor makes one where it stands. */
export const UnitLine = memo(function UnitLine(props: UnitLineProps) {
  const { chart, unit, bars, blocks, ghost, sketch, cursorDay, selectedId, away } = props
  const housekeeping = HOUSEKEEPING[unit.housekeepingStatus]
  const Icon = housekeeping.icon
  const under = cursorDay === null ? undefined : barAt(bars, cursorDay)
  return (
    <div
      role="row"
      aria-rowindex={props.rowIndex}
      className={cx(styles.row, ghost && styles.over)}
      style={{ top: props.top }}
      data-row={unit.unitId}
      data-unit-number={unit.number}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        aria-label={t('Unit {number}, {unitTypeName}, {status}', {
          number: unit.number,
          unitTypeName: unit.unitTypeName,
          status: housekeeping.word(),
        })}
        className={cx(styles.header, styles.ofUnit, cursorDay !== null && styles.here)}
        onClick={() => useView.getState().select({ kind: 'unit', id: unit.unitId })}
        title={[
          unit.number,
          unit.unitTypeName,
          unit.floor && t('floor {floor}', { floor: unit.floor }),
          housekeeping.word(),
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        <strong className={styles.number}>{unit.number}</strong>
        <span className={styles.code}>{unit.unitTypeCode}</span>
        {unit.certainty === 'queued' && <CloudUpload size={11} aria-hidden="true" className={styles.soft} />}
        {unit.certainty === 'review' && <TriangleAlert size={12} aria-hidden="true" className={styles.review} />}
        <span className={cx(styles.housekeeping, styles[housekeeping.tone])}>
          <Icon size={12} strokeWidth={2.3} aria-hidden="true" />
          {housekeeping.word()}
        </span>
      </div>
      {blocks.map((block) => (
        <BlockCell key={block.blockId} block={block} chart={chart} />
      ))}
      {barsIn(bars, chart, chart.now).map((bar) => (
        <RackBar
          key={bar.barId}
          bar={bar}
          idPrefix="unit"
          calendar={chart.calendar}
          businessDate={chart.businessDate}
          now={chart.now}
          follows={dayNumber(bar.from) < chart.edge}
          current={bar === under}
          selected={bar.reservationId === selectedId}
          away={away.has(bar.reservationId)}
        />
      ))}
      {cursorDay !== null && !under && <FreeCell day={cursorDay} number={unit.number} chart={chart} />}
      {sketch && <SketchBar sketch={sketch} chart={chart} />}
      {ghost && <GhostBar ghost={ghost} chart={chart} />}
    </div>
  )
}, sameProps)

/** Every change brings new lists; a line whose list says the same is not drawn again. */
function sameProps(before: UnitLineProps, after: UnitLineProps): boolean {
  const { bars, blocks, ...rest } = after
  return (
    (Object.keys(rest) as (keyof typeof rest)[]).every((key) => Object.is(before[key], rest[key])) &&
    sameItems(before.bars, bars) &&
    sameItems(before.blocks, blocks)
  )
}

const sameItems = (a: readonly object[], b: readonly object[]): boolean =>
  a === b || (a.length === b.length && a.every((item, i) => item === b[i]))

/** A line that cannot be drawn never hides the others. */
export function FaultyLine({ top, rowIndex, name }: Omit<LineProps, 'chart'> & { name: string }) {
  return (
    <div role="row" aria-rowindex={rowIndex} className={styles.row} style={{ top }}>
      <div role="rowheader" aria-colindex={1} className={styles.header}>
        <strong className={styles.number}>{name}</strong>
        <span className={styles.soft}>{t('could not be shown')}</span>
      </div>
    </div>
  )
}

function BlockCell({ block, chart }: { block: RackBlockRow; chart: Chart }) {
  const { calendar, first, last } = chart
  const { start, end } = blockExtent(block)
  const [from, to] = [Math.max(start, first - 1), Math.min(end, last + 1)]
  if (to <= from) return null
  const { word: wordOf, icon: Icon } = BLOCK[block.kind]
  const word = wordOf()
  const until = block.to === null ? t('until further notice') : formatSpan(block.from, block.to)
  return (
    <div
      role="gridcell"
      aria-colindex={Math.max(2, Math.floor(from) - calendar.first + 2)}
      aria-label={`${word}, ${until}${block.reason && `, ${block.reason}`}`}
      title={`${word} · ${until}${block.reason && ` · ${block.reason}`}`}
      className={cx(styles.block, styles[block.kind])}
      style={{ left: `calc(var(--unit) + ${pxOf(calendar, from) + 1}px)`, width: (to - from) * calendar.dayPx - 2 }}
    >
      <span className={styles.blockLabel} aria-hidden="true">
        <Icon size={12} />
        <span>{(to - from) * calendar.dayPx > 60 ? block.reason || word : ''}</span>
      </span>
    </div>
  )
}

function FreeCell({ day, number, chart }: { day: DayNumber; number: string; chart: Chart }) {
  return (
    <div
      id={FREE_CELL}
      role="gridcell"
      aria-colindex={day - chart.calendar.first + 2}
      aria-label={t('Unit {number}, free, {nights}', {
        number,
        nights: formatSpan(dateOf(day), dateOf(day + 1), chart.businessDate),
      })}
      className={styles.free}
      style={{ left: `calc(var(--unit) + ${pxOf(chart.calendar, day + 0.5)}px)` }}
    />
  )
}

function SketchBar({ sketch, chart }: { sketch: Sketch; chart: Chart }) {
  const nights = sketch.to - sketch.from
  return (
    <div
      className={styles.sketch}
      style={{
        left: `calc(var(--unit) + ${pxOf(chart.calendar, sketch.from + 0.5)}px)`,
        width: nights * chart.calendar.dayPx,
      }}
    >
      {t('{nights, plural, one {# night} other {# nights}}', { nights })}
    </div>
  )
}

function GhostBar({ ghost, chart }: { ghost: Ghost; chart: Chart }) {
  const { calendar } = chart
  const [from, to] = [dayNumber(ghost.from), dayNumber(ghost.to)]
  return (
    <div
      className={cx(styles.ghost, styles[ghost.verdict])}
      style={{ left: `calc(var(--unit) + ${pxOf(calendar, from + 0.5)}px)`, width: (to - from) * calendar.dayPx }}
    >
      <span className={styles.ghostLabel}>{ghost.words}</span>
    </div>
  )
}

interface GroupLineProps extends LineProps {
  group: UnitGroup
  stock: ReadonlyMap<DayNumber, Stock> | undefined
  current: boolean
  onToggle: (unitTypeId: string) => void
}

export const idOfGroup = (unitTypeId: string): string => `rack-group-${unitTypeId}`

/** A type: how many of it are free each night. */
export const GroupLine = memo(function GroupLine({
  chart,
  top,
  rowIndex,
  group,
  stock,
  current,
  onToggle,
}: GroupLineProps) {
  const Chevron = group.collapsed ? ChevronRight : ChevronDown
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={cx(styles.row, styles.group)}
      style={{ top }}
      data-row={`group ${group.unitTypeId}`}
    >
      <div
        id={idOfGroup(group.unitTypeId)}
        role="rowheader"
        aria-colindex={1}
        aria-expanded={!group.collapsed}
        aria-label={t('{name}, {units} units', { name: group.name, units: group.units })}
        title={group.collapsed ? t('Show the units') : t('Hide the units')}
        className={cx(styles.header, styles.groupHeader, current && styles.currentHeader)}
        onClick={() => onToggle(group.unitTypeId)}
      >
        <Chevron size={14} aria-hidden="true" />
        <span className={styles.groupName}>{group.name}</span>
        <span className={styles.soft}>{group.units}</span>
        <span className={styles.legend} aria-hidden="true">
          {t('free')}
        </span>
      </div>
      {daysOf(chart).map((day) => {
        const night = stock?.get(day)
        if (!night) return null
        const free = night.rooms - night.sold
        return (
          <div
            key={day}
            role="gridcell"
            aria-colindex={day - chart.calendar.first + 2}
            aria-label={t('{free} free', { free })}
            className={cx(styles.count, styles[pressureOf(night)], chart.calendar.dayPx < WIDE_PX && styles.tiny)}
            style={{ left: `calc(var(--unit) + ${pxOf(chart.calendar, day)}px)` }}
          >
            {free}
          </div>
        )
      })}
    </div>
  )
})
