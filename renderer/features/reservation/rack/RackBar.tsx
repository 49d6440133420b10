import { CloudUpload, Lock, Star, TriangleAlert, Users } from 'lucide-react'
import { memo } from 'react'
import type { RackStayRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { formatSpan } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { cx } from '../../../ui/cx.ts'
import { CERTAINTY, statusMark } from '../marks.ts'
import { extentOf, pastShare } from './bars.ts'
import type { Calendar } from './calendar.ts'
import { dayNumber, pxOf } from './calendar.ts'
import styles from './RackBar.module.css'

/** Below it there is room for letters only, below that for colour only: the name is in the title then. */
const ICON_PX = 46
const NIGHTS_PX = 118

export interface BarProps {
  bar: RackStayRow
  /** Tells bars of one reservation apart that are drawn in two places. */
  idPrefix: string
  calendar: Calendar
  businessDate: string
  now: number
  /** On it stands the cursor. */
  current: boolean
  selected: boolean
  /** Taken, or put aside: it is still here, and will go elsewhere. */
  away: boolean
  /** It may begin left of what is in sight: its name follows the edge. */
  follows: boolean
  /** The unit that it is about, in a lane. */
  unitNumber?: string | undefined
}

export const idOfBar = (prefix: string, barId: string): string => `rack-${prefix}-${barId}`

/** One stretch of a reservation. Colour, pattern and icon say the same; the words are in its name for who cannot see them. */
export const RackBar = memo(function RackBar(props: BarProps) {
  const { bar, idPrefix, calendar, businessDate, now, current, selected, away, follows, unitNumber } = props
  const extent = extentOf(bar, now)
  const width = Math.max(6, (extent.end - extent.start) * calendar.dayPx - 2)
  const mark = statusMark(bar, businessDate)
  const Icon = mark.icon
  const nights = dayNumber(bar.departure) - dayNumber(bar.arrival)
  const past = pastShare(bar, extent, now)
  const lasts = nights === 0 ? t('day use') : t('{nights, plural, one {# night} other {# nights}}', { nights })
  const words = [
    bar.guestName,
    lasts,
    formatSpan(bar.arrival, bar.departure, businessDate),
    mark.word(),
    unitNumber !== undefined && t('unit {unitNumber}', { unitNumber }),
    bar.vip && t('VIP'),
    bar.groupCode && t('group {groupCode}', { groupCode: bar.groupCode }),
    bar.locked && t('unit locked'),
    bar.certainty !== 'synced' && CERTAINTY[bar.certainty].word(),
    away && t('taken aside'),
  ].filter((word) => typeof word === 'string')
  return (
    <div
      id={idOfBar(idPrefix, bar.barId)}
      role="gridcell"
      aria-label={words.join(', ')}
      aria-selected={selected}
      aria-colindex={Math.max(2, Math.floor(extent.start) - calendar.first + 2)}
      title={words.join(' · ')}
      className={cx(
        styles.bar,
        styles[mark.tone],
        bar.status === 'tentative' && styles.dashed,
        current && styles.current,
        selected && styles.selected,
        away && styles.away,
      )}
      style={{ left: `calc(var(--unit) + ${pxOf(calendar, extent.start) + 1}px)`, width }}
      data-bar-id={bar.barId}
      data-reservation-id={bar.reservationId}
      data-status={bar.status}
    >
      {past > 0 && past < 1 && <span className={styles.past} style={{ width: `${past * 100}%` }} aria-hidden="true" />}
      {past > 0 && past < 1 && <span className={styles.cut} style={{ left: `${past * 100}%` }} aria-hidden="true" />}
      <span className={cx(styles.label, follows && styles.follows)} aria-hidden="true">
        {width >= ICON_PX && <Icon size={12} strokeWidth={2.3} />}
        {bar.certainty === 'review' && <TriangleAlert size={12} className={styles.review} />}
        {bar.certainty === 'queued' && width >= ICON_PX && <CloudUpload size={12} />}
        {bar.vip && width >= ICON_PX && <Star size={10} fill="currentColor" />}
        {bar.groupCode && width >= ICON_PX && <Users size={11} />}
        {bar.locked && width >= ICON_PX && <Lock size={11} />}
        {unitNumber !== undefined && <strong className={styles.short} data-short={unitNumber} />}
        <span className={styles.name}>{width >= 22 ? bar.guestName : ''}</span>
        {width >= NIGHTS_PX && (
          <span
            className={cx(styles.short, styles.nights)}
            data-short={nights === 0 ? t('day') : t('{nights} n', { nights })}
          />
        )}
      </span>
    </div>
  )
})
