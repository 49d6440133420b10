import { useState } from 'react'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { emptyIdentity, identityErrors, identityInputOf, isEmptyIdentity } from './identity-form.ts'
import { IdentityFields } from './IdentityFields.tsx'
import styles from './Identity.module.css'

interface IdentityCaptureProps {
  readonly profileId: string
  readonly businessDate: string
  /** Of the guest: most often the document's country. */
  readonly nationality?: string | null
  readonly onDone: () => void
}

/** Takes down what a document says. Its text goes to the core, which encrypts it, and stays nowhere else. */
export function IdentityCapture({ profileId, businessDate, nationality = null, onDone }: IdentityCaptureProps) {
  const { run, busy, problem } = useRun()
  const [form, setForm] = useState(() => emptyIdentity(nationality))
  const [asked, setAsked] = useState(false)
  const errors = identityErrors(profileId, form, businessDate)
  const save = async () => {
    setAsked(true)
    if (isEmptyIdentity(form) || Object.keys(errors).length > 0) return
    if (!(await run('v1.guest.captureIdentity', identityInputOf(profileId, form)))) return
    tell(t('Identity taken down'))
    onDone()
  }
  return (
    <form
      className={styles.card}
      noValidate
      aria-label={t('Identity document')}
      onSubmit={(submit) => {
        submit.preventDefault()
        void save()
      }}
      onKeyDown={(key) => {
        if (key.key !== 'Escape') return
        key.stopPropagation()
        onDone()
      }}
    >
      <IdentityFields form={form} errors={asked ? errors : {}} onChange={setForm} autoFocus />
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      <div className={styles.actions}>
        <Button type="submit" size="small" tone="primary" disabled={busy || isEmptyIdentity(form)}>
          {t('Keep encrypted')}
        </Button>
        <Button size="small" tone="quiet" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}
