import type { CopyRow } from '../../postgres/copy.ts'
import { orderNoOf } from '../fb/order-no.ts'
import { ordersOf, type PlannedOrder } from '../fb/order-plan.ts'
import { profileIdOf } from '../guest/profiles.ts'
import { stayIdOf } from '../guest/stays.ts'
import type { House } from '../house.ts'
import { isHotDay } from '../hot.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { lineRow, orderCharges } from './charges.ts'
import { type CompanyAccount, carriedOf, companyAccountsOf } from './city-ledger.ts'
import { guestFolioIdOf, houseFolioIdOf } from './folio-ids.ts'
import { type GuestAccount, guestAccountsOf, isCarried } from './guest-accounts.ts'

export const isGuestFolioHot = ({ closedAt, booking }: GuestAccount) => closedAt === null || isHotDay(booking.stay.to)
export const isCompanyFolioHot = ({ payment }: CompanyAccount) => payment === null || isHotDay(payment.day)

/** Checks that were paid at the table have an account of their own. */
export function* paidOrders(house: House): Iterable<PlannedOrder & { readonly endedAt: string }> {
  for (const order of ordersOf(house)) {
    if (isPaid(order)) yield order
  }
}
const isPaid = (order: PlannedOrder): order is PlannedOrder & { readonly endedAt: string } =>
  (order.settlement === 'cash' || order.settlement === 'card_slip') && order.endedAt !== null

const folioRow = (house: House, more: CopyRow, openedAt: string, closedAt: string | null): CopyRow => ({
  id: '',
  property_id: house.propertyId,
  hot: true,
  folio_no: '',
  type: 'guest',
  status: 'open',
  reservation_id: null,
  stay_id: null,
  profile_id: null,
  holder: '',
  currency: house.hotel.currency,
  ...more,
  opened_at: openedAt,
  closed_at: closedAt,
  created_at: openedAt,
  updated_at: closedAt ?? openedAt,
})

function* folioRows(house: House): Iterable<CopyRow> {
  const { hotel } = house
  for (const account of guestAccountsOf(house)) {
    const { booking, closedAt, company } = account
    const guest = house.guests[booking.guest]
    const more = {
      id: guestFolioIdOf(booking),
      hot: isGuestFolioHot(account),
      folio_no: booking.confirmationNo.replace('-', '-F'),
      status: closedAt === null ? 'open' : company === null ? 'closed' : 'transferred_to_city_ledger',
      reservation_id: booking.id,
      stay_id: stayIdOf(booking),
      profile_id: profileIdOf(house, booking.guest),
      holder: `${guest?.firstName} ${guest?.lastName}`,
    }
    yield folioRow(house, more, booking.checkedInAt, closedAt)
  }
  for (const order of paidOrders(house)) {
    const more = {
      id: houseFolioIdOf(order),
      hot: isHotDay(order.day),
      folio_no: `${hotel.code}-H${10_000 + order.number}`,
      type: 'house',
      status: 'closed',
      holder: `${order.outlet.name} ${orderNoOf(house, order)}`,
    }
    yield folioRow(house, more, order.placedAt, order.endedAt)
  }
  for (const account of companyAccountsOf(house)) {
    const { id, number, company, payment, openedAt } = account
    const more = {
      id,
      hot: isCompanyFolioHot(account),
      folio_no: `${hotel.code}-L${1000 + number}`,
      type: 'city_ledger',
      status: payment === null ? 'open' : 'closed',
      holder: company,
    }
    yield folioRow(house, more, openedAt, payment?.at ?? null)
  }
}

function* guestLines(house: House, account: GuestAccount): Iterable<CopyRow> {
  const { booking, closedAt, charges } = account
  const place = { folio_id: guestFolioIdOf(booking), hot: isGuestFolioHot(account) }
  for (const charge of charges) yield lineRow(house, charge, place)
  if (closedAt === null) return
  for (const charge of charges) {
    if (!isCarried(account, charge)) continue
    const { outId, charge: carried } = carriedOf(charge, booking.stay.to, closedAt)
    yield lineRow(house, carried, { ...place, id: outId, kind: 'transfer_out', reverses_id: charge.id }, -1)
  }
}

function* lineRows(house: House): Iterable<CopyRow> {
  for (const account of guestAccountsOf(house)) yield* guestLines(house, account)
  for (const order of paidOrders(house)) {
    const place = { folio_id: houseFolioIdOf(order), hot: isHotDay(order.day) }
    for (const charge of orderCharges(house, order)) yield lineRow(house, charge, place)
  }
  for (const account of companyAccountsOf(house)) {
    const place = { folio_id: account.id, hot: isCompanyFolioHot(account), kind: 'transfer_in' }
    for (const { charge, outId, inId } of account.carried)
      yield lineRow(house, charge, { ...place, id: inId, reverses_id: outId })
  }
}

/** What was charged to whom. */
export function folioTables(house: House): SeedTable[] {
  return [tableOf('billing.folios', () => folioRows(house)), tableOf('billing.folio_line_items', () => lineRows(house))]
}
