import type { Reader } from '../../command/database.ts'
import { addDays, nightsOf, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { sumAmounts, type Decimal } from '../../kernel/money.ts'
import { priceOfNight, type Demand } from '../property_mgmt/price.ts'
import { readRates, type SoldRate } from '../property_mgmt/read-rates.ts'
import { readStock } from './availability.ts'

export interface Quote extends Omit<SoldRate, 'strategy'> {
  readonly nights: { readonly night: IsoDate; readonly rate: Decimal }[]
  readonly total: Decimal
}

/** Every rate that is sold for the type over the stay, priced night by night as things stand here. Day use costs its one day. */
export async function quoteStay(
  db: Reader,
  propertyId: Uuid,
  stay: { unitTypeId: Uuid; arrival: IsoDate; departure: IsoDate },
  businessDate: IsoDate,
): Promise<Quote[]> {
  const { unitTypeId, arrival, departure } = stay
  const to = departure > arrival ? departure : addDays(arrival, 1)
  const rates = await readRates(db, propertyId, { unitTypeId, from: arrival, to })
  const demand = await readDemand(db, propertyId, { from: arrival, to }, businessDate)
  return rates.map(({ strategy, ...rate }) => {
    const nights = nightsOf(arrival, to).map((night) => ({ night, rate: priceOfNight(strategy, night, demand) }))
    const total = sumAmounts(
      nights.map((night) => night.rate),
      rate.minorUnits,
    )
    return { ...rate, nights, total }
  })
}

/** How full the house is, over all types. */
async function readDemand(
  db: Reader,
  propertyId: Uuid,
  nights: { from: IsoDate; to: IsoDate },
  businessDate: IsoDate,
): Promise<Demand> {
  const totals = new Map<IsoDate, { rooms: number; sold: number }>()
  for (const { night, rooms, sold } of await readStock(db, propertyId, nights)) {
    const so = totals.get(night) ?? { rooms: 0, sold: 0 }
    totals.set(night, { rooms: so.rooms + rooms, sold: so.sold + sold })
  }
  return {
    businessDate,
    occupancyPct(night) {
      const total = totals.get(night)
      return total && total.rooms > 0 ? (total.sold / total.rooms) * 100 : 0
    },
  }
}
