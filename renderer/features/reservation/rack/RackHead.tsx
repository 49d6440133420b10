import { memo } from 'react'
import { formatDate, formatDay, formatMonthName, formatWeekdayName } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { cx } from '../../../ui/cx.ts'
import { dateOf, dayNumber, isWeekend, pxOf } from './calendar.ts'
import { daysOf, type Chart } from './chart.ts'
import styles from './RackHead.module.css'

const WIDE_PX = 40

/** The days, always in sight. */
export const RackHead = memo(function RackHead({ chart, units }: { chart: Chart; units: number }) {
  const { calendar, businessDate } = chart
  const today = dayNumber(businessDate)
  const wide = calendar.dayPx >= WIDE_PX
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        <div role="columnheader" aria-colindex={1} className={styles.corner}>
          {t('{units} units', { units })}
        </div>
        {daysOf(chart).map((day) => {
          const date = dateOf(day)
          const dom = Number(date.slice(8))
          return (
            <div
              key={day}
              role="columnheader"
              aria-colindex={day - calendar.first + 2}
              aria-label={formatDate(date)}
              title={formatDate(date)}
              className={cx(styles.day, isWeekend(day) && styles.weekend, day === today && styles.today)}
              style={{ left: `calc(var(--unit) + ${pxOf(calendar, day)}px)` }}
            >
              <span className={wide || dom !== 1 ? styles.weekday : styles.month}>
                {wide ? formatWeekdayName(date) : dom === 1 ? formatMonthName(date) : formatWeekdayName(date).charAt(0)}
              </span>
              <span className={styles.date}>{wide ? formatDay(date) : dom}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
})
