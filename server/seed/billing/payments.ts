import { fromMinor } from '../../../shared/kernel/money.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { isHotDay } from '../hot.ts'
import { userOnDuty } from '../operations/staff.ts'
import { perHouse } from '../per-house.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { accountIdsOf } from './accounts.ts'
import { companyAccountsOf } from './city-ledger.ts'
import { guestFolioIdOf, houseFolioIdOf } from './folio-ids.ts'
import { isCompanyFolioHot, isGuestFolioHot, paidOrders } from './folios.ts'
import { guestAccountsOf, type PlannedPayment } from './guest-accounts.ts'

const FLOAT = 15_000
/** [drawer, who sits at it, opens, closes]: minutes of the day. */
const DRAWERS = [
  ['DESK1', ['front_desk', 'duty_manager'], 6 * 60 + 30, 23 * 60],
  ['REST1', ['waiter', 'duty_manager'], 11 * 60 + 30, 23 * 60 + 45],
  ['BAR1', ['waiter', 'duty_manager'], 9 * 60 + 30, 24 * 60 + 20],
] as const
type Drawer = (typeof DRAWERS)[number][0]

const shiftIdOf = ({ hotel, clock }: House, drawer: Drawer, day: number) =>
  seedId('billing.cashier_shifts', `${hotel.code} ${drawer} ${clock.date(day)}`)

interface Taking {
  readonly folioId: string
  readonly hot: boolean
  readonly drawer: Drawer
  readonly payment: PlannedPayment
}

function* takings(house: House): Iterable<Taking> {
  for (const account of guestAccountsOf(house)) {
    const place = { folioId: guestFolioIdOf(account.booking), hot: isGuestFolioHot(account), drawer: 'DESK1' } as const
    for (const payment of account.payments) yield { ...place, payment }
  }
  for (const order of paidOrders(house)) {
    const { key, settlement, total, day, endedAt, outlet } = order
    const method = settlement === 'cash' ? 'cash' : 'card_slip'
    const payment = { key: `order ${key}`, method, amount: total, day, at: endedAt } as const
    yield { folioId: houseFolioIdOf(order), hot: isHotDay(day), drawer: `${outlet.code}1`, payment }
  }
  for (const account of companyAccountsOf(house)) {
    const { id, payment } = account
    if (payment) yield { folioId: id, hot: isCompanyFolioHot(account), drawer: 'DESK1', payment }
  }
}

function* paymentRows(house: House): Iterable<CopyRow> {
  const random = house.random('slips')
  for (const { folioId, hot, drawer, payment } of takings(house)) {
    const { key, method, amount, day, at } = payment
    yield {
      id: seedId('billing.payments', key),
      property_id: house.propertyId,
      hot,
      folio_id: folioId,
      method,
      status: 'captured',
      business_date: house.clock.date(day),
      received_at: at,
      amount: fromMinor(amount),
      currency: house.hotel.currency,
      terminal_ref:
        method === 'cash' ? null : `${method === 'bank_transfer' ? 'TR' : 'SL'}${random.between(100_000, 999_999)}`,
      cashier_shift_id: method === 'cash' ? shiftIdOf(house, drawer, day) : null,
      created_at: at,
      updated_at: at,
    }
  }
}

/** Cents by drawer and day. */
const cashOf = perHouse((house: House): ReadonlyMap<string, number> => {
  const cash = new Map<string, number>()
  for (const { drawer, payment } of takings(house)) {
    if (payment.method !== 'cash') continue
    const key = `${drawer} ${payment.day}`
    cash.set(key, (cash.get(key) ?? 0) + payment.amount)
  }
  return cash
})

/** A drawer is opened and counted every day; the desk's is open this morning. */
function* shiftRows(house: House): Iterable<CopyRow> {
  const random = house.random('drawers')
  const { clock, hotel, propertyId, firstDay } = house
  for (const [drawer, roles, opens, closes] of DRAWERS) {
    const atDesk = drawer === 'DESK1'
    // Who came up to three days before the first one may have left since.
    for (let day = atDesk ? firstDay - 3 : firstDay; day <= (atDesk ? 0 : -1); day++) {
      const expected = FLOAT + (cashOf(house).get(`${drawer} ${day}`) ?? 0)
      const off = random.chance(0.06) ? random.between(-400, 300) : 0
      const open = day === 0
      const closedAt = open ? null : clock.at(day, closes)
      yield {
        id: shiftIdOf(house, drawer, day),
        property_id: propertyId,
        hot: isHotDay(day),
        drawer_id: accountIdsOf(house).drawer.get(drawer) ?? null,
        user_id: userOnDuty(house, roles, day),
        status: open ? 'open' : day === -1 ? 'closed' : 'approved',
        business_date: clock.date(day),
        currency: hotel.currency,
        opened_at: clock.at(day, opens),
        opening_float: fromMinor(FLOAT),
        closed_at: closedAt,
        counted: open ? null : fromMinor(expected + off),
        expected: open ? null : fromMinor(expected),
        note: off === 0 ? '' : 'Counted twice.',
        created_at: clock.at(day, opens),
        updated_at: closedAt ?? clock.at(day, opens),
      }
    }
  }
}

/** What was taken, and in which drawer the cash is. */
export function paymentTables(house: House): SeedTable[] {
  return [
    tableOf('billing.cashier_shifts', () => shiftRows(house)),
    tableOf('billing.payments', () => paymentRows(house)),
  ]
}
