// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { Amount, CurrencyCode, Percentage } from './shared.ts'
import type { Audited, Instant, NewRow } from './values.ts'

/** fb.allergen */
export const allergens = [
  'gluten',
  'crustaceans',
  'eggs',
  'fish',
  'peanuts',
  'soybeans',
  'milk',
  'nuts',
  'celery',
  'mustard',
  'sesame',
  'sulphites',
  'lupin',
  'molluscs',
] as const
export type Allergen = (typeof allergens)[number]

/** fb.batch_status */
export const batchStatuses = ['quarantined', 'available', 'depleted', 'expired', 'recalled', 'returned'] as const
export type BatchStatus = (typeof batchStatuses)[number]

/** fb.menu_category */
export const menuCategories = [
  'breakfast',
  'starter',
  'soup',
  'main',
  'side',
  'dessert',
  'snack',
  'hot_drink',
  'soft_drink',
  'beer',
  'wine',
  'spirit',
  'cocktail',
] as const
export type MenuCategory = (typeof menuCategories)[number]

/** fb.movement_kind */
export const movementKinds = ['receipt', 'use', 'waste', 'count', 'transfer_in', 'transfer_out', 'return'] as const
export type MovementKind = (typeof movementKinds)[number]

/** fb.order_item_status */
export const orderItemStatuses = ['new', 'fired', 'preparing', 'ready', 'served', 'voided'] as const
export type OrderItemStatus = (typeof orderItemStatuses)[number]

/** fb.order_status */
export const orderStatuses = [
  'draft',
  'placed',
  'in_preparation',
  'ready',
  'served',
  'settled',
  'closed',
  'cancelled',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

/** fb.order_type */
export const orderTypes = ['table', 'room', 'counter', 'takeaway'] as const
export type OrderType = (typeof orderTypes)[number]

/** fb.outlet_kind */
export const outletKinds = ['restaurant', 'bar', 'room_service', 'pool_bar', 'banquet', 'minibar'] as const
export type OutletKind = (typeof outletKinds)[number]

/** fb.prep_station */
export const prepStations = ['kitchen', 'grill', 'cold', 'pastry', 'bar', 'none'] as const
export type PrepStation = (typeof prepStations)[number]

/** fb.settlement */
export const settlements = ['none', 'room', 'cash', 'card_slip'] as const
export type Settlement = (typeof settlements)[number]

/** fb.stock_category */
export const stockCategories = ['dry', 'fresh', 'frozen', 'dairy', 'meat_fish', 'beverage', 'non_food'] as const
export type StockCategory = (typeof stockCategories)[number]

/** fb.unit_of_measure */
export const unitOfMeasures = ['g', 'kg', 'ml', 'l', 'piece', 'bottle', 'portion'] as const
export type UnitOfMeasure = (typeof unitOfMeasures)[number]

/** fb.waste_reason */
export const wasteReasons = [
  'expired',
  'spoiled',
  'broken',
  'overproduction',
  'kitchen_error',
  'guest_return',
  'other',
] as const
export type WasteReason = (typeof wasteReasons)[number]

/** fb.dining_tables: Tables of an outlet. */
export interface DiningTablesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly outlet_id: Uuid
  readonly number: string
  readonly seats: number
  readonly area: string
}
export type NewDiningTablesRow = NewRow<DiningTablesRow, 'area'>

/** fb.fb_order_items: What was ordered, changed or taken back, and whether the kitchen has it. */
export interface FbOrderItemsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly order_id: Uuid
  readonly menu_item_id: Uuid
  readonly name: string
  readonly unit_price: Amount
  readonly currency: CurrencyCode
  readonly tax_code: string
  readonly prep_station: PrepStation
  readonly modifiers: unknown
  readonly course: number
  readonly note: string
  readonly qty: number
  readonly sent_qty: number
  readonly voided_qty: number
  readonly status: OrderItemStatus
  readonly fired_at: Instant | null
  readonly served_at: Instant | null
  readonly voided_at: Instant | null
  readonly void_reason: string | null
}
export type NewFbOrderItemsRow = NewRow<
  FbOrderItemsRow,
  'hot' | 'modifiers' | 'course' | 'note' | 'sent_qty' | 'voided_qty' | 'status'
>

/** fb.fb_orders: Orders of a table or a unit, until they are settled. */
export interface FbOrdersRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly order_no: string
  readonly outlet_id: Uuid
  readonly type: OrderType
  readonly status: OrderStatus
  readonly dining_table_id: Uuid | null
  readonly unit_id: Uuid | null
  readonly stay_id: Uuid | null
  readonly folio_id: Uuid | null
  readonly linked_order_id: Uuid | null
  readonly covers: number
  readonly business_date: IsoDate
  readonly currency: CurrencyCode
  readonly settlement: Settlement
  readonly placed_at: Instant | null
  readonly settled_at: Instant | null
  readonly cancelled_at: Instant | null
  readonly cancel_reason: string | null
  readonly notes: string
}
export type NewFbOrdersRow = NewRow<FbOrdersRow, 'hot' | 'status' | 'covers' | 'settlement' | 'notes'>

/** fb.inventory_items: Goods that are kept in stock. */
export interface InventoryItemsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly sku: string
  readonly name: string
  readonly category: StockCategory
  readonly uom: UnitOfMeasure
  readonly par_level: Decimal
  readonly reorder_point: Decimal
  readonly supplier_id: Uuid | null
  readonly cooled_qty: Decimal
  readonly active: boolean
}
export type NewInventoryItemsRow = NewRow<InventoryItemsRow, 'par_level' | 'reorder_point' | 'cooled_qty' | 'active'>

/** fb.kitchen_tickets: What was sent to a station of the kitchen, once. */
export interface KitchenTicketsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly ticket_no: string
  readonly order_id: Uuid
  readonly outlet_id: Uuid
  readonly firing_id: Uuid
  readonly prep_station: PrepStation
  readonly course: number
  readonly lines: unknown
  readonly fired_at: Instant
  readonly done_at: Instant | null
}
export type NewKitchenTicketsRow = NewRow<KitchenTicketsRow, 'hot' | 'course'>

/** fb.menu_item_ingredients: What a dish is made of, and how much of it. */
export interface MenuItemIngredientsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly menu_item_id: Uuid
  readonly inventory_item_id: Uuid
  readonly qty: Decimal
  readonly uom: UnitOfMeasure
  readonly yield_pct: Percentage
}
export type NewMenuItemIngredientsRow = NewRow<MenuItemIngredientsRow, 'yield_pct'>

/** fb.menu_item_modifier_groups: Which choices a dish has. */
export interface MenuItemModifierGroupsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly menu_item_id: Uuid
  readonly group_id: Uuid
  readonly sort: number
}
export type NewMenuItemModifierGroupsRow = NewRow<MenuItemModifierGroupsRow, 'sort'>

/** fb.menu_items: Dishes and drinks: price, allergens, where they are prepared. */
export interface MenuItemsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly sku: string
  readonly name: string
  readonly description: string
  readonly category: MenuCategory
  readonly price: Amount
  readonly currency: CurrencyCode
  readonly tax_code: string
  readonly allergens: readonly Allergen[]
  readonly prep_station: PrepStation
  readonly course: number
  readonly available: boolean
  readonly withdrawn_for_date: IsoDate | null
}
export type NewMenuItemsRow = NewRow<MenuItemsRow, 'description' | 'allergens' | 'course' | 'available'>

/** fb.modifier_groups: Choices that belong together: how it is cooked, what goes with it. */
export interface ModifierGroupsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly min_choices: number
  readonly max_choices: number
}
export type NewModifierGroupsRow = NewRow<ModifierGroupsRow, 'min_choices' | 'max_choices'>

/** fb.modifiers: One choice, and what it adds to the price. */
export interface ModifiersRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly group_id: Uuid
  readonly name: string
  readonly price_delta: Amount
  readonly allergens: readonly Allergen[]
  readonly available: boolean
  readonly sort: number
}
export type NewModifiersRow = NewRow<ModifiersRow, 'price_delta' | 'allergens' | 'available' | 'sort'>

/** fb.outlet_menu_items: What an outlet offers, and what it asks for it. */
export interface OutletMenuItemsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly outlet_id: Uuid
  readonly menu_item_id: Uuid
  readonly price: Amount | null
  readonly sort: number
}
export type NewOutletMenuItemsRow = NewRow<OutletMenuItemsRow, 'sort'>

/** fb.outlets: Restaurants, bars and room service of a house. */
export interface OutletsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly kind: OutletKind
  readonly transaction_code: string
  readonly opens_at: string | null
  readonly closes_at: string | null
  readonly active: boolean
}
export type NewOutletsRow = NewRow<OutletsRow, 'active'>

/** fb.stock_batches: Goods that arrived together, with their expiry and cost. */
export interface StockBatchesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly inventory_item_id: Uuid
  readonly batch_no: string
  readonly supplier_id: Uuid | null
  readonly receipt_line_id: Uuid | null
  readonly received_at: Instant
  readonly expires_on: IsoDate | null
  readonly qty_received: Decimal
  readonly qty_remaining: Decimal
  readonly unit_cost: Amount
  readonly currency: CurrencyCode
  readonly status: BatchStatus
}
export type NewStockBatchesRow = NewRow<StockBatchesRow, 'hot' | 'batch_no' | 'status'>

/** fb.stock_movements: Every change of the stock. Lines are never changed. */
export interface StockMovementsRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly inventory_item_id: Uuid
  readonly batch_id: Uuid | null
  readonly kind: MovementKind
  readonly qty: Decimal
  readonly order_item_id: Uuid | null
  readonly waste_record_id: Uuid | null
  readonly occurred_at: Instant
  readonly business_date: IsoDate
  readonly note: string
  readonly created_at: Instant
  readonly created_by: Uuid
  readonly version: number
}
export type NewStockMovementsRow = NewRow<StockMovementsRow, 'hot' | 'note'>

/** fb.v_expiring_batches: Goods that must be used soon. */
export interface VExpiringBatchesRow {
  readonly property_id: Uuid | null
  readonly batch_id: Uuid | null
  readonly batch_no: string | null
  readonly inventory_item_id: Uuid | null
  readonly name: string | null
  readonly uom: UnitOfMeasure | null
  readonly qty_remaining: Decimal | null
  readonly expires_on: IsoDate | null
  readonly days_left: number | null
  readonly expired: boolean | null
  readonly value: Decimal | null
  readonly currency: CurrencyCode | null
}

/** fb.v_kitchen_queue: What each station has to make, the oldest first. */
export interface VKitchenQueueRow {
  readonly id: Uuid | null
  readonly property_id: Uuid | null
  readonly outlet_id: Uuid | null
  readonly prep_station: PrepStation | null
  readonly ticket_no: string | null
  readonly course: number | null
  readonly fired_at: Instant | null
  readonly lines: unknown
  readonly order_id: Uuid | null
  readonly order_no: string | null
  readonly type: OrderType | null
  readonly table_number: string | null
  readonly unit_number: string | null
  readonly voided_qty_by_item: unknown
}

/** fb.v_open_orders: Orders that are not settled. */
export interface VOpenOrdersRow {
  readonly id: Uuid | null
  readonly property_id: Uuid | null
  readonly order_no: string | null
  readonly outlet_id: Uuid | null
  readonly outlet_name: string | null
  readonly type: OrderType | null
  readonly status: OrderStatus | null
  readonly dining_table_id: Uuid | null
  readonly table_number: string | null
  readonly unit_id: Uuid | null
  readonly unit_number: string | null
  readonly stay_id: Uuid | null
  readonly guest_name: string | null
  readonly covers: number | null
  readonly business_date: IsoDate | null
  readonly placed_at: Instant | null
  readonly currency: CurrencyCode | null
  readonly lines: number | null
  readonly pieces: number | null
  readonly total: Decimal | null
}

/** fb.v_order_totals: What each order comes to. */
export interface VOrderTotalsRow {
  readonly property_id: Uuid | null
  readonly order_id: Uuid | null
  readonly currency: CurrencyCode | null
  readonly lines: number | null
  readonly pieces: number | null
  readonly total: Decimal | null
  readonly voided: Decimal | null
}

/** fb.v_stock_on_hand: What is in stock, and what must be ordered. */
export interface VStockOnHandRow {
  readonly property_id: Uuid | null
  readonly inventory_item_id: Uuid | null
  readonly sku: string | null
  readonly name: string | null
  readonly category: StockCategory | null
  readonly uom: UnitOfMeasure | null
  readonly par_level: Decimal | null
  readonly reorder_point: Decimal | null
  readonly on_hand: Decimal | null
  readonly negative: boolean | null
  readonly below_reorder_point: boolean | null
  readonly layer_value: Decimal | null
}

/** fb.waste_records: What was thrown away, and why. */
export interface WasteRecordsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly inventory_item_id: Uuid
  readonly batch_id: Uuid | null
  readonly qty: Decimal
  readonly reason: WasteReason
  readonly cost: Amount
  readonly currency: CurrencyCode
  readonly occurred_at: Instant
  readonly business_date: IsoDate
  readonly note: string
}
export type NewWasteRecordsRow = NewRow<WasteRecordsRow, 'hot' | 'note'>
