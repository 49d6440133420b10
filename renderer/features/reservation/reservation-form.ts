import { z } from 'zod'
import type { CreateInput } from '../../../shared/domains/reservation/inputs.ts'
import { createInput } from '../../../shared/domains/reservation/inputs.ts'
import { addDays, asIsoDate, daysBetween, isIsoDate } from '../../../shared/kernel/dates.ts'
import { t } from '../../../shared/language/t.ts'

/** The new reservation as it stands in its fields: text, where a person types. */
export interface ReservationForm {
  firstName: string
  lastName: string
  email: string
  phone: string
  nationality: string
  arrival: string
  departure: string
  adults: string
  children: string
  guarantee: CreateInput['guarantee']
  source: CreateInput['source']
  eta: string
  notes: string
  vip: boolean
  status: NonNullable<CreateInput['status']>
  /** The last day of an offer or an option; empty: without end. */
  holdUntil: string
}

/** What is chosen from lists beside the fields. */
export interface Chosen {
  /** Null: a new guest, from the fields. */
  readonly profileId: string | null
  readonly unitTypeId: string
  readonly rateStrategyId: string
  readonly unitId: string
}

export type FormField = keyof ReservationForm | 'unitTypeId' | 'rateStrategyId'

/** `at`: other nights than the next one. */
export function emptyForm(
  businessDate: string,
  at: { readonly arrival: string; readonly departure: string } = {
    arrival: businessDate,
    departure: addDays(asIsoDate(businessDate), 1),
  },
): ReservationForm {
  return {
    firstName: '',
    lastName: '',
    email: '',
    phone: '',
    nationality: '',
    arrival: at.arrival,
    departure: at.departure,
    adults: '2',
    children: '0',
    guarantee: 'none',
    source: 'desk',
    eta: '',
    notes: '',
    vip: false,
    status: 'confirmed',
    holdUntil: '',
  }
}

/** The form as it was when this was made of it. */
export function filledForm(input: CreateInput): ReservationForm {
  const { guest, arrival, departure, adults, children, guarantee, source } = input
  const person = guest.kind === 'new' ? guest : undefined
  return {
    firstName: person?.firstName ?? '',
    lastName: person?.lastName ?? '',
    email: person?.email ?? '',
    phone: person?.phone ?? '',
    nationality: person?.nationality ?? '',
    ...{ arrival, departure, guarantee, source },
    adults: String(adults),
    children: String(children),
    eta: input.eta ?? '',
    notes: input.notes,
    vip: input.vip ?? false,
    status: input.status ?? 'confirmed',
    holdUntil: input.holdUntil ?? '',
  }
}

const count = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

/** An empty field is left out. */
function given<K extends string>(key: K, text: string): Partial<Record<K, string>> {
  const value = text.trim()
  return value === '' ? {} : ({ [key]: value } as Partial<Record<K, string>>)
}

export function inputOf(form: ReservationForm, chosen: Chosen): CreateInput {
  return {
    guest:
      chosen.profileId === null
        ? {
            kind: 'new',
            firstName: form.firstName,
            lastName: form.lastName,
            ...given('email', form.email),
            ...given('phone', form.phone),
            ...given('nationality', form.nationality.toUpperCase()),
          }
        : { kind: 'existing', profileId: chosen.profileId },
    arrival: form.arrival,
    departure: form.departure,
    adults: count(form.adults),
    children: count(form.children),
    unitTypeId: chosen.unitTypeId,
    rateStrategyId: chosen.rateStrategyId,
    ...given('unitId', chosen.unitId),
    guarantee: form.guarantee,
    source: form.source,
    ...given('eta', form.eta),
    notes: form.notes,
    ...(form.vip && { vip: true }),
    ...(form.status !== 'confirmed' && { status: form.status, ...given('holdUntil', form.holdUntil) }),
  }
}

const WORDS: Readonly<Partial<Record<string, () => string>>> = {
  firstName: () => t('At most 80 letters.'),
  lastName: () => t('A last name is needed.'),
  email: () => t('This is no e-mail address.'),
  phone: () => t('Digits, spaces and + only, like +351 912 345 678.'),
  nationality: () => t('Two letters, like PT or DE.'),
  arrival: () => t('Enter the day of arrival.'),
  departure: () => t('Enter the day of departure.'),
  adults: () => t('A whole number.'),
  children: () => t('A whole number.'),
  unitTypeId: () => t('Choose a unit type that is free.'),
  rateStrategyId: () => t('No rate is sold for these nights: choose another type or other dates.'),
  eta: () => t('A time like 15:30.'),
  holdUntil: () => t('Enter a day, or leave it empty.'),
  notes: () => t('At most 2,000 letters.'),
}

export type FormErrors = Partial<Record<FormField, string>>

/** What is wrong with which field, in words; empty where it can be sent. */
export function errorsOf(input: CreateInput): FormErrors {
  const errors: Record<string, string> = {}
  const parsed = createInput.safeParse(input)
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] === 'guest' ? issue.path[1] : issue.path[0])
    errors[field] = WORDS[field]?.() ?? t('Look at this again.')
  }
  if (isIsoDate(input.arrival) && isIsoDate(input.departure) && input.departure < input.arrival) {
    errors.departure = t('The departure is before the arrival.')
  }
  if (!errors.adults && !errors.children && input.adults + input.children === 0) {
    errors.adults = t('At least one guest.')
  }
  return errors
}

/** Nights between the two days as they are typed; null while they make no stay. */
export function nightsBetween(arrival: string, departure: string): number | null {
  if (!isIsoDate(arrival) || !isIsoDate(departure) || departure < arrival) return null
  return daysBetween(arrival, departure)
}

/** The departure that keeps the number of nights when the arrival moves, or that the number typed asks for. */
export function departureAfter(arrival: string, nights: number): string | null {
  if (!isIsoDate(arrival) || !Number.isInteger(nights) || nights < 0 || nights > 365) return null
  return addDays(arrival, nights)
}

/** 'Ana Maria Silva' -> first name 'Ana Maria', last name 'Silva'; 'Silva, Ana' as it says. */
export function splitName(text: string): { firstName: string; lastName: string } {
  const [last = '', first] = text.split(',').map((part) => part.trim())
  if (first !== undefined) return { firstName: first, lastName: last }
  const words = last.split(/\s+/)
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' }
}

/** What the core made of it: the ids and the number that people read. */
const createdArgs = z.looseObject({ reservationId: z.string(), confirmationNo: z.string() })
export type Created = z.infer<typeof createdArgs>
export const parseCreated = (args: unknown): Created => createdArgs.parse(args)
