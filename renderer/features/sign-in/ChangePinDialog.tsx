import { useState } from 'react'
import { t } from '../../../shared/language/t.ts'
import { useCore } from '../../core-client/hooks.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { digits, NewPinFields, PinFields, PinInput } from './NewPinFields.tsx'
import { usePinCall } from './use-pin-call.ts'

/** One's own PIN. It holds at once here, and at every desk of the house as soon as they hear of it. */
export default function ChangePinDialog() {
  const core = useCore()
  const close = useView((view) => view.close)
  const [oldPin, setOldPin] = useState('')
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const { busy, problem, call } = usePinCall()
  const ready = oldPin !== '' && pin.length >= 4 && pin === again
  const save = async () => {
    if (!ready || busy) return
    if (!(await call(() => core.changePin(oldPin, pin)))) return
    close()
    tell(t('Your PIN is changed'))
  }
  return (
    <Modal
      title={t('Change PIN')}
      description={t('It holds here at once, and at the other desks as soon as they hear of it.')}
      width={400}
      onClose={close}
      onSubmit={() => void save()}
      foot={
        <>
          <Button onClick={close}>{t('Keep the old one')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !ready}>
            {t('Change PIN')}
          </Button>
        </>
      }
    >
      <PinFields>
        <Field label={t('Present PIN')}>
          <PinInput autoFocus value={oldPin} onChange={(event) => setOldPin(digits(event.target.value))} />
        </Field>
        <NewPinFields pin={pin} again={again} onPin={setPin} onAgain={setAgain} />
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      </PinFields>
    </Modal>
  )
}
