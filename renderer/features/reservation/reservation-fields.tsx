import type { UseFormReturn } from 'react-hook-form'
import { useWatch } from 'react-hook-form'
import { bookingSources, guaranteeTypes } from '../../../shared/domains/reservation/inputs.ts'
import { formatWeekday } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Field, Input, Select, TextArea } from '../../ui/Field.tsx'
import { BLOCK, HOUSEKEEPING } from '../property_mgmt/marks.ts'
import type { KnownGuest } from './GuestPicker.tsx'
import { ChosenGuest, GuestPicker } from './GuestPicker.tsx'
import { wordFor } from './marks.ts'
import styles from './NewReservation.module.css'
import type { ReservationForm } from './reservation-form.ts'
import { departureAfter, nightsBetween, splitName } from './reservation-form.ts'
import { orderUnits } from './unit-choice.ts'
import { WordOptions } from './WordOptions.tsx'

type Form = UseFormReturn<ReservationForm>

interface GuestFieldsProps {
  form: Form
  guest: KnownGuest | 'new' | null
  onGuest: (guest: KnownGuest | 'new' | null) => void
  error: string | undefined
}

export function GuestFields({ form, guest, onGuest, error }: GuestFieldsProps) {
  const { register, formState, setValue, setFocus } = form
  if (guest === null) {
    return (
      <div>
        <GuestPicker
          onKnown={(known) => {
            onGuest(known)
            // The field that was typed into is gone; the stay is next.
            setFocus('arrival')
          }}
          onNew={(name) => {
            const { firstName, lastName } = splitName(name)
            setValue('firstName', firstName)
            setValue('lastName', lastName)
            onGuest('new')
          }}
        />
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
      </div>
    )
  }
  if (guest !== 'new') return <ChosenGuest guest={guest} onChange={() => onGuest(null)} />
  const errorOf = (field: keyof ReservationForm) => formState.errors[field]?.message
  return (
    <fieldset className={styles.grid}>
      <legend className={styles.legend}>
        {t('New guest')}
        <Button size="small" tone="quiet" onClick={() => onGuest(null)}>
          {t('Search instead')}
        </Button>
      </legend>
      <Field label={t('First name')} error={errorOf('firstName')} className={styles.half}>
        <Input {...register('firstName')} autoFocus />
      </Field>
      <Field label={t('Last name')} error={errorOf('lastName')} className={styles.half}>
        <Input {...register('lastName')} />
      </Field>
      <Field label={t('E-mail')} optional error={errorOf('email')} className={styles.half}>
        <Input type="email" {...register('email')} />
      </Field>
      <Field label={t('Phone')} optional error={errorOf('phone')} className={styles.third}>
        <Input type="tel" {...register('phone')} />
      </Field>
      <Field label={t('Nationality')} error={errorOf('nationality')} className={styles.sixth}>
        <Input maxLength={2} placeholder={t('PT')} {...register('nationality')} />
      </Field>
    </fieldset>
  )
}

export function StayFields({ form }: { form: Form }) {
  const { register, formState, setValue, control } = form
  const [arrival, departure] = useWatch({ control, name: ['arrival', 'departure'] })
  const nights = nightsBetween(arrival, departure)
  const errorOf = (field: keyof ReservationForm) => formState.errors[field]?.message
  const moveDeparture = (from: string, count: number): void => {
    const next = departureAfter(from, count)
    if (next) setValue('departure', next, { shouldDirty: true })
  }
  return (
    <div className={styles.grid}>
      <Field
        label={t('Arrival')}
        aside={arrival && formatWeekday(arrival)}
        error={errorOf('arrival')}
        className={styles.third}
      >
        <Input
          type="date"
          {...register('arrival', { onChange: (change) => moveDeparture(change.target.value, nights ?? 1) })}
        />
      </Field>
      <Field label={t('Nights')} className={styles.third}>
        <Input
          type="number"
          min={0}
          max={365}
          value={nights ?? ''}
          onChange={(change) => moveDeparture(arrival, change.target.valueAsNumber)}
        />
      </Field>
      <Field
        label={t('Departure')}
        aside={departure && formatWeekday(departure)}
        error={errorOf('departure')}
        className={styles.third}
      >
        <Input type="date" {...register('departure')} />
      </Field>
      <Field label={t('Adults')} error={errorOf('adults')} className={styles.third}>
        <Input type="number" min={0} max={99} {...register('adults')} />
      </Field>
      <Field label={t('Children')} error={errorOf('children')} className={styles.third}>
        <Input type="number" min={0} max={99} {...register('children')} />
      </Field>
      <Field label={t('Expected at')} optional error={errorOf('eta')} className={styles.third}>
        <Input placeholder="15:30" maxLength={5} {...register('eta')} />
      </Field>
    </div>
  )
}

interface MoreFieldsProps {
  form: Form
  stay: { readonly arrival: string; readonly departure: string; readonly unitTypeId: string } | null
  unitId: string
  onUnit: (unitId: string) => void
}

export function MoreFields({ form, stay, unitId, onUnit }: MoreFieldsProps) {
  const { register, formState, control } = form
  const status = useWatch({ control, name: 'status' })
  const free = useLive('reservation.freeUnits', stay)
  const units = free.phase === 'ready' && stay ? orderUnits(free.rows, { ...stay, upgradeRank: undefined }, '') : []
  return (
    <div className={styles.grid}>
      <Field label={t('Guarantee')} className={styles.third}>
        <Select {...register('guarantee')}>
          <WordOptions of={guaranteeTypes} />
        </Select>
      </Field>
      <Field label={t('Source')} className={styles.third}>
        <Select {...register('source')}>
          <WordOptions of={bookingSources} />
        </Select>
      </Field>
      <Field label={t('Unit')} className={styles.third}>
        <Select value={unitId} onChange={(change) => onUnit(change.target.value)}>
          <option value="">{t('Assign later')}</option>
          {units.map((unit) => (
            <option key={unit.unitId} value={unit.unitId}>
              {[
                unit.number,
                HOUSEKEEPING[unit.housekeepingStatus].word(),
                unit.blockStatus !== 'none' && BLOCK[unit.blockStatus].word(),
              ]
                .filter(Boolean)
                .join(' · ')}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('Booked as')} className={styles.third}>
        <Select {...register('status')}>
          {(['confirmed', 'tentative', 'inquiry'] as const).map((status) => (
            <option key={status} value={status}>
              {wordFor(status)}
            </option>
          ))}
        </Select>
      </Field>
      {status !== 'confirmed' && (
        <Field label={t('Stands until')} optional error={formState.errors.holdUntil?.message} className={styles.third}>
          <Input type="date" {...register('holdUntil')} />
        </Field>
      )}
      <Field label={t('Notes')} optional className={styles.whole} error={formState.errors.notes?.message}>
        <TextArea rows={2} {...register('notes')} />
      </Field>
      <Checkbox label={t('VIP')} {...register('vip')} />
    </div>
  )
}
