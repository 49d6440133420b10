import type { ShapeDefinition } from '../../command/shape.ts'

const table = (name: string): ShapeDefinition => ({
  table: `compliance.${name}`,
  scope: 'property_id',
  hot: false,
  hiddenFrom: ['desk', 'housekeeping', 'outlet'],
})

/** Head office answers for them. The audit log and the domain events stay at the centre whole. */
export const complianceShapes: readonly ShapeDefinition[] = [
  table('compliance_reports'),
  table('data_retention_policies'),
  table('erasure_requests'),
]
