import type { ShapeDefinition } from '../../command/shape.ts'

const table = (name: string, hot = false): ShapeDefinition => ({
  table: `operations.${name}`,
  scope: 'property_id',
  hot,
})

export const operationsShapes: readonly ShapeDefinition[] = [
  table('staff'),
  table('staff_shifts', true),
  table('service_requests', true),
  table('incident_reports'),
  table('corrective_actions'),
  table('training_modules'),
  table('training_enrollments'),
  table('housekeeping_tasks', true),
  table('maintenance_requests', true),
  table('lost_found_items', true),
]
