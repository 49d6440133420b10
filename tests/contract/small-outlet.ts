import type { Database } from '../../shared/command/database.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import type { Given } from './desk.ts'
import type { SmallHotel } from './fixture.ts'

/** A bistro of the small hotel: two tables, four things to order, one drawer. */
export interface SmallOutlet {
  readonly outletId: Uuid
  readonly tables: Readonly<Record<'T1' | 'T2', Uuid>>
  /** Soup 6.00 (cold), steak 24.00 (grill; a choice of cooking), wine 8.00 (nobody makes it), tart 7.50 (pastry). */
  readonly menu: Readonly<Record<'soup' | 'steak' | 'wine' | 'tart', Uuid>>
  readonly cooking: Readonly<Record<'rare' | 'done', Uuid>>
  readonly drawerId: Uuid
}

export function smallOutlet({ propertyId }: SmallHotel): SmallOutlet {
  const id = (kind: number, n: number): Uuid =>
    asUuid(`${propertyId.slice(0, 24)}${(0xf0 + kind).toString(16).padStart(4, '0')}${n.toString(16).padStart(8, '0')}`)
  return {
    outletId: id(1, 1),
    tables: { T1: id(2, 1), T2: id(2, 2) },
    menu: { soup: id(3, 1), steak: id(3, 2), wine: id(3, 3), tart: id(3, 4) },
    cooking: { rare: id(4, 1), done: id(4, 2) },
    drawerId: id(5, 1),
  }
}

/** The order that a command places, adds to or settles. */
export function orderOf(given: Given): Uuid {
  const { orderId } = given.args as { orderId: string }
  return asUuid(orderId)
}

export async function insertSmallOutlet(db: Database, hotel: SmallHotel): Promise<SmallOutlet> {
  const outlet = smallOutlet(hotel)
  const { propertyId } = hotel
  await db.execute(
    `INSERT INTO fb.outlets (id, property_id, code, name, kind, transaction_code) VALUES ($1, $2, 'BISTRO', 'Bistro', 'restaurant', 'FBREST')`,
    [outlet.outletId, propertyId],
  )
  for (const [number, id] of Object.entries(outlet.tables)) {
    await db.execute(
      'INSERT INTO fb.dining_tables (id, property_id, outlet_id, number, seats) VALUES ($1, $2, $3, $4, 4)',
      [id, propertyId, outlet.outletId, number],
    )
  }
  await insertMenu(db, propertyId, outlet)
  await insertAccounts(db, propertyId, outlet)
  return outlet
}

async function insertMenu(db: Database, propertyId: Uuid, { menu, cooking }: SmallOutlet): Promise<void> {
  const items = [
    [menu.soup, 'SOUP', 'Soup of the day', 'soup', '6.00', 'FOOD', 'cold'],
    [menu.steak, 'STEAK', 'Steak', 'main', '24.00', 'FOOD', 'grill'],
    [menu.wine, 'WINE', 'House wine', 'wine', '8.00', 'DRINK', 'none'],
    [menu.tart, 'TART', 'Custard tart', 'dessert', '7.50', 'FOOD', 'pastry'],
  ] as const
  for (const item of items) {
    await db.execute(
      `INSERT INTO fb.menu_items (id, property_id, sku, name, category, price, currency, tax_code, prep_station)
       VALUES ($1, $8, $2, $3, $4, $5, 'EUR', $6, $7)`,
      [...item, propertyId],
    )
  }
  const [group] = await db.query<{ id: Uuid }>(
    `INSERT INTO fb.modifier_groups (property_id, code, name, min_choices, max_choices) VALUES ($1, 'COOKING', 'Cooking', 1, 1) RETURNING id`,
    [propertyId],
  )
  for (const [name, id] of Object.entries(cooking)) {
    await db.execute(
      'INSERT INTO fb.modifiers (id, property_id, group_id, name, price_delta) VALUES ($1, $2, $3, $4, $5)',
      [id, propertyId, group?.id ?? null, name, name === 'rare' ? '0' : '1.50'],
    )
  }
  await db.execute(
    'INSERT INTO fb.menu_item_modifier_groups (property_id, menu_item_id, group_id) VALUES ($1, $2, $3)',
    [propertyId, menu.steak, group?.id ?? null],
  )
}

async function insertAccounts(db: Database, propertyId: Uuid, { drawerId }: SmallOutlet): Promise<void> {
  await db.execute(
    `INSERT INTO billing.tax_rules (property_id, code, rule_version, name, rate_pct, valid)
     VALUES ($1, 'FOOD', 1, 'Food', 10, '[2020-01-01,)'), ($1, 'DRINK', 1, 'Drink', 23, '[2020-01-01,)')`,
    [propertyId],
  )
  await db.execute(
    `INSERT INTO billing.transaction_codes (property_id, code, name, revenue_group) VALUES ($1, 'FBREST', 'Restaurant', 'food_beverage')`,
    [propertyId],
  )
  await db.execute(
    `INSERT INTO billing.cash_drawers (id, property_id, code, name, currency) VALUES ($1, $2, 'BAR1', 'Bar drawer', 'EUR')`,
    [drawerId, propertyId],
  )
}
