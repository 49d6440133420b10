import { MessageCircle } from 'lucide-react'
import { isUrgent } from '../../../shared/domains/resolution/reasons.ts'
import { isOccasion, settledWords } from '../../../shared/domains/resolution/settled-words.ts'
import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import { describeResolution, nameOfCommand } from '../../../shared/domains/resolution/words.ts'
import { formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { ACT_NOW, outcomeMark } from './marks.ts'
import { againFor, giveAgain, stepFor, takeNextStep, wordOfStep } from './next-step.ts'
import { isReopenable } from './reopen.ts'
import styles from './ResolutionEntry.module.css'

/** One entry, each part in its own place: what happened, what was done, what to tell the guest, the next step by one key; then who settled it. */
export function ResolutionEntry({ row, onReopen }: { row: ResolutionRow; onReopen: () => void }) {
  const words = describeResolution(row)
  const open = row.status === 'open'
  return (
    <article className={styles.entry} aria-label={words.title}>
      <div className={styles.inner}>
        <div className={styles.marks}>
          {open && isUrgent(row.reason) && <Chip mark={ACT_NOW} />}
          <Chip mark={outcomeMark(row.outcome)} />
        </div>
        <h2 className={styles.title}>{words.title}</h2>
        <p className={styles.about}>{[row.guestName, row.confirmationNo, sourceOf(row)].filter(Boolean).join(' · ')}</p>
        <section className={styles.part}>
          <h3>{row.reason === 'refused' ? t('Why it was not done') : t('What happened')}</h3>
          <p>{words.happened}</p>
        </section>
        <section className={styles.part}>
          <h3>{t('What was done')}</h3>
          <p>{words.done}</p>
        </section>
        {words.tell && (
          <section className={styles.tell}>
            <MessageCircle size={16} aria-hidden="true" />
            <div>
              <h3>{t('What to tell the guest')}</h3>
              <p>{words.tell}</p>
            </div>
          </section>
        )}
        {open ? <NextSteps row={row} todo={words.todo} /> : <Resolved row={row} onReopen={onReopen} />}
      </div>
    </article>
  )
}

/** What was given, by whom and where. */
function sourceOf(row: ResolutionRow): string {
  const facts = {
    command: nameOfCommand(row.commandName),
    person: row.givenByName ?? t('somebody'),
    terminal: row.terminalName ?? t('another terminal'),
    at: formatInstant(row.raisedAt),
  }
  return t('{command}, entered by {person} at {terminal}, {at}', facts)
}

function NextSteps({ row, todo }: { row: ResolutionRow; todo: string | undefined }) {
  const open = useView((view) => view.open)
  const may = useMay()
  const step = stepFor(describeResolution(row).nextStep.action, row, may)
  const again = againFor(row, may)
  const mayResolve = may.give('v1.resolution.resolve')
  return (
    <>
      {row.resolutionNote && (
        <p className={styles.before}>
          {t('Opened again. It was marked as done before: {note}', { note: row.resolutionNote })}
        </p>
      )}
      {todo && (
        <section className={styles.part}>
          <h3>{t('Next step')}</h3>
          <p>{todo}</p>
        </section>
      )}
      <div className={styles.actions}>
        {again && (
          <Button tone="primary" hint="A" onClick={() => giveAgain(row, may)}>
            {t('Enter it again')}
          </Button>
        )}
        {(step !== 'none' || mayResolve) && (
          <Button {...(!again && { tone: 'primary' })} hint="N" onClick={() => takeNextStep(row, may)}>
            {wordOfStep(step)}
          </Button>
        )}
        {step !== 'none' && mayResolve && (
          <Button hint="R" onClick={() => open({ kind: 'resolve', resolutionId: row.resolutionId })}>
            {t('Resolve with a note')}
          </Button>
        )}
      </div>
    </>
  )
}

function Resolved({ row, onReopen }: { row: ResolutionRow; onReopen: () => void }) {
  const may = useMay()
  const who = { person: row.resolvedByName ?? t('somebody'), at: row.resolvedAt ? formatInstant(row.resolvedAt) : '' }
  return (
    <>
      <section className={styles.part}>
        <h3>{t('Resolved')}</h3>
        {row.resolutionNote && <p>{row.resolutionNote}</p>}
        {row.settled && isOccasion(row.settled.by) && <p>{settledWords(row.settled.by, row.settled.unit)}</p>}
        <p className={styles.about}>{t('{person}, {at}', who)}</p>
      </section>
      {isReopenable(row) && may.give('v1.resolution.reopen') && (
        <div className={styles.actions}>
          <Button hint="U" onClick={onReopen}>
            {t('Open again')}
          </Button>
        </div>
      )}
    </>
  )
}
