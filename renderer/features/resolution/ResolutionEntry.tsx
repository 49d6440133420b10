import { MessageCircle } from 'lucide-react'
import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import { describeResolution } from '../../../shared/domains/resolution/words.ts'
import { useMay } from '../../core-client/may.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { formatInstant } from '../../ui/format.ts'
import { outcomeMark } from './marks.ts'
import { takeNextStep } from './next-step.ts'
import styles from './ResolutionEntry.module.css'

export function ResolutionEntry({ row }: { row: ResolutionRow }) {
  const open = useView((view) => view.open)
  const may = useMay()
  const words = describeResolution(row)
  return (
    <article className={styles.entry} aria-label={words.title}>
      <div className={styles.inner}>
        <Chip mark={outcomeMark(row.outcome)} />
        <h2 className={styles.title}>{words.title}</h2>
        <p className={styles.about}>
          {row.guestName ?? 'No guest'}
          {row.confirmationNo && ` · ${row.confirmationNo}`} · raised {formatInstant(row.raisedAt)}
        </p>
        <section className={styles.part}>
          <h3>What happened</h3>
          <p>{words.whatHappened}</p>
        </section>
        {words.tellGuest && (
          <section className={styles.tell}>
            <MessageCircle size={16} aria-hidden="true" />
            <div>
              <h3>What to tell the guest</h3>
              <p>{words.tellGuest}</p>
            </div>
          </section>
        )}
        {row.status === 'resolved' ? (
          <section className={styles.part}>
            <h3>Resolved</h3>
            <p>{row.resolutionNote}</p>
            <p className={styles.about}>
              {row.resolvedByName ?? 'Unknown'}
              {row.resolvedAt && `, ${formatInstant(row.resolvedAt)}`}
            </p>
          </section>
        ) : (
          <div className={styles.actions}>
            {words.nextStep.action !== 'none' && (
              <Button tone="primary" hint="N" onClick={() => takeNextStep(row)}>
                {words.nextStep.label}
              </Button>
            )}
            {may.give('v1.resolution.resolve') && (
              <Button hint="R" onClick={() => open({ kind: 'resolve', resolutionId: row.resolutionId })}>
                Resolve with a note
              </Button>
            )}
          </div>
        )}
      </div>
    </article>
  )
}
