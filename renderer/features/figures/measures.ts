import type { MonthFiguresRow } from '../../../shared/domains/reservation/figures-rows.ts'
import { formatCount, formatMoney, formatPercent } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'

export const MEASURES = ['occupancy', 'adr', 'revpar'] as const
export type Measure = (typeof MEASURES)[number]

const VALUES: Readonly<Record<Measure, (row: MonthFiguresRow) => string | null>> = {
  occupancy: (row) => row.occupancyPct,
  adr: (row) => row.adr,
  revpar: (row) => row.revpar,
}

export const measureWords = (measure: Measure): string =>
  ({ occupancy: t('Occupancy'), adr: t('ADR'), revpar: t('RevPAR') })[measure]

/** What the measure means, in one line. */
export const measureMeaning = (measure: Measure): string =>
  ({
    occupancy: t('Room nights sold, of those available'),
    adr: t('Room revenue per room night sold'),
    revpar: t('Room revenue per room night available'),
  })[measure]

/** A dash where there was nothing to divide by. */
export function formatMeasure(row: MonthFiguresRow, measure: Measure): string {
  const value = VALUES[measure](row)
  if (value === null) return '–'
  return measure === 'occupancy' ? formatPercent(value) : formatMoney(value, row.currency)
}

/** Without what comes after the point: for above a bar. Nothing where there is no bar. */
export function formatRough(row: MonthFiguresRow, measure: Measure): string {
  const rough = Math.round(Number(VALUES[measure](row) ?? 0))
  return rough === 0 ? '' : formatCount(rough)
}

/** How high the month's bar stands, from 0 to 1: a full house is the whole height, and so is the best rate. */
export function heightOf(row: MonthFiguresRow, measure: Measure, rows: readonly MonthFiguresRow[]): number {
  const valueOf = (of: MonthFiguresRow) => Number(VALUES[measure](of) ?? 0)
  const full = measure === 'occupancy' ? 100 : Math.max(0, ...rows.map(valueOf))
  return full === 0 ? 0 : Math.min(1, Math.max(0, valueOf(row) / full))
}

/** A month that is not over is on the books, in part or whole. */
export const isOpen = (row: MonthFiguresRow, businessDate: string): boolean =>
  row.month.slice(0, 7) >= businessDate.slice(0, 7)
