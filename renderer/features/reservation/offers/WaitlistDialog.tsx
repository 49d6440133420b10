import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, TextArea } from '../../../ui/Field.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { tell } from '../../../ui/toasts.ts'
import type { KnownGuest } from '../GuestPicker.tsx'
import form from '../NewReservation.module.css'
import { TypePicker } from '../OfferPicker.tsx'
import { GuestFields, StayFields } from '../reservation-fields.tsx'
import { emptyForm, type ReservationForm } from '../reservation-form.ts'
import { checkStay } from './check-stay.ts'
import { PrioritySelect } from './PrioritySelect.tsx'
import { useOffer } from './use-offer.ts'

/** Somebody who would have nights that are sold out. */
export default function WaitlistDialog({ desk }: { desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const { run, busy, problem } = useRun()
  const [guest, setGuest] = useState<KnownGuest | 'new' | null>(null)
  const [asked, setAsked] = useState(false)
  const [unitTypeId, setUnitTypeId] = useState('')
  const [priority, setPriority] = useState(0)
  const fields = useForm<ReservationForm>({ defaultValues: emptyForm(desk.businessDate) })
  const [arrival, departure] = useWatch({ control: fields.control, name: ['arrival', 'departure'] })
  const offer = useOffer(arrival, departure, unitTypeId, '')
  const free = offer.types?.find((type) => type.unitTypeId === unitTypeId)?.free ?? 0

  const save = fields.handleSubmit(async (values) => {
    setAsked(true)
    const stay = checkStay(fields, values, guest)
    if (!stay || unitTypeId === '') return
    const { adults, children, ...rest } = stay
    const input = { ...rest, unitTypeId, guests: adults + children, priority, notes: values.notes }
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
        <div className={form.column}>
          <GuestFields
            form={fields}
            guest={guest}
            onGuest={setGuest}
            error={asked && guest === null ? t('Choose a guest from the list, or make a new one.') : undefined}
          />
          <StayFields form={fields} />
          <div className={form.grid}>
            <PrioritySelect value={priority} onChange={setPriority} className={form.third} />
            <Field label={t('Notes')} optional className={form.whole}>
              <TextArea rows={2} {...fields.register('notes')} />
            </Field>
          </div>
        </div>
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
