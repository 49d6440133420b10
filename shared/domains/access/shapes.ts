import type { ShapeDefinition } from '../../command/shape.ts'

/** Who may work here: what signing in and judging a command need while the line is down. */
export const accessShapes: readonly ShapeDefinition[] = [
  { table: 'shared.user_property_roles', scope: 'property_id', hot: false },
  { table: 'shared.sign_in_lock_outs', scope: 'property_id', hot: true },
]
