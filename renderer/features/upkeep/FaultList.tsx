import { TriangleAlert, Wrench } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { FaultRow } from '../../../shared/domains/operations/upkeep-rows.ts'
import { formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { LiveState } from '../../core-client/live-store.ts'
import { useMay } from '../../core-client/may.ts'
import { useActiveList } from '../../state/active-list.ts'
import { useView } from '../../state/view.ts'
import { Chip } from '../../ui/Chip.tsx'
import type { Column } from '../../ui/columns.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { BLOCK } from '../property_mgmt/marks.ts'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { FaultPanel } from './FaultPanel.tsx'
import { faultCategoryWord, FAULT_STATUS, severityMark, severityWord } from './marks.ts'
import styles from './UpkeepScreen.module.css'

const NO_IDS: readonly string[] = []
const keyOf = (row: FaultRow): string => row.requestId
const attributesOf = (row: FaultRow) => ({ 'data-fault-id': row.requestId })

/** What is broken, the worst first; beside it what is known of the one that is chosen. */
export function FaultList({ live }: { live: LiveState<FaultRow> }) {
  const { selection, select, go } = useView()
  const may = useMay()
  const rows = live.phase === 'ready' ? live.rows : undefined
  const ids = useMemo(() => rows?.map(keyOf) ?? NO_IDS, [rows])
  const selectedId = selection?.kind === 'fault' ? selection.id : null
  const selected = rows?.find((row) => row.requestId === selectedId)
  const openUnit = useCallback(
    (id: string) => {
      const unitId = rows?.find((row) => row.requestId === id)?.unitId
      if (!unitId || !may.ask('unit.list')) return
      go({ screen: 'units' })
      select({ kind: 'unit', id: unitId })
    },
    [rows, go, select, may],
  )
  useActiveList('fault', ids, openUnit)
  const selectRow = useCallback((id: string) => select({ kind: 'fault', id }), [select])

  if (live.phase === 'failed')
    return <EmptyState icon={TriangleAlert} title={t('This list cannot be read')} text={live.message} />
  return (
    <div className={styles.content}>
      <div className={styles.list}>
        <DataTable
          label={t('Faults')}
          columns={COLUMNS}
          rows={rows}
          keyOf={keyOf}
          selectedKey={selectedId}
          onSelect={selectRow}
          onOpen={openUnit}
          attributesOf={attributesOf}
          empty={
            <EmptyState
              icon={Wrench}
              title={t('Nothing is broken')}
              text={t('Whoever sees a fault reports it, in a unit or anywhere in the house.')}
            />
          }
        />
      </div>
      {selected && (
        <ErrorBoundary part={t('This fault')} of={selected}>
          <FaultPanel fault={selected} />
        </ErrorBoundary>
      )}
    </div>
  )
}

const COLUMNS: readonly Column<FaultRow>[] = [
  {
    key: 'where',
    header: () => t('Where'),
    width: 90,
    grow: 0.4,
    render: (row) => <strong>{[row.unitNumber, row.place].filter(Boolean).join(' · ')}</strong>,
  },
  {
    key: 'text',
    header: () => t('Fault'),
    width: 160,
    grow: 2,
    render: (row) => (
      <span className={styles.text} title={[row.description, ...row.alsoReported].join('\n')}>
        {row.description}
        {row.alsoReported.length > 0 && <span className={styles.soft}> · {row.alsoReported.join(' · ')}</span>}
      </span>
    ),
  },
  {
    key: 'category',
    header: () => t('Kind'),
    width: 120,
    grow: 0.4,
    yields: 3,
    render: (row) => faultCategoryWord(row.category),
  },
  {
    key: 'severity',
    header: () => t('How bad'),
    width: 92,
    render: (row) => {
      const mark = severityMark(row.severity)
      return mark ? <Chip mark={mark} /> : <span className={styles.soft}>{severityWord(row.severity)}</span>
    },
  },
  { key: 'status', header: () => t('Status'), width: 112, render: (row) => <Chip mark={FAULT_STATUS[row.status]} /> },
  {
    key: 'block',
    header: () => t('Unit'),
    width: 118,
    yields: 2,
    render: (row) => (row.blockStatus && row.blockStatus !== 'none' ? <Chip mark={BLOCK[row.blockStatus]} /> : ''),
  },
  {
    key: 'who',
    header: () => t('Who'),
    width: 100,
    grow: 0.6,
    yields: 1,
    render: (row) => row.assignedName ?? <span className={styles.soft}>{t('Nobody')}</span>,
  },
  {
    key: 'since',
    header: () => t('Reported'),
    width: 118,
    yields: 4,
    render: (row) => formatInstant(row.reportedAt),
  },
  {
    key: 'sync',
    header: () => t('Sync'),
    width: 80,
    yields: 5,
    render: (row) => <CertaintyMark certainty={row.certainty} />,
  },
]
