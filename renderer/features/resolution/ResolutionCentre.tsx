import { CircleCheckBig, ListChecks, Siren, TriangleAlert } from 'lucide-react'
import { useCallback, useEffect, useMemo } from 'react'
import { isUrgent } from '../../../shared/domains/resolution/reasons.ts'
import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import { describeResolution } from '../../../shared/domains/resolution/words.ts'
import { formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useActiveList } from '../../state/active-list.ts'
import type { ScreenIntent } from '../../state/intents.ts'
import { useIntent } from '../../state/intents.ts'
import { useView } from '../../state/view.ts'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TabBar } from '../../ui/Tabs.tsx'

import { reopen } from './reopen.ts'
import { giveAgain, takeNextStep } from './next-step.ts'
import styles from './ResolutionCentre.module.css'
import { ResolutionEntry } from './ResolutionEntry.tsx'

const NO_IDS: readonly string[] = []

/** What the centre re-planned or refused, for a person to settle. The list is on the left, the whole story on the right. */
export default function ResolutionCentre({ status }: { status: 'open' | 'resolved' }) {
  const { go, open, select, selection } = useView()
  const live = useLive('resolution.list', { status })
  const rows = live.phase === 'ready' ? live.rows : undefined
  const summary = useLive('desk.summary', {})
  const openCount = summary.phase === 'ready' ? summary.rows[0]?.openResolutions : undefined
  const ids = useMemo(() => rows?.map((row) => row.resolutionId) ?? NO_IDS, [rows])
  const selectedId = selection?.kind === 'resolution' ? selection.id : null
  const selected = rows?.find((row) => row.resolutionId === selectedId)
  useActiveList(
    'resolution',
    ids,
    useCallback((id: string) => status === 'open' && open({ kind: 'resolve', resolutionId: id }), [open, status]),
  )
  const may = useMay()
  const { run, problem } = useRun()
  useIntent(
    useCallback(
      (intent: ScreenIntent) => {
        if (intent === 'filter') return go({ screen: 'resolutions', status: status === 'open' ? 'resolved' : 'open' })
        if (selected && intent === 'reopen') return void reopen(selected, run)
        if (selected?.status !== 'open') return
        if (intent === 'again') return giveAgain(selected, may)
        if (intent === 'next-step') takeNextStep(selected, may)
        if (intent === 'resolve') open({ kind: 'resolve', resolutionId: selected.resolutionId })
      },
      [selected, may, run, status, go, open],
    ),
  )
  // There is always one in front: the next one stands ready when one was settled.
  const [first] = ids
  useEffect(() => {
    if (first !== undefined && !selected) select({ kind: 'resolution', id: first })
  }, [first, selected, select])

  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('Resolution Centre')}</h1>
        <TabBar
          label={t('Entries')}
          value={status}
          onChange={(next) => go({ screen: 'resolutions', status: next })}
          choices={[
            { value: 'open', label: t('Still open'), count: openCount },
            { value: 'resolved', label: t('Resolved') },
          ]}
        />
        <Kbd keys="F" />
      </div>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      {live.phase === 'failed' ? (
        <EmptyState icon={TriangleAlert} title={t('The entries cannot be read')} text={live.message} />
      ) : rows?.length === 0 ? (
        <Nothing status={status} />
      ) : (
        <div className={styles.content}>
          <ul className={styles.list} aria-label={status === 'open' ? t('Open entries') : t('Resolved entries')}>
            {rows?.map((row) => (
              <li key={row.resolutionId}>
                <EntryCard
                  row={row}
                  current={row.resolutionId === selectedId}
                  onSelect={() => select({ kind: 'resolution', id: row.resolutionId })}
                />
              </li>
            ))}
          </ul>
          {selected && (
            <ErrorBoundary key={selected.resolutionId} part={t('This entry')}>
              <ResolutionEntry row={selected} onReopen={() => void reopen(selected, run)} />
            </ErrorBoundary>
          )}
        </div>
      )}
    </div>
  )
}

function Nothing({ status }: { status: 'open' | 'resolved' }) {
  return status === 'open' ? (
    <EmptyState
      icon={CircleCheckBig}
      title={t('Nothing to resolve')}
      text={t('Whatever the centre cannot do as it was entered appears here, with the reason and the next step. Nothing is lost silently.')} // prettier-ignore
    />
  ) : (
    <EmptyState icon={ListChecks} title={t('Nothing was resolved yet')} />
  )
}

function EntryCard({ row, current, onSelect }: { row: ResolutionRow; current: boolean; onSelect: () => void }) {
  const { title } = describeResolution(row)
  const urgent = row.status === 'open' && isUrgent(row.reason)
  return (
    <button
      type="button"
      className={cx(styles.card, urgent && styles.urgent, current && styles.current)}
      aria-current={current ? 'true' : undefined}
      data-resolution-id={row.resolutionId}
      {...(row.confirmationNo !== null && { 'data-confirmation': row.confirmationNo })}
      onClick={onSelect}
    >
      <span className={styles.cardTitle}>
        {urgent && <Siren size={15} aria-label={t('Act now')} />}
        {title}
      </span>
      <span className={styles.cardLine}>
        <span>{[row.guestName, row.confirmationNo].filter(Boolean).join(' · ')}</span>
        <time dateTime={row.raisedAt}>{formatInstant(row.resolvedAt ?? row.raisedAt)}</time>
      </span>
    </button>
  )
}
