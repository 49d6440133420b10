import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { supplierIdOf } from '../procurement/suppliers.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'

/** What the stores keep. Days is how long a delivery keeps; 0 is for ever. */
interface SeedGood {
  readonly sku: string
  readonly name: string
  readonly category: string
  readonly uom: string
  readonly par: number
  readonly unitCost: string
  readonly days: number
  readonly supplier: string
}

const good = (
  supplier: string,
  [sku, name, category, uom]: readonly [string, string, string, string],
  par: number,
  unitCost: string,
  days: number,
): SeedGood => ({ sku, name, category, uom, par, unitCost, days, supplier })

const GOODS: readonly SeedGood[] = [
  good('HORTA', ['POTATO', 'Potatoes', 'fresh', 'kg'], 60, '0.85', 21),
  good('HORTA', ['CABBAGE', 'Galician cabbage', 'fresh', 'kg'], 12, '1.40', 6),
  good('HORTA', ['ORANGES', 'Oranges', 'fresh', 'kg'], 40, '1.10', 18),
  good('LOTA', ['COD', 'Salted cod, soaked', 'meat_fish', 'kg'], 14, '11.90', 5),
  good('LOTA', ['SEABASS', 'Sea bass', 'meat_fish', 'kg'], 10, '13.40', 3),
  good('TALHO', ['BEEF', 'Rib-eye of beef', 'meat_fish', 'kg'], 16, '17.80', 8),
  good('TALHO', ['CHICKEN', 'Free-range chicken', 'meat_fish', 'kg'], 20, '5.20', 5),
  good('TALHO', ['EGGS', 'Eggs', 'fresh', 'piece'], 360, '0.24', 20),
  good('LEITE', ['MILK', 'Milk', 'dairy', 'l'], 40, '0.92', 7),
  good('LEITE', ['CHEESE', 'Cheese', 'dairy', 'kg'], 9, '9.60', 25),
  good('MERCEARIA', ['RICE', 'Carolino rice', 'dry', 'kg'], 25, '1.65', 0),
  good('MERCEARIA', ['COFFEE', 'Coffee beans', 'dry', 'kg'], 10, '14.50', 180),
  good('MERCEARIA', ['WATER', 'Mineral water, 0.75 l', 'beverage', 'bottle'], 240, '0.48', 0),
  good('ADEGA', ['WINE-WHITE', 'Vinho verde', 'beverage', 'bottle'], 60, '4.10', 0),
  good('ADEGA', ['WINE-RED', 'Douro red', 'beverage', 'bottle'], 72, '8.60', 0),
]

export const goodIdOf = ({ hotel }: House, sku: string) => seedId('fb.inventory_items', `${hotel.code} ${sku}`)

const itemRows = (house: House): CopyRow[] =>
  GOODS.map(({ sku, name, category, uom, par, supplier }) => ({
    id: goodIdOf(house, sku),
    property_id: house.propertyId,
    sku,
    name,
    category,
    uom,
    par_level: par,
    reorder_point: par / 4,
    supplier_id: supplierIdOf(house, supplier),
  }))

interface Delivery {
  readonly batch: CopyRow
  readonly movement: CopyRow
}

/** Two deliveries of each good: the older one of what keeps is about to expire. */
function deliveries(house: House): Delivery[] {
  const { clock, hotel, propertyId } = house
  const random = house.random('stores')
  return GOODS.flatMap((each) =>
    [Math.min(each.days || 30, 30) - 1, random.between(0, 1)].map((age, n) => {
      const received = (each.par * random.between(30, 60)) / 100
      const key = `${hotel.code} ${each.sku} ${n}`
      const batchId = seedId('fb.stock_batches', key)
      const place = { property_id: propertyId, inventory_item_id: goodIdOf(house, each.sku) }
      const batch: CopyRow = {
        id: batchId,
        ...place,
        batch_no: `${each.sku}-${clock.date(-age).replaceAll('-', '')}`,
        supplier_id: supplierIdOf(house, each.supplier),
        received_at: clock.at(-age, 7 * 60 + 30),
        expires_on: each.days === 0 ? null : clock.date(each.days - age),
        qty_received: received,
        qty_remaining: received,
        unit_cost: each.unitCost,
        currency: hotel.currency,
      }
      const movement: CopyRow = {
        id: seedId('fb.stock_movements', key),
        ...place,
        batch_id: batchId,
        kind: 'receipt',
        qty: received,
        occurred_at: clock.at(-age, 7 * 60 + 30),
        business_date: clock.date(-age),
      }
      return { batch, movement }
    }),
  )
}

export function storeTables(house: House): SeedTable[] {
  return [
    tableOf('fb.inventory_items', () => itemRows(house)),
    tableOf('fb.stock_batches', () => deliveries(house).map(({ batch }) => batch)),
    tableOf('fb.stock_movements', () => deliveries(house).map(({ movement }) => movement)),
  ]
}
