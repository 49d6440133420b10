import { Brush, Check, TriangleAlert } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { TaskRow } from '../../../shared/domains/operations/rows.ts'
import { formatDate } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useActiveList } from '../../state/active-list.ts'
import type { ScreenIntent } from '../../state/intents.ts'
import { useIntent } from '../../state/intents.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import type { Column } from '../../ui/columns.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { priorityMark, taskTypeWord, taskMark } from './marks.ts'
import styles from './TaskList.module.css'

const NO_IDS: readonly string[] = []
const keyOf = (row: TaskRow): string => row.taskId
const attributesOf = (row: TaskRow) => ({ 'data-task-id': row.taskId, 'data-unit-id': row.unitId })

export function TaskList({ desk }: { desk: DeskInfo }) {
  const { selection, select, go } = useView()
  const live = useLive('housekeeping.tasks', {})
  const rows = live.phase === 'ready' ? live.rows : undefined
  const ids = useMemo(() => rows?.map(keyOf) ?? NO_IDS, [rows])
  const selectedId = selection?.kind === 'task' ? selection.id : null
  const { run, problem, dismiss } = useRun()

  const complete = useCallback(
    async (task: TaskRow) => {
      if (await run('v1.housekeeping.completeTask', { taskId: task.taskId }))
        tell(t('Unit {unitNumber} is clean', { unitNumber: task.unitNumber }))
    },
    [run],
  )
  useIntent(
    useCallback(
      (intent: ScreenIntent) => {
        const task = rows?.find((row) => row.taskId === selectedId)
        if (intent === 'complete-task' && task) void complete(task)
      },
      [rows, selectedId, complete],
    ),
  )
  const openUnit = useCallback(
    (id: string) => {
      const task = rows?.find((row) => row.taskId === id)
      if (!task) return
      go({ screen: 'units' })
      select({ kind: 'unit', id: task.unitId })
    },
    [rows, go, select],
  )
  useActiveList('task', ids, openUnit)
  const selectRow = useCallback((id: string) => select({ kind: 'task', id }), [select])
  const mayComplete = useMay().give('v1.housekeeping.completeTask')
  const columns = useMemo(() => columnsFor(mayComplete ? complete : null), [complete, mayComplete])

  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('Housekeeping')}</h1>
        <p className={styles.sub}>
          {formatDate(desk.businessDate)}
          {rows && ` · ${t('{count, plural, one {# open task} other {# open tasks}}', { count: rows.length })}`}
        </p>
      </div>
      {problem && (
        <div className={styles.notice}>
          <Notice tone="problem" what={problem.what} todo={problem.todo} onClose={dismiss} />
        </div>
      )}
      <div className={styles.list}>
        {live.phase === 'failed' ? (
          <EmptyState icon={TriangleAlert} title={t('The tasks cannot be read')} text={live.message} />
        ) : (
          <DataTable
            label={t('Housekeeping tasks')}
            columns={columns}
            rows={rows}
            keyOf={keyOf}
            selectedKey={selectedId}
            onSelect={selectRow}
            onOpen={openUnit}
            attributesOf={attributesOf}
            empty={
              <EmptyState
                icon={Brush}
                title={t('No open tasks')}
                text={t('Departures add tasks as guests check out.')}
              />
            }
          />
        )}
      </div>
    </div>
  )
}

/** Whoever may not complete a task sees no button for it. */
function columnsFor(complete: ((task: TaskRow) => void) | null): readonly Column<TaskRow>[] {
  return [
    { key: 'unit', header: () => t('Unit'), width: 64, render: (row) => <strong>{row.unitNumber}</strong> },
    { key: 'floor', header: () => t('Floor'), width: 48, yields: 2, render: (row) => row.floor },
    { key: 'type', header: () => t('Task'), width: 120, grow: 1, render: (row) => taskTypeWord(row.type) },
    { key: 'status', header: () => t('Status'), width: 120, render: (row) => <Chip mark={taskMark(row.status)} /> },
    {
      key: 'priority',
      header: () => t('Priority'),
      width: 90,
      yields: 1,
      render: (row) => {
        const mark = priorityMark(row.priority)
        return mark ? <Chip mark={mark} /> : <span className={styles.sub}>{t('Normal')}</span>
      },
    },
    {
      key: 'assigned',
      header: () => t('Attendant'),
      width: 110,
      grow: 1,
      render: (row) => row.assignedName ?? <span className={styles.sub}>{t('Nobody')}</span>,
    },
    { key: 'sync', header: () => t('Sync'), width: 80, render: (row) => <CertaintyMark certainty={row.certainty} /> },
    ...(complete ? [completeColumn(complete)] : []),
  ]
}

function completeColumn(complete: (task: TaskRow) => void): Column<TaskRow> {
  return {
    key: 'complete',
    header: () => '',
    width: 104,
    align: 'end',
    render: (row) => (
      <Button
        size="small"
        aria-label={t('Complete the task of unit {unitNumber}', { unitNumber: row.unitNumber })}
        onClick={() => complete(row)}
      >
        <Check size={13} aria-hidden="true" /> {t('Complete')}
      </Button>
    ),
  }
}
