import { useState } from 'react'
import { t } from '../../../shared/language/t.ts'
import { useCore, useLive } from '../../core-client/hooks.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { NewPinFields, PinFields } from '../sign-in/NewPinFields.tsx'
import { usePinCall } from '../sign-in/use-pin-call.ts'

export default function ResetPinDialog({ userId }: { userId: string }) {
  const core = useCore()
  const close = useView((view) => view.close)
  const people = useLive('access.people', {})
  const name = people.phase === 'ready' ? people.rows.find((row) => row.userId === userId)?.name : undefined
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const { busy, problem, call } = usePinCall()
  const ready = pin.length >= 4 && pin === again
  const save = async () => {
    if (!ready || busy) return
    if (!(await call(() => core.resetPin(userId, pin)))) return
    close()
    tell(t('{name} can sign in with the new PIN', { name: name ?? '…' }))
  }
  return (
    <Modal
      title={t('New PIN for {name}', { name: name ?? '…' })}
      description={t('It opens a desk once: they choose their own as they sign in with it.')}
      width={400}
      onClose={close}
      onSubmit={() => void save()}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !ready}>
            {t('Give this PIN')}
          </Button>
        </>
      }
    >
      <PinFields>
        <NewPinFields autoFocus pin={pin} again={again} onPin={setPin} onAgain={setAgain} />
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      </PinFields>
    </Modal>
  )
}
