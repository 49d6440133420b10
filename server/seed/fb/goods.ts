import type { House } from '../house.ts'
import type { SupplierCode } from '../procurement/suppliers.ts'
import { seedId } from '../seed-id.ts'

/** What the stores keep. Days is how long a delivery keeps; 0 is for ever. */
export interface SeedGood {
  readonly sku: string
  readonly name: string
  readonly category: string
  readonly uom: 'kg' | 'l' | 'piece' | 'bottle'
  readonly par: number
  readonly unitCost: string
  readonly days: number
  readonly supplier: SupplierCode
}

const good = (
  supplier: SupplierCode,
  [sku, name, category, uom]: readonly [string, string, string, SeedGood['uom']],
  par: number,
  unitCost: string,
  days: number,
): SeedGood => ({ sku, name, category, uom, par, unitCost, days, supplier })

export const GOODS: readonly SeedGood[] = [
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

/** What a supplier packs together, in units of measure. */
export const PACKS: Readonly<Record<SeedGood['uom'], number>> = { kg: 0.5, l: 1, piece: 30, bottle: 6 }
