import { useRef, useState } from 'react'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Problem } from '../../core-client/problem.ts'
import { tell } from '../../ui/toasts.ts'
import dialog from '../reservation/dialog.module.css'
import { stepLabel, type FaultWord } from './fault-steps.ts'

const ASKS: Readonly<Record<FaultWord, () => string>> = {
  hold: () => t('What it waits for'),
  resolve: () => t('What was done'),
  reopen: () => t('What is still wrong'),
  cancel: () => t('Why nothing is done'),
}

/** A step of a fault that says something: what was done, or why not. */
export function FaultWordDialog({ requestId, step }: { requestId: string; step: FaultWord }) {
  const { run, busy, problem } = useRun()
  return (
    <WordDialog
      title={stepLabel[step]()}
      label={ASKS[step]()}
      verb={stepLabel[step]()}
      {...{ busy, problem }}
      onSay={(note) => run(`v1.maintenance.${step}`, { requestId, note })}
    />
  )
}

export function CancelRequestDialog({ requestId }: { requestId: string }) {
  const { run, busy, problem } = useRun()
  return (
    <WordDialog
      title={t('Withdraw the request')}
      label={t('Reason')}
      verb={t('Withdraw')}
      {...{ busy, problem }}
      onSay={(reason) => run('v1.service.cancel', { requestId, reason })}
    />
  )
}

interface WordDialogProps {
  title: string
  label: string
  verb: string
  busy: boolean
  problem: Problem | null
  onSay: (words: string) => Promise<unknown>
}

function WordDialog({ title, label, verb, busy, problem, onSay }: WordDialogProps) {
  const close = useView((view) => view.close)
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const missing = words.trim() === ''
  const submit = async () => {
    setAsked(true)
    if (missing) return field.current?.focus()
    if (!(await onSay(words.trim()))) return
    tell(verb, words.trim())
    close()
  }
  return (
    <Modal
      title={title}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {verb}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field label={label} error={asked && missing ? t('Say why; it stays on the record.') : undefined}>
          <Input
            ref={field}
            autoFocus
            value={words}
            maxLength={500}
            onChange={(change) => setWords(change.target.value)}
          />
        </Field>
      </div>
    </Modal>
  )
}
