import type { ModifyInput } from '../../../shared/domains/reservation/change-inputs.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { isIsoDate } from '../../../shared/kernel/dates.ts'
import type { EnteredChange } from '../../state/entered.ts'
import { readAmount } from '../../ui/amount.ts'

/** The stay as it stands in the fields of the dialog: text, where a person types. */
export interface ChangeForm {
  readonly arrival: string
  readonly departure: string
  readonly adults: string
  readonly children: string
  readonly unitTypeId: string
  readonly rateStrategyId: string
  /** A price for every night to come; empty: what the rate asks. */
  readonly fixedRate: string
  /** What a better type costs more per night at the price that was booked; empty: the type at its own price. */
  readonly extra: string
  readonly reason: string
  readonly releaseUnit: boolean
}

export function formOf(row: ReservationDetailRow): ChangeForm {
  const { arrival, departure, adults, children, bookedTypeId, rateStrategyId } = row
  return {
    arrival,
    departure,
    adults: String(adults),
    children: String(children),
    unitTypeId: bookedTypeId,
    rateStrategyId,
    fixedRate: '',
    extra: '',
    reason: '',
    releaseUnit: false,
  }
}

/** The stay as it is now, with a change that was entered before. */
export function filledForm(row: ReservationDetailRow, entered: EnteredChange | undefined): ChangeForm {
  const form = formOf(row)
  if (!entered) return form
  const { change, override, upgrade, releaseUnit } = entered
  return {
    arrival: change.arrival ?? form.arrival,
    departure: change.departure ?? form.departure,
    adults: String(change.adults ?? form.adults),
    children: String(change.children ?? form.children),
    unitTypeId: change.unitTypeId ?? form.unitTypeId,
    rateStrategyId: change.rateStrategyId ?? form.rateStrategyId,
    fixedRate: override?.rate ?? '',
    extra: upgrade?.extra ?? '',
    reason: override?.reason ?? upgrade?.reason ?? '',
    releaseUnit: releaseUnit ?? false,
  }
}

/** Only what differs from the stay as it is; null while a field cannot be read. */
export function inputOfChange(row: ReservationDetailRow, form: ChangeForm): ModifyInput | null {
  const was = formOf(row)
  const people = (text: string) => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : null)
  const [adults, children] = [people(form.adults), people(form.children)]
  if (!isIsoDate(form.arrival) || !isIsoDate(form.departure) || adults === null || children === null) return null
  const [fixed, extra] = [priceOf(form.fixedRate), priceOf(form.extra)]
  if (fixed === null || extra === null) return null
  const upgrades = extra !== '' && form.unitTypeId !== was.unitTypeId
  const reason = form.reason.trim() || '?'
  return {
    reservationId: row.reservationId,
    change: {
      ...(form.arrival !== was.arrival && { arrival: form.arrival }),
      ...(form.departure !== was.departure && { departure: form.departure }),
      ...(form.adults !== was.adults && { adults }),
      ...(form.children !== was.children && { children }),
      ...(form.unitTypeId !== was.unitTypeId && { unitTypeId: form.unitTypeId }),
      ...(form.rateStrategyId !== was.rateStrategyId && { rateStrategyId: form.rateStrategyId }),
    },
    // The price can be looked at before the reason is given.
    ...(fixed !== '' && { override: { rate: fixed, reason } }),
    ...(upgrades && { upgrade: { extra, reason } }),
    ...(form.releaseUnit && { releaseUnit: true }),
  }
}

/** Empty where no price is typed; null where it is none. */
const priceOf = (text: string): string | null => (text.trim() === '' ? '' : readAmount(text))

/** A price of its own, or an upgrade, is given with a reason. */
export const needsReason = (form: ChangeForm): boolean =>
  (form.fixedRate.trim() !== '' || form.extra.trim() !== '') && form.reason.trim() === ''

export const changesNothing = ({ change, override }: ModifyInput): boolean =>
  Object.keys(change).length === 0 && override === undefined
