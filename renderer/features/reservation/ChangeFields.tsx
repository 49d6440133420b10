import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatMoney, formatWeekday } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { Field, Input, Select } from '../../ui/Field.tsx'
import type { ChangeForm } from './change-form.ts'
import styles from './NewReservation.module.css'
import { departureAfter, nightsBetween } from './reservation-form.ts'

interface ChangeFieldsProps {
  row: ReservationDetailRow
  form: ChangeForm
  onForm: (form: ChangeForm) => void
  desk: DeskInfo
}

export function ChangeFields({ row, form, onForm, desk }: ChangeFieldsProps) {
  const inHouse = row.status === 'checked_in'
  const set = (change: Partial<ChangeForm>) => onForm({ ...form, ...change })
  const nights = nightsBetween(form.arrival, form.departure)
  const moveTo = (arrival: string, count: number) =>
    set({ arrival, departure: departureAfter(arrival, count) ?? form.departure })
  return (
    <div className={styles.grid}>
      <Field
        label={t('Arrival')}
        aside={formatWeekday(form.arrival)}
        hint={inHouse ? t('In house: it has happened.') : undefined}
        className={styles.third}
      >
        <Input
          type="date"
          value={form.arrival}
          disabled={inHouse}
          autoFocus={!inHouse}
          onChange={(change) => moveTo(change.target.value, nights ?? 1)}
        />
      </Field>
      <Field label={t('Nights')} className={styles.third}>
        <Input
          type="number"
          min={0}
          max={365}
          value={nights ?? ''}
          autoFocus={inHouse}
          onChange={(change) => moveTo(form.arrival, change.target.valueAsNumber)}
        />
      </Field>
      <Field label={t('Departure')} aside={formatWeekday(form.departure)} className={styles.third}>
        <Input type="date" value={form.departure} onChange={(change) => set({ departure: change.target.value })} />
      </Field>
      <Field label={t('Adults')} className={styles.third}>
        <Input
          type="number"
          min={0}
          max={99}
          value={form.adults}
          onChange={(change) => set({ adults: change.target.value })}
        />
      </Field>
      <Field label={t('Children')} className={styles.third}>
        <Input
          type="number"
          min={0}
          max={99}
          value={form.children}
          onChange={(change) => set({ children: change.target.value })}
        />
      </Field>
      <Field label={t('Price per night')} optional className={styles.third}>
        <Input
          inputMode="decimal"
          value={form.fixedRate}
          placeholder={t('as the rate says')}
          onChange={(change) => set({ fixedRate: change.target.value })}
        />
      </Field>
      <OfferFields
        row={row}
        form={form}
        set={set}
        from={inHouse ? desk.businessDate : form.arrival}
        typeIsFixed={inHouse}
      />
    </div>
  )
}

interface OfferFieldsProps {
  row: ReservationDetailRow
  form: ChangeForm
  set: (change: Partial<ChangeForm>) => void
  /** The first night that is still to come. */
  from: string
  typeIsFixed: boolean
}

function OfferFields({ row, form, set, from, typeIsFixed }: OfferFieldsProps) {
  const valid = nightsBetween(from, form.departure) !== null
  const stay = { arrival: from, departure: form.departure }
  const types = useLive('reservation.availability', valid ? stay : null)
  const quotes = useLive('reservation.quote', valid ? { ...stay, unitTypeId: form.unitTypeId } : null)
  return (
    <>
      <Field label={t('Type')} className={styles.half}>
        <Select
          value={form.unitTypeId}
          disabled={typeIsFixed}
          onChange={(change) => set({ unitTypeId: change.target.value })}
        >
          {types.phase === 'ready' &&
            types.rows.map((type) => (
              <option key={type.unitTypeId} value={type.unitTypeId}>
                {type.name} · {type.free > 0 ? t('{free} free', { free: type.free }) : t('sold out')}
              </option>
            ))}
        </Select>
      </Field>
      {form.unitTypeId !== row.bookedTypeId && (
        <Field
          label={t('Upgrade at')}
          optional
          hint={t('More per night than was booked; 0 is free. Empty: the type at its own price.')}
          className={styles.half}
        >
          <Input inputMode="decimal" value={form.extra} onChange={(change) => set({ extra: change.target.value })} />
        </Field>
      )}
      <Field label={t('Rate')} className={styles.half}>
        <Select value={form.rateStrategyId} onChange={(change) => set({ rateStrategyId: change.target.value })}>
          {quotes.phase === 'ready' &&
            quotes.rows.map((quote) => (
              <option key={quote.rateStrategyId} value={quote.rateStrategyId}>
                {quote.name} · {formatMoney(quote.total, quote.currency)}
              </option>
            ))}
        </Select>
      </Field>
    </>
  )
}
