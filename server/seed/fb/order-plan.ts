import { isoWeekday } from '../../../shared/kernel/dates.ts'
import type { Uuid } from '../../../shared/kernel/ids.ts'
import { toMinor } from '../../../shared/kernel/money.ts'
import { splitIncludedTax, type TaxShare } from '../../../shared/domains/billing/tax.ts'
import { orderTotal, sharesByTax } from '../../../shared/domains/fb/order-totals.ts'
import type { OrderStatus, Settlement } from '../../../shared/schema/fb.ts'
import { accountIdsOf } from '../billing/accounts.ts'
import { inHouseByDay } from '../guest/in-house.ts'
import type { StayedBooking } from '../guest/stays.ts'
import type { House } from '../house.ts'
import { perHouse } from '../per-house.ts'
import type { Random } from '../random.ts'
import { seedId } from '../seed-id.ts'
import { type PlannedLine, planLines } from './order-lines.ts'
import { OUTLETS, type SeedOutlet } from './outlets.ts'

export interface PlannedOrder {
  /** Unique over all houses. */
  readonly key: string
  readonly id: Uuid
  readonly number: number
  readonly outlet: SeedOutlet
  readonly day: number
  /** Null where it was carried to a room. */
  readonly table: number | null
  /** Null for somebody from the street. */
  readonly guest: StayedBooking | null
  readonly covers: number
  readonly status: OrderStatus
  readonly settlement: Settlement
  readonly placedAt: string
  /** When it was paid, signed for or taken back; null while it is open. */
  readonly endedAt: string | null
  readonly lines: readonly PlannedLine[]
  /** Cents. */
  readonly total: number
  readonly shares: readonly TaxShare[]
}

/** Checks a night for each occupied unit, and those of people who only come to eat. */
const DEMAND = { REST: { share: 0.065, walkIns: 0.7 }, BAR: { share: 0.055, walkIns: 0.7 } }
/** [from, to] in minutes of the day, and how often. */
const HOURS = {
  REST: [
    [[12 * 60 + 15, 14 * 60], 35],
    [[19 * 60, 21 * 60 + 40], 65],
  ],
  BAR: [
    [[10 * 60, 12 * 60], 14],
    [[12 * 60, 19 * 60], 36],
    [[19 * 60, 22 * 60 + 30], 50],
  ],
} as const
const OPEN_ORDER_STATES = ['placed', 'in_preparation', 'ready', 'served'] as const

/** The bar opens at ten, the restaurant at noon: at eleven two checks of this morning stand open. */
const LAST_HOUR = 60
const BAR_OPENS = HOURS.BAR[0][0][0]

function countOn(random: Random, { code }: SeedOutlet, day: number, occupied: number, weekday: number): number {
  if (day === 0) return code === 'BAR' ? 2 : 0
  const { share, walkIns } = DEMAND[code]
  const mean = (occupied * share + walkIns) * (weekday >= 5 ? 1.2 : 0.9) * (0.6 + random.next() * 0.8)
  return Math.floor(mean) + (random.chance(mean % 1) ? 1 : 0)
}

/** A guest of the house signs for most of it; this morning no drawer of an outlet is open yet. */
function settlementOf(random: Random, guest: StayedBooking | null, day: number): PlannedOrder['settlement'] {
  if (guest && random.chance(0.75)) return 'room'
  if (day === 0) return 'card_slip'
  return random.chance(0.4) ? 'cash' : 'card_slip'
}

function stateOf(random: Random, endsAt: string, asOf: string, settlement: PlannedOrder['settlement'], day: number) {
  if (endsAt > asOf) return { status: random.pick(OPEN_ORDER_STATES), settlement: 'none', endedAt: null } as const
  if (random.chance(0.01)) return { status: 'cancelled', settlement: 'none', endedAt: endsAt } as const
  return { status: day === 0 ? 'settled' : 'closed', settlement, endedAt: endsAt } as const
}

function lastHour({ clock }: House): readonly [number, number] {
  const now = Math.floor((Date.parse(clock.asOf) - Date.parse(clock.planned(0, 0))) / 60_000)
  const from = Math.max(BAR_OPENS, now - LAST_HOUR)
  return [from, Math.max(from, now)]
}

function planOrder(
  house: House,
  random: Random,
  outlet: SeedOutlet,
  day: number,
  number: number,
  inHouse: readonly StayedBooking[],
): PlannedOrder | undefined {
  const { clock, hotel } = house
  const [from, to] = day === 0 ? lastHour(house) : random.weighted(HOURS[outlet.code])
  const minute = random.between(from, to)
  const placedAt = clock.planned(day, minute)
  if (placedAt > clock.asOf) return undefined
  const chosen = inHouse.length > 0 && random.chance(0.7) ? random.pick(inHouse) : null
  const guest = chosen && chosen.checkedInAt < placedAt ? chosen : null
  const toRoom = guest !== null && outlet.kind === 'bar' && random.chance(0.45)
  const covers = random.weighted([
    [1, toRoom ? 50 : 25],
    [2, 50],
    [3, 12],
    [4, toRoom ? 0 : 13],
  ])
  const endsAt = clock.planned(day, minute + random.between(toRoom ? 25 : 40, toRoom ? 45 : 85))
  const state = stateOf(random, endsAt, clock.asOf, settlementOf(random, guest, day), day)
  const key = `${hotel.code} ${number}`
  const lines = planLines(house, random, outlet, covers, key, state.status === 'cancelled')
  const rates = accountIdsOf(house).ratePctByTax
  return {
    key,
    id: seedId('fb.fb_orders', key),
    number,
    outlet,
    day,
    table: toRoom ? null : random.between(1, outlet.tables),
    guest,
    covers,
    ...state,
    placedAt,
    lines,
    total: toMinor(orderTotal(lines)),
    shares: sharesByTax(
      lines.filter(({ qty, voidedQty }) => qty > voidedQty),
      (amount, taxCode) => splitIncludedTax(amount, rates.get(taxCode) ?? '0'),
    ),
  }
}

/** Every check of every outlet, in the order of days; numbers follow that order. */
export const ordersOf = perHouse((house: House): readonly PlannedOrder[] => {
  const orders: PlannedOrder[] = []
  for (const [day, inHouse] of inHouseByDay(house)) {
    const random = house.random(`orders ${day}`)
    for (const outlet of OUTLETS) {
      const count = countOn(random, outlet, day, inHouse.length, isoWeekday(house.clock.date(day)))
      for (let i = 0; i < count; i++) {
        const order = planOrder(house, random, outlet, day, orders.length + 1, inHouse)
        if (order) orders.push(order)
      }
    }
  }
  return orders
})

/** What guests signed for, by the key of their booking. */
export const roomChargesOf = perHouse((house: House): ReadonlyMap<string, readonly PlannedOrder[]> => {
  const byBooking = new Map<string, PlannedOrder[]>()
  for (const order of ordersOf(house)) {
    if (order.settlement !== 'room' || !order.guest || order.total === 0) continue
    const own = byBooking.get(order.guest.key)
    if (own) own.push(order)
    else byBooking.set(order.guest.key, [order])
  }
  return byBooking
})
