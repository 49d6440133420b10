import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { MENU, QUESTIONS, type SeedDish, taxCodeOf } from './menu.ts'
import { goodIdOf } from './goods.ts'

export const OUTLETS = [
  { letter: 'R', code: 'REST', name: 'Restaurant', kind: 'restaurant', tables: 14, area: 'Dining room', dearer: 0 },
  { letter: 'B', code: 'BAR', name: 'Bar and room service', kind: 'bar', tables: 8, area: 'Terrace', dearer: 10 },
] as const
export type SeedOutlet = (typeof OUTLETS)[number]

export const outletIdOf = ({ hotel }: House, code: string) => seedId('fb.outlets', `${hotel.code} ${code}`)
export const tableIdOf = ({ hotel }: House, outlet: string, number: number) =>
  seedId('fb.dining_tables', `${hotel.code} ${outlet} ${number}`)
export const modifierIdOf = ({ hotel }: House, question: string, name: string) =>
  seedId('fb.modifiers', `${hotel.code} ${question} ${name}`)
export const dishIdOf = ({ hotel }: House, sku: string) => seedId('fb.menu_items', `${hotel.code} ${sku}`)
const questionIdOf = ({ hotel }: House, code: string) => seedId('fb.modifier_groups', `${hotel.code} ${code}`)

/** The same start of every row of a table. */
const row = (house: House, table: string, key: string) => ({
  id: seedId(table, `${house.hotel.code} ${key}`),
  property_id: house.propertyId,
})

const outletRows = (house: House): CopyRow[] =>
  OUTLETS.map(({ code, name, kind }) => ({
    ...row(house, 'fb.outlets', code),
    code,
    name,
    kind,
    transaction_code: `FB_${code}`,
    opens_at: kind === 'bar' ? '10:00' : '12:00',
    closes_at: kind === 'bar' ? '01:00' : '23:00',
  }))

const tableRows = (house: House): CopyRow[] =>
  OUTLETS.flatMap(({ code, tables, area }) =>
    Array.from({ length: tables }, (_, i) => ({
      ...row(house, 'fb.dining_tables', `${code} ${i + 1}`),
      outlet_id: outletIdOf(house, code),
      number: String(i + 1),
      seats: i % 4 === 3 ? 6 : i % 2 === 0 ? 2 : 4,
      area,
    })),
  )

const dishRows = (house: House): CopyRow[] =>
  MENU.map((dish) => ({
    ...row(house, 'fb.menu_items', dish.sku),
    sku: dish.sku,
    name: dish.name,
    category: dish.category,
    price: dish.price,
    currency: house.hotel.currency,
    tax_code: taxCodeOf(dish),
    allergens: dish.allergens,
    prep_station: dish.station,
    course: dish.course,
  }))

export const servedAt = ({ letter }: SeedOutlet) => MENU.filter(({ servedIn }) => servedIn.includes(letter))

/** The bar also carries to the rooms: what the kitchen cooks costs a little more there. */
export function priceAt({ dearer }: SeedOutlet, { price, station }: SeedDish): string | null {
  if (dearer === 0 || !(station === 'kitchen' || station === 'cold')) return null
  return (Math.ceil((Number(price) * (100 + dearer)) / 50) / 2).toFixed(2)
}

const listingRows = (house: House): CopyRow[] =>
  OUTLETS.flatMap((outlet) =>
    servedAt(outlet).map((dish, i) => ({
      ...row(house, 'fb.outlet_menu_items', `${outlet.code} ${dish.sku}`),
      outlet_id: outletIdOf(house, outlet.code),
      menu_item_id: dishIdOf(house, dish.sku),
      price: priceAt(outlet, dish),
      sort: i,
    })),
  )

const questionRows = (house: House): CopyRow[] =>
  QUESTIONS.map(({ code, name, choices: [min, max] }) => ({
    ...row(house, 'fb.modifier_groups', code),
    code,
    name,
    min_choices: min,
    max_choices: max,
  }))

const modifierRows = (house: House): CopyRow[] =>
  QUESTIONS.flatMap(({ code, modifiers }) =>
    modifiers.map(([name, delta, allergens], i) => ({
      ...row(house, 'fb.modifiers', `${code} ${name}`),
      group_id: questionIdOf(house, code),
      name,
      price_delta: delta,
      allergens: allergens === '' ? [] : [allergens],
      sort: i,
    })),
  )

const askedRows = (house: House): CopyRow[] =>
  MENU.flatMap(({ sku, questions }) =>
    questions.map((code, i) => ({
      ...row(house, 'fb.menu_item_modifier_groups', `${sku} ${code}`),
      menu_item_id: dishIdOf(house, sku),
      group_id: questionIdOf(house, code),
      sort: i,
    })),
  )

const UOM: Readonly<Record<string, string>> = {
  EGGS: 'piece',
  MILK: 'l',
  WATER: 'bottle',
  'WINE-WHITE': 'bottle',
  'WINE-RED': 'bottle',
}

const recipeRows = (house: House): CopyRow[] =>
  MENU.flatMap(({ sku, recipe }) =>
    recipe.map(([good, qty, yieldPct]) => ({
      ...row(house, 'fb.menu_item_ingredients', `${sku} ${good}`),
      menu_item_id: dishIdOf(house, sku),
      inventory_item_id: goodIdOf(house, good),
      qty,
      uom: UOM[good] ?? 'kg',
      yield_pct: yieldPct,
    })),
  )

/** A restaurant and a bar that also serves the rooms, their menu, and what it is made of. The stores come first. */
export function outletTables(house: House): SeedTable[] {
  return [
    tableOf('fb.outlets', () => outletRows(house)),
    tableOf('fb.dining_tables', () => tableRows(house)),
    tableOf('fb.menu_items', () => dishRows(house)),
    tableOf('fb.outlet_menu_items', () => listingRows(house)),
    tableOf('fb.modifier_groups', () => questionRows(house)),
    tableOf('fb.modifiers', () => modifierRows(house)),
    tableOf('fb.menu_item_modifier_groups', () => askedRows(house)),
    tableOf('fb.menu_item_ingredients', () => recipeRows(house)),
  ]
}
