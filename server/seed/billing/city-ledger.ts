import { addDays, asIsoDate, daysBetween } from '../../../shared/kernel/dates.ts'
import type { Uuid } from '../../../shared/kernel/ids.ts'
import type { House } from '../house.ts'
import { perHouse } from '../per-house.ts'
import { seedId } from '../seed-id.ts'
import { type Charge, sumOf } from './charges.ts'
import { guestAccountsOf, isCarried, type PlannedPayment } from './guest-accounts.ts'

/** What was carried off a guest's account: the line there, and its counterpart on the company's. */
export interface Carried {
  readonly charge: Charge
  readonly outId: Uuid
  readonly inId: Uuid
}

/** What a company owes for the guests who left in one month: billed on the first day of the next. */
export interface CompanyAccount {
  readonly key: string
  readonly id: Uuid
  readonly number: number
  readonly company: string
  readonly openedAt: string
  readonly carried: readonly Carried[]
  /** Null while the month is not over. */
  readonly billed: { readonly day: number; readonly at: string; readonly dueDay: number } | null
  /** Null while it is owed. */
  readonly payment: PlannedPayment | null
}

const TERM_DAYS = 30

/** Days are counted from the business date. */
function firstOfNextMonth({ clock }: House, day: number): number {
  const sometimeNextMonth = addDays(asIsoDate(`${clock.date(day).slice(0, 7)}-28`), 10)
  return daysBetween(clock.today, asIsoDate(`${sometimeNextMonth.slice(0, 7)}-01`))
}

/** The line on the guest's account that takes a charge away stands on the day on which he leaves, as its counterpart does. */
export function carriedOf(charge: Charge, day: number, at: string): Carried {
  return {
    charge: { ...charge, day, at, origin: 'desk' },
    outId: seedId('billing.folio_line_items', `out ${charge.id}`),
    inId: seedId('billing.folio_line_items', `in ${charge.id}`),
  }
}

interface Month {
  readonly company: string
  readonly day: number
  readonly openedAt: string
  readonly carried: Carried[]
}

function monthsOf(house: House): Map<string, Month> {
  const months = new Map<string, Month>()
  for (const account of guestAccountsOf(house)) {
    const { company, closedAt, booking, charges } = account
    if (company === null || closedAt === null) continue
    const day = booking.stay.to
    const key = `${house.hotel.code} ${company} ${house.clock.date(day).slice(0, 7)}`
    const month = months.get(key) ?? { company, day, openedAt: closedAt, carried: [] }
    months.set(key, month)
    for (const charge of charges) if (isCarried(account, charge)) month.carried.push(carriedOf(charge, day, closedAt))
  }
  return months
}

export const companyAccountsOf = perHouse((house: House): readonly CompanyAccount[] => {
  const random = house.random('companies')
  const { clock } = house
  return Array.from(monthsOf(house), ([key, { company, day, openedAt, carried }], i): CompanyAccount => {
    const billDay = firstOfNextMonth(house, day)
    const payDay = billDay + random.between(10, 55)
    const happened = (on: number) => clock.planned(on, 15 * 60) <= clock.asOf
    return {
      key,
      id: seedId('billing.folios', key),
      number: i + 1,
      company,
      openedAt,
      carried,
      billed: happened(billDay) ? { day: billDay, at: clock.at(billDay, 9 * 60), dueDay: billDay + TERM_DAYS } : null,
      payment: happened(payDay)
        ? {
            key,
            method: 'bank_transfer',
            amount: sumOf(carried.map(({ charge }) => charge)),
            day: payDay,
            at: clock.at(payDay, 15 * 60),
          }
        : null,
    }
  })
})
