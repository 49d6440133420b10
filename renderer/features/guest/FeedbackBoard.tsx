import { MessageSquareQuote } from 'lucide-react'
import { useState } from 'react'
import type { NpsRow } from '../../../shared/domains/guest/feedback-rows.ts'
import { formatAmount, formatMonth } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { Checkbox } from '../../ui/Field.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FeedbackList } from './FeedbackList.tsx'
import { categoryWord } from './feedback-words.ts'
import styles from './Record.module.css'

/** What guests say of the house: the figures, and the voices behind them. */
export function FeedbackBoard() {
  const [unanswered, setUnanswered] = useState(false)
  const live = useLive('guest.feedback', { profileId: null, unanswered })
  return (
    <div className={styles.list}>
      <Figures />
      <div className={styles.row}>
        <Checkbox
          label={t('Only what waits for an answer')}
          checked={unanswered}
          onChange={(change) => setUnanswered(change.target.checked)}
        />
      </div>
      {live.phase === 'ready' && live.rows.length > 0 && <FeedbackList rows={live.rows} named />}
      {live.phase === 'ready' && live.rows.length === 0 && (
        <EmptyState
          icon={MessageSquareQuote}
          title={unanswered ? t('Everything is answered') : t('Nobody has said anything yet')}
        />
      )}
    </div>
  )
}

function Figures() {
  const nps = useLive('guest.nps', {})
  const ratings = useLive('guest.ratings', {})
  if (nps.phase !== 'ready' || nps.rows.length === 0) return null
  const [latest, before] = nps.rows
  return (
    <div className={styles.figures}>
      {latest && <Month row={latest} />}
      {before && <Month row={before} />}
      {ratings.phase === 'ready' &&
        ratings.rows.map(({ category, stars, responses }) => (
          <span key={category} className={styles.figure}>
            <span className={styles.soft}>{categoryWord(category)}</span>
            <strong title={t('{responses, plural, one {# guest} other {# guests}} in 90 days', { responses })}>
              {stars}/5
            </strong>
          </span>
        ))}
    </div>
  )
}

function Month({ row }: { row: NpsRow }) {
  const { month, responses, promoters, passives, detractors, nps } = row
  return (
    <span className={styles.figure}>
      <span className={styles.soft}>{t('NPS {month}', { month: formatMonth(month) })}</span>
      <span className={styles.big}>{formatAmount(nps)}</span>
      <span className={styles.soft}>
        {t(
          '{responses, plural, one {# answer} other {# answers}}: {promoters} promote, {passives} passive, {detractors} detract',
          {
            ...{ responses, promoters, passives, detractors },
          },
        )}
      </span>
    </span>
  )
}
