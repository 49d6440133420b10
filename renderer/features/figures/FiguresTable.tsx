import { useEffect, useRef } from 'react'
import type { MonthFiguresRow } from '../../../shared/domains/reservation/figures-rows.ts'
import { formatCount, formatMoney, formatShortMonth } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import styles from './FiguresTable.module.css'
import { formatMeasure, isOpen, MEASURES, measureWords } from './measures.ts'

/** The last month first; it opens at the one of the business date, and scrolls by keys once it has the focus. */
export function FiguresTable({ rows, businessDate }: { rows: readonly MonthFiguresRow[]; businessDate: string }) {
  const current = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'center' })
  }, [businessDate])
  const isCurrent = (month: string) => month.slice(0, 7) === businessDate.slice(0, 7)
  return (
    <div className={styles.frame} tabIndex={0} role="region" aria-label={t('Figures by month')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('Month')}</th>
            <th scope="col">{t('Room nights sold')}</th>
            <th scope="col">{t('Available')}</th>
            <th scope="col">{t('Room revenue')}</th>
            {MEASURES.map((measure) => (
              <th key={measure} scope="col">
                {measureWords(measure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].reverse().map((row) => (
            <tr
              key={row.month}
              ref={isCurrent(row.month) ? current : undefined}
              data-month={row.month}
              aria-current={isCurrent(row.month) ? 'date' : undefined}
            >
              <th scope="row">
                {formatShortMonth(row.month)}
                {isOpen(row, businessDate) && <span className={styles.open}>{t('on the books')}</span>}
              </th>
              <td>{formatCount(row.sold)}</td>
              <td>{formatCount(row.available)}</td>
              <td>{formatMoney(row.revenue, row.currency)}</td>
              {MEASURES.map((measure) => (
                <td key={measure} data-measure={measure}>
                  {formatMeasure(row, measure)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
