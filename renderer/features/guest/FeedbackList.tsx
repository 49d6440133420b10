import { useState } from 'react'
import { type Sentiment, sentiments } from '../../../shared/domains/guest/feedback-inputs.ts'
import type { FeedbackRow } from '../../../shared/domains/guest/feedback-rows.ts'
import { formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { formatRoute } from '../../state/route.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field, Select, TextArea } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { categoryWord, feedbackTypeWord, SENTIMENT, sourceWord, WAITING } from './feedback-words.ts'
import styles from './Record.module.css'

/** What guests said, newest first, each with its answer. */
export function FeedbackList({ rows, named }: { rows: readonly FeedbackRow[]; named: boolean }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.feedbackId} className={styles.feedback} data-feedback-id={row.feedbackId}>
          <Feedback row={row} named={named} />
        </li>
      ))}
    </ul>
  )
}

function Feedback({ row, named }: { row: FeedbackRow; named: boolean }) {
  const stars = Object.entries(row.ratings) as [Parameters<typeof categoryWord>[0], number][]
  return (
    <>
      <div className={styles.row}>
        {row.npsScore !== null && (
          <strong aria-label={t('Score {score} of 10', { score: row.npsScore })}>{row.npsScore}/10</strong>
        )}
        <span className={styles.grow}>
          {named && <Guest row={row} />} <span className={styles.soft}>{subjectOf(row)}</span>
        </span>
        <CertaintyMark certainty={row.certainty} />
        {row.response === null && row.comment !== '' && <Chip mark={WAITING} bare />}
        <Mood row={row} />
      </div>
      {stars.length > 0 && (
        <p className={styles.soft}>
          {stars.map(([category, count]) => `${categoryWord(category)} ${count}/5`).join(' · ')}
        </p>
      )}
      {row.comment && <p>{row.comment}</p>}
      <Answer row={row} />
    </>
  )
}

function subjectOf(row: FeedbackRow): string {
  return [
    feedbackTypeWord(row.type),
    row.unitNumber && t('unit {unit}', { unit: row.unitNumber }),
    sourceWord(row.source),
    formatInstant(row.submittedAt),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Guest({ row }: { row: FeedbackRow }) {
  const go = useView((view) => view.go)
  const { profileId } = row
  if (profileId === null) return <strong>{t('Somebody')}</strong>
  return (
    <a
      className={styles.link}
      href={formatRoute({ screen: 'guest', profileId })}
      onClick={(click) => {
        click.preventDefault()
        go({ screen: 'guest', profileId })
      }}
    >
      <strong>{row.guestName}</strong>
    </a>
  )
}

/** As a person reads it; whoever may, says otherwise here. */
function Mood({ row }: { row: FeedbackRow }) {
  const { run, busy } = useRun()
  if (!useMay().give('v1.feedback.setSentiment')) return row.sentiment && <Chip mark={SENTIMENT[row.sentiment]} />
  return (
    <Select
      className={styles.mood}
      aria-label={t('Mood')}
      disabled={busy}
      value={row.sentiment ?? ''}
      onChange={(change) => {
        const sentiment: Sentiment | undefined = sentiments.find((each) => each === change.target.value)
        if (sentiment) void run('v1.feedback.setSentiment', { feedbackId: row.feedbackId, sentiment })
      }}
    >
      {row.sentiment === null && <option value="">{t('Mood?')}</option>}
      {sentiments.map((each) => (
        <option key={each} value={each}>
          {SENTIMENT[each].word()}
        </option>
      ))}
    </Select>
  )
}

function Answer({ row }: { row: FeedbackRow }) {
  const { run, busy, problem } = useRun()
  const mayAnswer = useMay().give('v1.feedback.respond')
  const [response, setResponse] = useState<string | null>(null)
  if (row.response !== null) {
    return (
      <p className={styles.answer}>
        {row.response}
        {row.respondedAt && <span className={styles.soft}> · {formatInstant(row.respondedAt)}</span>}
      </p>
    )
  }
  if (!mayAnswer) return null
  if (response === null) {
    return (
      <div className={styles.foot}>
        <Button size="small" onClick={() => setResponse('')}>
          {t('Answer')}
        </Button>
      </div>
    )
  }
  const send = async () => {
    if (response.trim() === '') return
    if (await run('v1.feedback.respond', { feedbackId: row.feedbackId, response }))
      tell(t('Answer kept'), row.guestName ?? '')
  }
  return (
    <form
      className={styles.section}
      noValidate
      onSubmit={(submit) => {
        submit.preventDefault()
        void send()
      }}
    >
      <Field label={t('Answer of the house')}>
        <TextArea
          autoFocus
          rows={3}
          maxLength={4000}
          value={response}
          onChange={(change) => setResponse(change.target.value)}
          onKeyDown={(key) => {
            if (key.key === 'Enter' && (key.ctrlKey || key.metaKey)) void send()
          }}
        />
      </Field>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      <div className={styles.foot}>
        <Button type="submit" size="small" tone="primary" disabled={busy || response.trim() === ''}>
          {t('Keep the answer')}
        </Button>
        <Button size="small" tone="quiet" onClick={() => setResponse(null)}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}
