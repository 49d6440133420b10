import { ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { fieldLabel, vipWord } from './guest-words.ts'
import {
  differs,
  mergeChanges,
  type MergeField,
  mergeFields,
  type Side,
  suggestedSide,
  suggestedSurvivor,
} from './merge-choice.ts'
import styles from './Record.module.css'

/** Two records side by side, field by field: what stands afterwards is seen before it is done. */
export default function MergeDialog({ profileId, otherId }: { profileId: string; otherId: string }) {
  const one = useLive('guest.profile', { profileId })
  const two = useLive('guest.profile', { profileId: otherId })
  const close = useView((view) => view.close)
  // The core answers within milliseconds; until then there is nothing to focus.
  if (one.phase !== 'ready' || two.phase !== 'ready') return null
  const [a, b] = [one.rows[0], two.rows[0]]
  if (a && b) return <Choice a={a} b={b} />
  return (
    <Modal title={t('Merge two records')} onClose={close}>
      <Notice tone="problem" what={t('This guest record is not on this desk')} />
    </Modal>
  )
}

function Choice({ a, b }: { a: ProfileRow; b: ProfileRow }) {
  const { close, go } = useView()
  const { run, busy, problem } = useRun()
  const [keptId, setKeptId] = useState(() => suggestedSurvivor(a, b).profileId)
  const [sides, setSides] = useState<Partial<Record<MergeField, Side>>>({})
  const [kept, other] = keptId === a.profileId ? [a, b] : [b, a]
  const submit = async () => {
    const changes = mergeChanges(kept, other, sides)
    const input = { survivorId: kept.profileId, mergedId: other.profileId, ...(changes && { changes }) }
    if (!(await run('v1.guest.merge', input))) return
    tell(t('Two records are one now'), kept.fullName)
    close()
    go({ screen: 'guest', profileId: kept.profileId })
  }
  const tellApart = async () => {
    if (!(await run('v1.guest.tellApart', { profileId: a.profileId, otherId: b.profileId }))) return
    tell(t('Two guests: they are not suggested again'), `${a.fullName} · ${b.fullName}`)
    close()
  }
  const same = mergeFields.filter((field) => !differs(kept, other, field) && textOf(kept, field) !== '')
  return (
    <Modal
      title={t('Merge two records')}
      description={t(
        'Stays, accounts, wishes, cards and documents go to the record that is kept. This cannot be taken back.',
      )}
      width={760}
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button disabled={busy} onClick={() => void tellApart()}>
            {t('Not the same guest')}
          </Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Merge into {guestName}', { guestName: kept.fullName })}
          </Button>
        </>
      }
    >
      <div className={styles.section}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <div className={styles.pair}>
          <Button
            size="small"
            tone="quiet"
            aria-label={t('Keep the other record')}
            onClick={() => {
              setKeptId(other.profileId)
              setSides({})
            }}
          >
            <ArrowLeftRight size={14} aria-hidden="true" />
          </Button>
          <Head title={t('Kept')} row={kept} />
          <Head title={t('Goes into it')} row={other} />
          {mergeFields
            .filter((field) => differs(kept, other, field))
            .map((field) => (
              <FieldChoice
                key={field}
                field={field}
                kept={kept}
                other={other}
                side={sides[field] ?? suggestedSide(kept, other, field)}
                onSide={(side) => setSides({ ...sides, [field]: side })}
              />
            ))}
          {same.map((field) => (
            <SameField key={field} label={fieldLabel(field)} text={textOf(kept, field)} />
          ))}
        </div>
      </div>
    </Modal>
  )
}

function Head({ title, row }: { title: string; row: ProfileRow }) {
  return (
    <div className={styles.head}>
      {title}: {row.fullName}
      <div className={styles.soft}>
        {t('{stays, plural, one {# stay} other {# stays}}', { stays: row.stays.length })}
      </div>
    </div>
  )
}

interface FieldChoiceProps {
  readonly field: MergeField
  readonly kept: ProfileRow
  readonly other: ProfileRow
  readonly side: Side
  readonly onSide: (side: Side) => void
}

function FieldChoice({ field, kept, other, side, onSide }: FieldChoiceProps) {
  const label = fieldLabel(field)
  const choice = (which: Side, row: ProfileRow) => (
    <label className={styles.choice}>
      <input
        type="radio"
        name={`merge ${field}`}
        aria-label={`${label}: ${textOf(row, field) || t('(empty)')}`}
        checked={side === which}
        onChange={() => onSide(which)}
      />
      <span>{textOf(row, field) || <span className={styles.soft}>{t('(empty)')}</span>}</span>
    </label>
  )
  return (
    <>
      <span className={styles.soft}>{label}</span>
      {choice('kept', kept)}
      {choice('other', other)}
    </>
  )
}

function SameField({ label, text }: { label: string; text: string }) {
  return (
    <>
      <span className={styles.soft}>{label}</span>
      <span className={styles.same}>{text}</span>
    </>
  )
}

function textOf(row: ProfileRow, field: MergeField): string {
  if (field === 'vipLevel') return row.vipLevel === 'none' ? '' : vipWord(row.vipLevel)
  return row[field] ?? ''
}
