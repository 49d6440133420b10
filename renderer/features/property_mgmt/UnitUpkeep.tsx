import { useCallback, useMemo } from 'react'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { formatDate } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useIntent, type ScreenIntent } from '../../state/intents.ts'
import { type OpenDialog, useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { FAULT_STATUS } from '../upkeep/marks.ts'
import { BLOCK } from './marks.ts'
import styles from './UnitPanel.module.css'

/** Of one unit: what is broken, whether it can be used, and the ways to say so. */
export function UnitUpkeep({ unit }: { unit: UnitRow }) {
  const { open, go, select } = useView()
  const may = useMay()
  const { run, busy, problem, dismiss } = useRun()
  const { unitId, blockId } = unit
  const sees = may.ask('maintenance.list')
  const live = useLive('maintenance.list', sees ? { unitId } : null)
  const faults = live.phase === 'ready' ? live.rows : []
  const [blocks, reports] = [may.give('v1.unit.takeOutOfOrder'), may.give('v1.maintenance.report')]
  const blocked = unit.blockStatus !== 'none' || blockId !== null
  const only = faults.length === 1 ? faults[0] : undefined
  const requestId = only && only.status !== 'resolved' ? only.requestId : undefined
  /** Where one thing is broken it is the reason. */
  const block = useMemo<OpenDialog>(
    () => ({ kind: 'out-of-order', unitId, ...(requestId !== undefined && { requestId }) }),
    [unitId, requestId],
  )
  const giveBack = async () => {
    const done = await run('v1.unit.returnToService', { unitId, ...(blockId !== null && { blockId }) })
    if (done) tell(t('Unit {number} is back in service', { number: unit.number }))
  }
  useIntent(
    useCallback(
      (intent: ScreenIntent) => {
        if (intent === 'block' && blocks) open(block)
        if (intent === 'report-fault' && reports) open({ kind: 'report-fault', unitId })
      },
      [open, unitId, block, blocks, reports],
    ),
  )
  return (
    <section className={styles.section}>
      <h3>{t('Maintenance')}</h3>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} onClose={dismiss} />}
      {blocked && <BlockWords unit={unit} />}
      {faults.map((fault) => (
        <p key={fault.requestId} className={styles.task}>
          <Chip mark={FAULT_STATUS[fault.status]} />
          <button
            type="button"
            className={styles.link}
            onClick={() => {
              go({ screen: 'upkeep', list: 'faults' })
              select({ kind: 'fault', id: fault.requestId })
            }}
          >
            {fault.description}
          </button>
        </p>
      ))}
      {!blocked && faults.length === 0 && <p className={styles.soft}>{t('No fault is known.')}</p>}
      <div className={styles.upkeep}>
        {reports && (
          <Button size="small" hint="R" onClick={() => open({ kind: 'report-fault', unitId })}>
            {t('Report a fault')}
          </Button>
        )}
        {blocks && blocked && (
          <Button size="small" disabled={busy} onClick={() => void giveBack()}>
            {t('Return to service')}
          </Button>
        )}
        {blocks && unit.blockStatus !== 'house_use' && (blockId !== null || !blocked) && (
          <Button size="small" hint="B" onClick={() => open(block)}>
            {blocked ? t('Change the block') : t('Take out of order')}
          </Button>
        )}
      </div>
    </section>
  )
}

function BlockWords({ unit }: { unit: UnitRow }) {
  const kind = unit.blockStatus === 'none' ? unit.blockKind : unit.blockStatus
  const block = kind === null ? '' : BLOCK[kind].word()
  const { blockFrom, blockUntil } = unit
  const until = blockUntil === null ? t('until further notice') : t('usable again on {date}', { date: formatDate(blockUntil) }) // prettier-ignore
  return (
    <p className={styles.soft}>
      {unit.blockStatus === 'none' && blockFrom !== null
        ? t('{block} from {from}, {until}', { block, from: formatDate(blockFrom), until })
        : t('{block}, {until}', { block, until })}
      {unit.blockReason && `: ${unit.blockReason}`}
    </p>
  )
}
