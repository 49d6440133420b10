import { SearchX, TriangleAlert } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { HousekeepingStatus } from '../../../shared/domains/property_mgmt/inputs.ts'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useActiveList } from '../../state/active-list.ts'
import type { ScreenIntent } from '../../state/intents.ts'
import { useIntent } from '../../state/intents.ts'
import type { Step } from '../../state/selection.ts'
import { moveInGrid } from '../../state/selection.ts'
import { useView } from '../../state/view.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { HOUSEKEEPING } from './marks.ts'
import type { Grouping, UnitFilter } from './unit-groups.ts'
import { groupUnits } from './unit-groups.ts'
import { UnitPanel } from './UnitPanel.tsx'
import { FaultyTile, UnitTile } from './UnitTile.tsx'
import { UnitToolbar } from './UnitToolbar.tsx'
import styles from './UnitsScreen.module.css'

const NO_UNITS: readonly UnitRow[] = []
const BY_KEY: Partial<Record<ScreenIntent, HousekeepingStatus>> = {
  'mark-dirty': 'dirty',
  'mark-clean': 'clean',
  'mark-inspected': 'inspected',
}

export default function UnitsScreen() {
  const live = useLive('unit.list', {})
  const { selection, select, go } = useView()
  const [grouping, setGrouping] = useState<Grouping>('floor')
  const [filter, setFilter] = useState<UnitFilter>('all')
  const [number, setNumber] = useState('')
  const units = live.phase === 'ready' ? live.rows : NO_UNITS
  const groups = useMemo(() => groupUnits(units, grouping, filter, number), [units, grouping, filter, number])
  const unitIds = useMemo(() => groups.map((group) => group.units.map((unit) => unit.unitId)), [groups])
  const ids = useMemo(() => unitIds.flat(), [unitIds])
  const selectedId = selection?.kind === 'unit' ? selection.id : null
  const selected = units.find((unit) => unit.unitId === selectedId)
  const { run, problem, dismiss } = useRun()

  const setStatus = useCallback(
    async (unit: UnitRow, status: HousekeepingStatus) => {
      const done = await run('v1.unit.setHousekeepingStatus', { unitId: unit.unitId, status })
      if (done) tell(t('Unit {number}: {status}', { number: unit.number, status: HOUSEKEEPING[status].word() }))
    },
    [run],
  )
  useIntent(
    useCallback(
      (intent: ScreenIntent) => {
        const status = BY_KEY[intent]
        if (status && selected) void setStatus(selected, status)
      },
      [selected, setStatus],
    ),
  )
  const openUnit = useCallback(
    (id: string) => {
      const unit = units.find((candidate) => candidate.unitId === id)
      if (unit?.reservationId) go({ screen: 'reservation', reservationId: unit.reservationId })
    },
    [units, go],
  )
  const selectUnit = useCallback(
    (id: string) => {
      dismiss()
      select({ kind: 'unit', id })
    },
    [dismiss, select],
  )
  const grid = useRef<HTMLDivElement>(null)
  const move = useCallback(
    (from: string | null, step: Step) => moveInGrid(unitIds, columnsOf(grid.current), from, step),
    [unitIds],
  )
  useActiveList('unit', ids, openUnit, move)

  if (live.phase === 'failed') {
    return <EmptyState icon={TriangleAlert} title={t('The units cannot be read')} text={live.message} />
  }
  return (
    <div className={styles.screen}>
      <UnitToolbar
        units={units}
        grouping={grouping}
        onGrouping={setGrouping}
        filter={filter}
        onFilter={setFilter}
        number={number}
        onNumber={setNumber}
      />
      {problem && (
        <div className={styles.notice}>
          <Notice tone="problem" what={problem.what} todo={problem.todo} onClose={dismiss} />
        </div>
      )}
      <div className={styles.content}>
        {live.phase === 'loading' && (
          <div className={styles.groups} aria-busy="true">
            <TileSkeleton />
          </div>
        )}
        {live.phase === 'ready' && groups.length === 0 && (
          <EmptyState icon={SearchX} title={t('No unit is like that')} text={t('Take a filter off to see more.')} />
        )}
        <div
          ref={grid}
          className={styles.groups}
          role="listbox"
          aria-label={t('Units')}
          tabIndex={0}
          hidden={groups.length === 0}
        >
          {groups.map((group) => (
            <section key={group.key} role="group" aria-label={group.title} className={styles.group}>
              <p className={styles.groupTitle} aria-hidden="true">
                {group.title} <span>{group.units.length}</span>
              </p>
              <div className={styles.tiles}>
                {group.units.map((unit) => (
                  <ErrorBoundary
                    key={unit.unitId}
                    part={t('A unit')}
                    of={unit}
                    fallback={() => <FaultyTile unit={unit} />}
                  >
                    <UnitTile unit={unit} selected={unit.unitId === selectedId} onSelect={selectUnit} />
                  </ErrorBoundary>
                ))}
              </div>
            </section>
          ))}
        </div>
        {selected && (
          <ErrorBoundary part={t('This unit')} of={selected}>
            <UnitPanel unit={selected} onStatus={setStatus} />
          </ErrorBoundary>
        )}
      </div>
    </div>
  )
}

/** How many tiles the browser puts side by side now: the grid fills the room that it has. */
function columnsOf(grid: HTMLElement | null): number {
  const tiles = grid?.querySelector(`.${styles.tiles}`)
  return tiles ? Math.max(1, getComputedStyle(tiles).gridTemplateColumns.split(' ').length) : 1
}

function TileSkeleton() {
  return (
    <div className={styles.tiles} role="status" aria-label={t('Loading')}>
      {Array.from({ length: 40 }, (_, index) => (
        <span key={index} className={styles.bone} />
      ))}
    </div>
  )
}
