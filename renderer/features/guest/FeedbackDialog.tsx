import { useState } from 'react'
import {
  type FeedbackSource,
  feedbackSources,
  type FeedbackType,
  feedbackTypes,
  type RatingCategory,
  ratingCategories,
  type Sentiment,
  sentimentOfScore,
  sentiments,
} from '../../../shared/domains/guest/feedback-inputs.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Field, Select, TextArea } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { categoryWord, feedbackTypeWord, SENTIMENT, sourceWord } from './feedback-words.ts'
import { ScoreField } from './ScoreField.tsx'
import styles from './Record.module.css'

interface Said {
  readonly type: FeedbackType
  readonly npsScore: number | null
  readonly ratings: Partial<Record<RatingCategory, number>>
  readonly comment: string
  /** Null: as the score tells. */
  readonly sentiment: Sentiment | null
  readonly source: FeedbackSource
}

const NOTHING: Said = { type: 'NPS', npsScore: null, ratings: {}, comment: '', sentiment: null, source: 'desk' }

/** Writes down what a guest said, at the desk or on the phone. */
export default function FeedbackDialog({ profileId }: { profileId: string }) {
  const close = useView((view) => view.close)
  const { run, busy, problem } = useRun()
  const live = useLive('guest.profile', { profileId })
  const guestName = live.phase === 'ready' ? (live.rows[0]?.fullName ?? '') : ''
  const [said, setSaid] = useState(NOTHING)
  const sentiment = said.sentiment ?? (said.npsScore === null ? null : sentimentOfScore(said.npsScore))
  const ready =
    said.type === 'NPS'
      ? said.npsScore !== null
      : said.npsScore !== null || said.comment.trim() !== '' || Object.keys(said.ratings).length > 0
  const save = async () => {
    if (!ready) return
    if (!(await run('v1.feedback.record', { ...said, sentiment, stayId: null, profileId }))) return
    tell(t('Feedback kept'), guestName)
    close()
  }
  const rate = (category: RatingCategory, stars: string) => {
    const others = Object.fromEntries(Object.entries(said.ratings).filter(([each]) => each !== category))
    setSaid({ ...said, ratings: stars === '' ? others : { ...others, [category]: Number(stars) } })
  }
  return (
    <Modal
      title={t('Feedback')}
      description={guestName}
      width={620}
      onClose={close}
      onSubmit={() => void save()}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !ready}>
            {t('Keep feedback')}
          </Button>
        </>
      }
    >
      <div className={styles.section}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <ScoreField score={said.npsScore} onScore={(npsScore) => setSaid({ ...said, npsScore })} />
        <Field label={t('What the guest said')} optional>
          <TextArea
            rows={3}
            maxLength={2000}
            value={said.comment}
            onChange={(change) => setSaid({ ...said, comment: change.target.value })}
          />
        </Field>
        <div className={styles.grid}>
          <Choice
            label={t('Kind')}
            values={feedbackTypes}
            value={said.type}
            wordOf={feedbackTypeWord}
            onValue={(type) => setSaid({ ...said, type })}
          />
          <Choice
            label={t('Said')}
            values={feedbackSources}
            value={said.source}
            wordOf={sourceWord}
            onValue={(source) => setSaid({ ...said, source })}
          />
          <Field label={t('Mood')}>
            <Select
              value={sentiment ?? ''}
              onChange={(change) =>
                setSaid({ ...said, sentiment: sentiments.find((each) => each === change.target.value) ?? null })
              }
            >
              <option value="">{t('Not said')}</option>
              {sentiments.map((each) => (
                <option key={each} value={each}>
                  {SENTIMENT[each].word()}
                </option>
              ))}
            </Select>
          </Field>
          {ratingCategories.map((category) => (
            <Field key={category} label={categoryWord(category)} optional>
              <Select value={said.ratings[category] ?? ''} onChange={(change) => rate(category, change.target.value)}>
                <option value="">–</option>
                {[5, 4, 3, 2, 1].map((stars) => (
                  <option key={stars} value={stars}>
                    {t('{stars, plural, one {# star} other {# stars}}', { stars })}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
        </div>
      </div>
    </Modal>
  )
}
