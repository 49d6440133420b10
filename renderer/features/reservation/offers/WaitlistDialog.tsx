import { useState } from 'react'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { tell } from '../../../ui/toasts.ts'
import form from '../NewReservation.module.css'
import { TypePicker } from '../OfferPicker.tsx'
import { AskedStayFields, useAskedStay } from './AskedStay.tsx'
import { PrioritySelect } from './PrioritySelect.tsx'
import { useOffer } from './use-offer.ts'

/** Somebody who would have nights that are sold out. */
export default function WaitlistDialog({ desk }: { desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const { run, busy, problem } = useRun()
  const stay = useAskedStay(desk)
  const { asked } = stay
  const [unitTypeId, setUnitTypeId] = useState('')
  const [priority, setPriority] = useState(0)
  const offer = useOffer(stay.arrival, stay.departure, unitTypeId, '')
  const free = offer.types?.find((type) => type.unitTypeId === unitTypeId)?.free ?? 0

  const save = stay.submit(async (wanted, notes) => {
    if (!wanted || unitTypeId === '') return
    const { adults, children, ...rest } = wanted
    const input = { ...rest, unitTypeId, guests: adults + children, priority, notes }
    if (!(await run('v1.waitlist.add', input))) return
    tell(t('On the waitlist'))
    close()
  })

  return (
    <Modal
      title={t('Add to the waitlist')}
      width={980}
      onClose={close}
      onSubmit={() => void save()}
      foot={
        <>
          <Button onClick={close}>{t('Discard')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Add to the waitlist')}
          </Button>
        </>
      }
    >
      {problem && (
        <div className={form.problem}>
          <Notice tone="problem" what={problem.what} todo={problem.todo} />
        </div>
      )}
      <div className={form.columns}>
        <AskedStayFields stay={stay}>
          <PrioritySelect value={priority} onChange={setPriority} className={form.third} />
        </AskedStayFields>
        <div className={form.column}>
          <h3 className={form.title}>{t('Waits for')}</h3>
          <TypePicker types={offer.types} value={unitTypeId} onChange={setUnitTypeId} />
          {asked && unitTypeId === '' && (
            <Notice tone="problem" what={t('Choose the type that the guest waits for.')} />
          )}
          {unitTypeId !== '' && free > 0 && (
            <Notice
              tone="info"
              what={t('There is room for these nights.')}
              todo={t('Make a reservation at once, if the guest wants it.')}
            />
          )}
        </div>
      </div>
    </Modal>
  )
}
