import { roomChargesOf } from '../fb/order-plan.ts'
import { type StayedBooking, stayedBookings } from '../guest/stays.ts'
import type { House } from '../house.ts'
import { perHouse } from '../per-house.ts'
import type { Random } from '../random.ts'
import { type Charge, extraCharges, nightCharges, orderCharges, sumOf } from './charges.ts'

export interface PlannedPayment {
  readonly key: string
  readonly method: 'cash' | 'card' | 'card_slip' | 'bank_transfer'
  /** Cents. */
  readonly amount: number
  readonly day: number
  readonly at: string
}

export interface GuestAccount {
  readonly booking: StayedBooking
  /** When the guest left and the account was closed; null for who is in house. */
  readonly closedAt: string | null
  readonly charges: readonly Charge[]
  /** Which of them a company pays: they are carried to its account when the guest leaves. */
  readonly company: string | null
  readonly payments: readonly PlannedPayment[]
}

export const COMPANIES = [
  'Atlântida Seguros',
  'Nordwind Engineering',
  'Helix Pharma',
  'Cargo Ibérica',
  'Studio Vela',
] as const
/** More than this nobody puts on the desk in notes. */
const MOST_CASH = 40_000

/** Nights that were booked on a company's word are its own; meals and extras are the guest's. */
export const isCarried = ({ company, closedAt }: GuestAccount, { code }: Charge): boolean =>
  company !== null && closedAt !== null && code === 'ROOM'

function methodOf(random: Random, amount: number): PlannedPayment['method'] {
  const method = random.weighted<PlannedPayment['method']>([
    ['card', 66],
    ['card_slip', 12],
    ['cash', 18],
    ['bank_transfer', 4],
  ])
  return method === 'cash' && amount > MOST_CASH ? 'card' : method
}

/** What cannot be given back is paid on arrival; the rest when the guest leaves. */
function paymentsOf(
  random: Random,
  booking: StayedBooking,
  charges: readonly Charge[],
  company: string | null,
): PlannedPayment[] {
  const { key, stay, plan, total, checkedInAt, checkedOutAt } = booking
  const before = plan === 'NRF' && company === null ? total : 0
  const owed = sumOf(charges.filter(({ code }) => company === null || code !== 'ROOM')) - before
  const method = methodOf(random, owed)
  return [
    ...(before > 0
      ? [{ key: `${key} 1`, method: 'card' as const, amount: before, day: stay.from, at: checkedInAt }]
      : []),
    ...(checkedOutAt !== null && owed > 0
      ? [{ key: `${key} 2`, method, amount: owed, day: stay.to, at: checkedOutAt }]
      : []),
  ]
}

/** What each guest was charged and has paid: whoever has left owes nothing. */
export const guestAccountsOf = perHouse((house: House): readonly GuestAccount[] => {
  const random = house.random('accounts')
  const roomCharges = roomChargesOf(house)
  return Array.from(stayedBookings(house), (booking) => {
    const company = booking.guarantee === 'company' ? random.pick(COMPANIES) : null
    const charges = [
      ...nightCharges(house, booking),
      ...(roomCharges.get(booking.key) ?? []).flatMap((order) => orderCharges(house, order)),
      ...extraCharges(house, random, booking),
    ]
    return {
      booking,
      closedAt: booking.checkedOutAt,
      charges,
      company,
      payments: paymentsOf(random, booking, charges, company),
    }
  })
})
