import type { ShapeDefinition } from '../../command/shape.ts'

/** Reference data that every terminal holds whole. */
export const referenceShapes: readonly ShapeDefinition[] = [
  { table: 'shared.currencies', scope: 'all', hot: false },
  { table: 'shared.countries', scope: 'all', hot: false },
  { table: 'shared.timezones', scope: 'all', hot: false },
  { table: 'shared.languages', scope: 'all', hot: false },
]

/** What the centre says about commands arrives like any other row, in the transaction of the command's effect. */
export const syncShapes: readonly ShapeDefinition[] = [
  { table: 'sync.command_results', scope: 'property_id', hot: true },
  { table: 'sync.terminal_progress', scope: 'property_id', hot: false },
  {
    table: 'sync.resolutions',
    scope: 'property_id',
    hot: true,
    // Names and wishes of guests: for those who can give the command again.
    withheld: { housekeeping: ['entered'], outlet: ['entered'] },
  },
]
