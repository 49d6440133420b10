import type { ShapeDefinition } from '../../command/shape.ts'

const table = (name: string, hot = false): ShapeDefinition => ({
  table: `property_mgmt.${name}`,
  scope: 'property_id',
  hot,
})

export const propertyShapes: readonly ShapeDefinition[] = [
  { table: 'property_mgmt.properties', scope: 'id', hot: false },
  table('business_days'),
  table('unit_types'),
  table('inventory_units'),
  table('unit_blocks', true),
  table('amenities'),
  table('unit_amenities'),
  table('rate_strategies'),
  table('seasonal_adjustments'),
  table('occupancy_modifiers'),
  table('photos'),
]
