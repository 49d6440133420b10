import type { UseFormReturn } from 'react-hook-form'
import type { CreateInput } from '../../../../shared/domains/reservation/inputs.ts'
import type { KnownGuest } from '../GuestPicker.tsx'
import { errorsOf, inputOf, type ReservationForm } from '../reservation-form.ts'

type AskedStay = Pick<CreateInput, 'guest' | 'arrival' | 'departure' | 'adults' | 'children'>

/** The fields of guest and stay as a command takes them; undefined where something is wrong, which is said at its field. */
export function checkStay(
  form: UseFormReturn<ReservationForm>,
  values: ReservationForm,
  guest: KnownGuest | 'new' | null,
): AskedStay | undefined {
  const profileId = guest === 'new' || guest === null ? null : guest.profileId
  const input = inputOf(values, { profileId, unitTypeId: '', rateStrategyId: '', unitId: '' })
  const errors = errorsOf(input)
  const wrong = (Object.keys(values) as (keyof ReservationForm)[]).filter((field) => errors[field])
  if (guest === null) return undefined
  for (const field of wrong) form.setError(field, { message: errors[field] ?? '' })
  const [first] = wrong
  if (first) {
    form.setFocus(first)
    return undefined
  }
  const { arrival, departure, adults, children } = input
  return { guest: input.guest, arrival, departure, adults, children }
}
