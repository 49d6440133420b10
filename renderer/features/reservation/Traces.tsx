import { CalendarCheck2, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { TraceRow } from '../../../shared/domains/reservation/trace-rows.ts'
import { formatDay, formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { departments, type Department } from '../../../shared/schema/operations.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { WaitingMoney } from '../billing/WaitingMoney.tsx'
import { wordFor } from './marks.ts'
import styles from './Traces.module.css'

/** What is to be done by today, for any guest, and the money that waits: on the Today screen. */
export function DueTraces() {
  const live = useLive('desk.traces', {})
  const money = useLive('folio.waiting', {})
  if (live.phase === 'failed')
    return <EmptyState icon={TriangleAlert} title={t('This list cannot be read')} text={live.message} />
  if (live.phase === 'loading' || money.phase === 'loading') return null
  const waiting = money.phase === 'ready' ? money.rows : []
  if (live.rows.length > 0 || waiting.length > 0)
    return (
      <>
        {waiting.length > 0 && <WaitingMoney rows={waiting} />}
        <TraceList rows={live.rows} named />
      </>
    )
  return (
    <EmptyState
      icon={CalendarCheck2}
      title={t('Nothing is due')}
      text={t('What a department is to do for a guest appears here on its day. It is noted on the reservation.')}
    />
  )
}

/** What is to be done for one guest, what was done, and a line to note more. */
export function TracesOf({ reservationId, businessDate }: { reservationId: string; businessDate: string }) {
  const live = useLive('desk.traces', { reservationId })
  return (
    <>
      {live.phase === 'ready' && <TraceList rows={live.rows} />}
      <AddTrace reservationId={reservationId} businessDate={businessDate} />
    </>
  )
}

function TraceList({ rows, named = false }: { rows: readonly TraceRow[]; named?: boolean }) {
  const { run, busy, problem } = useRun()
  const go = useView((view) => view.go)
  return (
    <>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      <ul className={styles.list} aria-label={t('Traces')}>
        {rows.map((row) => (
          <li key={row.traceId} className={row.doneAt ? styles.done : undefined}>
            <span className={styles.due}>{formatDay(row.due)}</span>
            <span className={styles.text}>
              {row.text}
              <span className={styles.soft}>
                {' '}
                {wordFor(row.department)}
                {row.doneAt && ` · ${doneWords(row.doneAt, row.doneByName)}`}
              </span>
            </span>
            {named && (
              <Button
                size="small"
                tone="quiet"
                onClick={() => go({ screen: 'reservation', reservationId: row.reservationId })}
              >
                {row.guestName}
              </Button>
            )}
            {!row.doneAt && (
              <Button
                size="small"
                disabled={busy}
                aria-label={t('Done: {text}', { text: row.text })}
                onClick={() => void run('v1.reservation.completeTrace', { traceId: row.traceId })}
              >
                {t('Done')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function doneWords(doneAt: string, by: string | null): string {
  const instant = formatInstant(doneAt)
  return by === null ? t('done {instant}', { instant }) : t('done {instant} by {name}', { instant, name: by })
}

function AddTrace({ reservationId, businessDate }: { reservationId: string; businessDate: string }) {
  const [due, setDue] = useState(businessDate)
  const [department, setDepartment] = useState<Department>('front_office')
  const [text, setText] = useState('')
  const { run, busy, problem } = useRun()
  const add = async () => {
    if (text.trim() === '') return
    if (await run('v1.reservation.addTrace', { reservationId, due, department, text: text.trim() })) setText('')
  }
  return (
    <form
      className={styles.add}
      onSubmit={(submit) => {
        submit.preventDefault()
        void add()
      }}
    >
      <Field label={t('By')}>
        <Input type="date" value={due} onChange={(change) => setDue(change.target.value)} />
      </Field>
      <Choice label={t('For')} values={departments} value={department} wordOf={wordFor} onValue={setDepartment} />
      <Field label={t('To do')} className={styles.wide}>
        <Input value={text} maxLength={500} onChange={(change) => setText(change.target.value)} />
      </Field>
      <Button type="submit" disabled={busy || text.trim() === '' || due === ''}>
        {t('Add trace')}
      </Button>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
    </form>
  )
}
