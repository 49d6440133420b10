import type { ShapeDefinition } from '../../command/shape.ts'

/** A housekeeping terminal takes no orders; head office reads stock and orders of its houses. */
const table = (name: string, hot = false): ShapeDefinition => ({
  table: `fb.${name}`,
  scope: 'property_id',
  hot,
  hiddenFrom: ['housekeeping'],
})

export const fbShapes: readonly ShapeDefinition[] = [
  table('outlets'),
  table('dining_tables'),
  table('menu_items'),
  table('outlet_menu_items'),
  table('modifier_groups'),
  table('modifiers'),
  table('menu_item_modifier_groups'),
  table('inventory_items'),
  table('menu_item_ingredients'),
  table('fb_orders', true),
  table('fb_order_items', true),
  table('kitchen_tickets', true),
  table('stock_batches', true),
  table('waste_records', true),
  table('stock_movements', true),
]
