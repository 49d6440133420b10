import { X } from 'lucide-react'
import { useCallback } from 'react'
import type { FaultRow } from '../../../shared/domains/operations/upkeep-rows.ts'
import { formatDate, formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useIntent, type ScreenIntent } from '../../state/intents.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { BLOCK } from '../property_mgmt/marks.ts'
import panel from '../property_mgmt/UnitPanel.module.css'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { isWord, statusAfter, stepLabel, stepsOf, type FaultStep, type FaultWord } from './fault-steps.ts'
import { faultCategoryWord, FAULT_STATUS, severityWord } from './marks.ts'
import styles from './UpkeepScreen.module.css'

const KEYS: Partial<Record<FaultStep | FaultWord, string>> = { accept: 'T', start: 'S', resolve: 'D' }
const BY_KEY: Partial<Record<ScreenIntent, FaultStep | FaultWord>> = {
  'take-on': 'accept',
  begin: 'start',
  finish: 'resolve',
}

/** One fault: all that was said of it, and what can be done. */
export function FaultPanel({ fault }: { fault: FaultRow }) {
  const { select, open } = useView()
  const may = useMay()
  const { run, busy, problem, dismiss } = useRun()
  const steps = stepsOf(fault).filter((step) => may.give(`v1.maintenance.${step}`))
  const { requestId, unitId } = fault
  const take = useCallback(
    async (step: FaultStep | FaultWord) => {
      if (isWord(step)) return open({ kind: 'fault-word', requestId, step })
      if (await run(`v1.maintenance.${step}`, { requestId }))
        tell(FAULT_STATUS[statusAfter[step]].word(), fault.description)
    },
    [run, open, requestId, fault.description],
  )
  useIntent(
    useCallback(
      (intent: ScreenIntent) => {
        if (intent === 'block' && unitId !== null) open({ kind: 'out-of-order', unitId, requestId })
        const step = BY_KEY[intent]
        if (step && steps.includes(step)) void take(step)
      },
      [steps, take, open, unitId, requestId],
    ),
  )
  const giveBack = async (unit: string) => {
    if (await run('v1.unit.returnToService', { unitId: unit }))
      tell(t('Unit {number} is back in service', { number: fault.unitNumber ?? '' }))
  }
  const blocked = fault.blockStatus !== null && fault.blockStatus !== 'none'
  return (
    <aside className={panel.panel} aria-label={t('Selected fault')}>
      <header className={panel.header}>
        <h2 className={panel.title}>{[fault.unitNumber, fault.place].filter(Boolean).join(' · ')}</h2>
        <Button tone="quiet" size="small" aria-label={t('Close the panel')} onClick={() => select(null)}>
          <X size={15} aria-hidden="true" />
        </Button>
      </header>
      <div className={panel.marks}>
        <Chip mark={FAULT_STATUS[fault.status]} />
        {fault.blockStatus !== null && fault.blockStatus !== 'none' && <Chip mark={BLOCK[fault.blockStatus]} />}
        <CertaintyMark certainty={fault.certainty} />
      </div>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} onClose={dismiss} />}
      <section className={panel.section}>
        <p className={styles.words}>{fault.description}</p>
        {fault.alsoReported.map((words, i) => (
          <p key={i} className={styles.also}>
            {t('Also reported: {words}', { words })}
          </p>
        ))}
        <p className={panel.soft}>
          {faultCategoryWord(fault.category)} · {severityWord(fault.severity)} ·{' '}
          {fault.reportedByName === null
            ? formatInstant(fault.reportedAt)
            : t('{instant} by {name}', { instant: formatInstant(fault.reportedAt), name: fault.reportedByName })}
        </p>
        {fault.outcome && <p className={styles.also}>{fault.outcome}</p>}
        <p className={panel.soft}>
          {fault.assignedName === null
            ? t('Nobody has taken it on.')
            : t('Taken on by {name}', { name: fault.assignedName })}
        </p>
      </section>
      {steps.length > 0 && (
        <section className={panel.section}>
          <div className={styles.steps}>
            {steps.map((step, i) => (
              <Button
                key={step}
                size="small"
                tone={i === 0 ? 'primary' : 'plain'}
                hint={KEYS[step]}
                onClick={() => void take(step)}
              >
                {stepLabel[step]()}
              </Button>
            ))}
          </div>
        </section>
      )}
      {unitId !== null && may.give('v1.unit.takeOutOfOrder') && (
        <section className={panel.section}>
          {blocked && fault.blockUntil && (
            <p className={panel.soft}>{t('Usable again on {date}', { date: formatDate(fault.blockUntil) })}</p>
          )}
          <div className={styles.steps}>
            {blocked && (
              <Button size="small" disabled={busy} onClick={() => void giveBack(unitId)}>
                {t('Return to service')}
              </Button>
            )}
            <Button size="small" hint="B" onClick={() => open({ kind: 'out-of-order', unitId, requestId })}>
              {blocked ? t('Change the block') : t('Take out of order')}
            </Button>
          </div>
        </section>
      )}
    </aside>
  )
}
