import type { ReactNode } from 'react'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { CreateInput } from '../../../../shared/domains/reservation/inputs.ts'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { Field, TextArea } from '../../../ui/Field.tsx'
import type { KnownGuest } from '../GuestPicker.tsx'
import styles from '../NewReservation.module.css'
import { GuestFields, StayFields } from '../reservation-fields.tsx'
import { emptyForm, errorsOf, inputOf, type ReservationForm } from '../reservation-form.ts'
import { showErrors } from '../show-errors.ts'

type Stay = Pick<CreateInput, 'guest' | 'arrival' | 'departure' | 'adults' | 'children'>

/** Who would stay, and when: what a quote and a place on the waitlist begin with. */
export function useAskedStay(desk: DeskInfo) {
  const [guest, setGuest] = useState<KnownGuest | 'new' | null>(null)
  const [asked, setAsked] = useState(false)
  const form = useForm<ReservationForm>({ defaultValues: emptyForm(desk.businessDate) })
  const [arrival, departure] = useWatch({ control: form.control, name: ['arrival', 'departure'] })

  /** As a command takes it; undefined where something is wrong, which is said at its field. */
  const read = (values: ReservationForm): Stay | undefined => {
    if (guest === null) return undefined
    const profileId = guest === 'new' ? null : guest.profileId
    const input = inputOf(values, { profileId, unitTypeId: '', rateStrategyId: '', unitId: '' })
    if (showErrors(form, values, errorsOf(input))) return undefined
    return {
      guest: input.guest,
      arrival: input.arrival,
      departure: input.departure,
      adults: input.adults,
      children: input.children,
    }
  }
  const submit = (send: (stay: Stay | undefined, notes: string) => Promise<void>) =>
    form.handleSubmit((values) => {
      setAsked(true)
      return send(read(values), values.notes)
    })
  return { form, guest, setGuest, asked, arrival, departure, submit }
}

/** Its fields; `children` stand before the notes. */
export function AskedStayFields({ stay, children }: { stay: ReturnType<typeof useAskedStay>; children: ReactNode }) {
  const { form, guest, setGuest, asked } = stay
  return (
    <div className={styles.column}>
      <GuestFields
        form={form}
        guest={guest}
        onGuest={setGuest}
        error={asked && guest === null ? t('Choose a guest from the list, or make a new one.') : undefined}
      />
      <StayFields form={form} />
      <div className={styles.grid}>
        {children}
        <Field label={t('Notes')} optional className={styles.whole}>
          <TextArea rows={2} {...form.register('notes')} />
        </Field>
      </div>
    </div>
  )
}
