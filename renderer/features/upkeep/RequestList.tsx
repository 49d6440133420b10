import { BellRing, Check, Hand, TriangleAlert } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { ServiceRow } from '../../../shared/domains/operations/upkeep-rows.ts'
import { t } from '../../../shared/language/t.ts'
import type { LiveState } from '../../core-client/live-store.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useActiveList } from '../../state/active-list.ts'
import { useIntent, type ScreenIntent } from '../../state/intents.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import type { Column } from '../../ui/columns.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { priorityMark } from '../operations/marks.ts'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { requestCategoryWord, requestMark } from './marks.ts'
import { answerOf, type Answer } from './sla.ts'
import styles from './UpkeepScreen.module.css'
import { useMinute } from './use-minute.ts'

const NO_IDS: readonly string[] = []
const keyOf = (row: ServiceRow): string => row.requestId
const attributesOf = (row: ServiceRow) => ({ 'data-request-id': row.requestId })

interface Handles {
  readonly takeOn: (row: ServiceRow) => void
  readonly finish: (row: ServiceRow) => void
  readonly withdraw: (row: ServiceRow) => void
}

/** What guests wait for; nobody's first. */
export function RequestList({ live }: { live: LiveState<ServiceRow> }) {
  const { selection, select, go, open } = useView()
  const may = useMay()
  const { run, problem, dismiss } = useRun()
  const now = useMinute()
  const rows = live.phase === 'ready' ? live.rows : undefined
  const ids = useMemo(() => rows?.map(keyOf) ?? NO_IDS, [rows])
  const selectedId = selection?.kind === 'request' ? selection.id : null
  const handles = useMemo<Handles>(
    () => ({
      takeOn: async ({ requestId, description }) => {
        if (await run('v1.service.acknowledge', { requestId })) tell(t('Taken on'), description)
      },
      finish: async ({ requestId, description }) => {
        if (await run('v1.service.complete', { requestId })) tell(t('Done for the guest'), description)
      },
      withdraw: ({ requestId }) => open({ kind: 'cancel-request', requestId }),
    }),
    [run, open],
  )
  useIntent(
    useCallback(
      (intent: ScreenIntent) => {
        const row = rows?.find((each) => each.requestId === selectedId)
        if (row && intent === 'take-on' && row.acknowledgedAt === null) handles.takeOn(row)
        if (row && intent === 'finish') handles.finish(row)
      },
      [rows, selectedId, handles],
    ),
  )
  const openRow = useCallback(
    (id: string) => {
      const row = rows?.find((each) => each.requestId === id)
      if (row?.reservationId && may.ask('reservation.detail'))
        go({ screen: 'reservation', reservationId: row.reservationId })
    },
    [rows, go, may],
  )
  useActiveList('request', ids, openRow)
  const selectRow = useCallback((id: string) => select({ kind: 'request', id }), [select])
  const works = may.give('v1.service.acknowledge')
  const columns = useMemo(() => columnsFor(now, works ? handles : null), [now, works, handles])

  return (
    <>
      {problem && (
        <div className={styles.notice}>
          <Notice tone="problem" what={problem.what} todo={problem.todo} onClose={dismiss} />
        </div>
      )}
      <div className={styles.list}>
        {live.phase === 'failed' ? (
          <EmptyState icon={TriangleAlert} title={t('This list cannot be read')} text={live.message} />
        ) : (
          <DataTable
            label={t('Guest requests')}
            columns={columns}
            rows={rows}
            keyOf={keyOf}
            selectedKey={selectedId}
            onSelect={selectRow}
            onOpen={openRow}
            attributesOf={attributesOf}
            empty={
              <EmptyState
                icon={BellRing}
                title={t('Nobody waits for anything')}
                text={t('What guests ask for appears here, at every desk of the house.')}
              />
            }
          />
        )}
      </div>
    </>
  )
}

function columnsFor(now: number, handles: Handles | null): readonly Column<ServiceRow>[] {
  return [
    { key: 'unit', header: () => t('Unit'), width: 56, render: (row) => <strong>{row.unitNumber ?? ''}</strong> },
    {
      key: 'text',
      header: () => t('Request'),
      width: 170,
      grow: 2,
      render: (row) => (
        <span className={styles.text} title={row.description}>
          {row.description}
        </span>
      ),
    },
    {
      key: 'guest',
      header: () => t('Guest'),
      width: 110,
      grow: 1,
      yields: 2,
      render: (row) => row.guestName ?? <span className={styles.soft}>{t('Nobody in house')}</span>,
    },
    {
      key: 'category',
      header: () => t('For'),
      width: 110,
      yields: 4,
      render: (row) => requestCategoryWord(row.category),
    },
    {
      key: 'priority',
      header: () => t('Priority'),
      width: 86,
      yields: 1,
      render: (row) => {
        const mark = priorityMark(row.priority)
        return mark ? <Chip mark={mark} /> : <span className={styles.soft}>{t('Normal')}</span>
      },
    },
    {
      key: 'status',
      header: () => t('Status'),
      width: 128,
      render: (row) => <Chip mark={requestMark(row.status)} />,
    },
    {
      key: 'answer',
      header: () => t('Answer'),
      width: 124,
      render: (row) => <AnswerMark answer={answerOf(row, now)} />,
    },
    {
      key: 'assigned',
      header: () => t('Who'),
      width: 90,
      grow: 0.6,
      yields: 3,
      render: (row) => row.assignedName ?? '',
    },
    {
      key: 'sync',
      header: () => t('Sync'),
      width: 80,
      yields: 5,
      render: (row) => <CertaintyMark certainty={row.certainty} />,
    },
    ...(handles ? [stepsColumn(handles)] : []),
  ]
}

function AnswerMark({ answer }: { answer: Answer }) {
  switch (answer.kind) {
    case 'in_time':
      return <span className={styles.soft}>{t('in time')}</span>
    case 'late':
      return <span className={styles.soft}>{t('late')}</span>
    case 'waiting':
      return <span>{t('waits {minutes} min', { minutes: answer.minutes })}</span>
    case 'overdue':
      return <span className={styles.nowhere}>{t('late: {minutes} min', { minutes: answer.minutes })}</span>
  }
}

function stepsColumn(handles: Handles): Column<ServiceRow> {
  return {
    key: 'steps',
    header: () => '',
    width: 236,
    align: 'end',
    render: (row) => (
      <span className={styles.buttons}>
        {row.acknowledgedAt === null && (
          <Button
            size="small"
            aria-label={t('Take on: {text}', { text: row.description })}
            onClick={() => handles.takeOn(row)}
          >
            <Hand size={13} aria-hidden="true" /> {t('Take on')}
          </Button>
        )}
        <Button
          size="small"
          aria-label={t('Done: {text}', { text: row.description })}
          onClick={() => handles.finish(row)}
        >
          <Check size={13} aria-hidden="true" /> {t('Done')}
        </Button>
        <Button
          size="small"
          tone="quiet"
          aria-label={t('Withdraw: {text}', { text: row.description })}
          onClick={() => handles.withdraw(row)}
        >
          {t('Withdraw')}
        </Button>
      </span>
    ),
  }
}
