import { useState } from 'react'
import { t } from '../../../shared/language/t.ts'
import { useCore } from '../../core-client/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { NewPinFields, PinFields } from './NewPinFields.tsx'
import styles from './RenewPin.module.css'
import { usePinCall } from './use-pin-call.ts'

/** Somebody else gave the PIN, and so knows it: nothing opens before there is another. */
export function RenewPin({ name }: { name: string }) {
  const core = useCore()
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const { busy, problem, call } = usePinCall()
  const ready = pin.length >= 4 && pin === again
  const save = () => {
    if (ready && !busy) void call(() => core.renewPin(pin))
  }
  return (
    <form
      className={styles.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <p>
        {t(
          '{name}, your PIN was given to you by somebody else. Choose one that only you know; it holds at once, without the line too.',
          {
            name,
          },
        )}
      </p>
      <PinFields>
        <NewPinFields autoFocus pin={pin} again={again} onPin={setPin} onAgain={setAgain} />
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      </PinFields>
      <div className={styles.actions}>
        <Button onClick={() => core.signOut()}>{t('Sign out')}</Button>
        <Button type="submit" tone="primary" disabled={busy || !ready}>
          {t('Take this PIN')}
        </Button>
      </div>
    </form>
  )
}
