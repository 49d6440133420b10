import { useState } from 'react'
import { describeResolution } from '../../../shared/domains/resolution/words.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextArea } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import styles from './ResolutionCentre.module.css'

export function ResolveDialog({ resolutionId }: { resolutionId: string }) {
  const close = useView((view) => view.close)
  const live = useLive('resolution.list', { status: 'open' })
  const row = live.phase === 'ready' ? live.rows.find((entry) => entry.resolutionId === resolutionId) : undefined
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const missing = note.trim() === ''

  const submit = async () => {
    setAsked(true)
    if (missing) return
    const done = await run('v1.resolution.resolve', { resolutionId, note: note.trim() })
    if (!done) return
    tell(t('Resolved'), row && describeResolution(row).title)
    close()
  }

  return (
    <Modal
      title={t('Resolve')}
      description={row && `${describeResolution(row).title}${row.guestName ? ` · ${row.guestName}` : ''}`}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Resolve')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field
          label={t('What was done about it')}
          hint={t('Ctrl+Enter saves')}
          error={asked && missing ? t('Write a word on what was done: others will read it.') : undefined}
        >
          <TextArea value={note} autoFocus rows={3} onChange={(change) => setNote(change.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}
