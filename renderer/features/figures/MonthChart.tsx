import type { MonthFiguresRow } from '../../../shared/domains/reservation/figures-rows.ts'
import { formatShortMonth } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { cx } from '../../ui/cx.ts'
import { formatMeasure, formatRough, heightOf, isOpen, type Measure, measureWords } from './measures.ts'
import styles from './MonthChart.module.css'

/** More would stand too close to be read. */
const SHOWN = 26

interface MonthChartProps {
  rows: readonly MonthFiguresRow[]
  measure: Measure
  businessDate: string
}

/** A bar for each of the last months. The table below says the same in figures, so a screen reader is told only what this is. */
export function MonthChart({ rows, measure, businessDate }: MonthChartProps) {
  const shown = rows.slice(-SHOWN)
  return (
    <figure
      className={styles.chart}
      role="img"
      aria-label={t('{measure} by month', { measure: measureWords(measure) })}
    >
      <div className={styles.bars} aria-hidden="true">
        {shown.map((row) => (
          <div
            key={row.month}
            className={styles.month}
            title={`${formatShortMonth(row.month)}: ${formatMeasure(row, measure)}`}
          >
            <div className={styles.field}>
              <span className={styles.value}>{formatRough(row, measure)}</span>
              <div
                className={cx(styles.bar, isOpen(row, businessDate) && styles.open)}
                style={{ height: `${heightOf(row, measure, shown) * 100}%` }}
              />
            </div>
            <span className={styles.label}>{formatShortMonth(row.month)}</span>
          </div>
        ))}
      </div>
      <figcaption className={styles.legend} aria-hidden="true">
        <span className={cx(styles.key, styles.bar)} /> {t('Slept')}
        <span className={cx(styles.key, styles.bar, styles.open)} /> {t('On the books')}
      </figcaption>
    </figure>
  )
}
