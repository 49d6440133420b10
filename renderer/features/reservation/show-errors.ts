import type { UseFormReturn } from 'react-hook-form'
import type { FormErrors, ReservationForm } from './reservation-form.ts'

/** Says at each field what is wrong with it, and goes to the first; false where nothing is. */
export function showErrors(form: UseFormReturn<ReservationForm>, values: ReservationForm, errors: FormErrors): boolean {
  const wrong = (Object.keys(values) as (keyof ReservationForm)[]).filter((field) => errors[field])
  for (const field of wrong) form.setError(field, { message: errors[field] ?? '' })
  const [first] = wrong
  if (first) form.setFocus(first)
  return first !== undefined
}
