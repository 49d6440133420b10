import { memo } from 'react'
import { t } from '../../../../shared/language/t.ts'
import { cx } from '../../../ui/cx.ts'
import { pxOf, type DayNumber } from './calendar.ts'
import { daysOf, type Chart } from './chart.ts'
import { occupancyPct, pressureOf, type Stock } from './nights.ts'
import styles from './RackFoot.module.css'

const WIDE_PX = 56

interface RackFootProps {
  chart: Chart
  rowIndex: number
  stock: ReadonlyMap<DayNumber, Stock> | undefined
}

/** How full the house is each night, always in sight. */
export const RackFoot = memo(function RackFoot({ chart, rowIndex, stock }: RackFootProps) {
  const wide = chart.calendar.dayPx >= WIDE_PX
  return (
    <div role="rowgroup" className={styles.foot}>
      <div role="row" aria-rowindex={rowIndex} className={styles.row}>
        <div role="rowheader" aria-colindex={1} className={styles.header}>
          {t('Occupancy')}
        </div>
        {daysOf(chart).map((day) => {
          const night = stock?.get(day)
          if (!night) return null
          const pct = occupancyPct(night)
          const free = night.rooms - night.sold
          return (
            <div
              key={day}
              role="gridcell"
              aria-colindex={day - chart.calendar.first + 2}
              aria-label={t('{pct}% sold, {free} of {rooms} free', { pct, free, rooms: night.rooms })}
              title={t('{sold} of {rooms} sold, {free} free', { sold: night.sold, rooms: night.rooms, free })}
              className={cx(styles.day, styles[pressureOf(night)])}
              style={{ left: `calc(var(--unit) + ${pxOf(chart.calendar, day)}px)` }}
            >
              <span className={styles.fill} style={{ height: `${Math.min(100, pct)}%` }} aria-hidden="true" />
              <span className={styles.pct}>{wide ? `${pct}%` : pct}</span>
              {wide && <span className={styles.free} data-free={free} />}
            </div>
          )
        })}
      </div>
    </div>
  )
})
