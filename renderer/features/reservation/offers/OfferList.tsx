import { TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useCallback, useMemo } from 'react'
import { t } from '../../../../shared/language/t.ts'
import { useActiveList } from '../../../state/active-list.ts'
import type { Selection } from '../../../state/selection.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Column } from '../../../ui/columns.ts'
import { DataTable } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorBoundary } from '../../../ui/ErrorBoundary.tsx'
import panel from '../ReservationPanel.module.css'
import today from '../TodayScreen.module.css'
import styles from './Offers.module.css'

type Answer<Row> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly message: string }
  | { readonly phase: 'ready'; readonly rows: readonly Row[] }

interface OfferListProps<Row> {
  kind: Selection['kind']
  label: string
  live: Answer<Row>
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  empty: ReactNode
  /** Above the list: what can be made new. */
  bar: ReactNode
  panelLabel: string
  panelOf: (row: Row) => ReactNode
}

/** A list with what is chosen beside it. */
export function OfferList<Row>(props: OfferListProps<Row>) {
  const { kind, label, live, columns, keyOf, empty, bar, panelLabel, panelOf } = props
  const { selection, select } = useView()
  const rows = live.phase === 'ready' ? live.rows : undefined
  const ids = useMemo(() => rows?.map(keyOf) ?? [], [rows, keyOf])
  const choose = useCallback((id: string) => select({ kind, id }), [select, kind])
  useActiveList(kind, ids, choose)
  const selectedId = selection?.kind === kind ? selection.id : null
  const selected = rows?.find((row) => keyOf(row) === selectedId)
  if (live.phase === 'failed')
    return <EmptyState icon={TriangleAlert} title={t('This list cannot be read')} text={live.message} />
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>{bar}</div>
      <div className={today.content}>
        <div className={today.list}>
          <DataTable
            label={label}
            columns={columns}
            rows={rows}
            keyOf={keyOf}
            selectedKey={selectedId}
            onSelect={choose}
            empty={empty}
          />
        </div>
        {selected && (
          <aside className={panel.panel} aria-label={panelLabel}>
            <div className={panel.tools}>
              <Button tone="quiet" size="small" aria-label={t('Close the panel')} onClick={() => select(null)}>
                <X size={15} aria-hidden="true" />
              </Button>
            </div>
            <ErrorBoundary part={panelLabel}>{panelOf(selected)}</ErrorBoundary>
          </aside>
        )}
      </div>
    </div>
  )
}
