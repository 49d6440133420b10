import type { ShapeDefinition } from '../../command/shape.ts'

const table = (name: string, hot: boolean): ShapeDefinition => ({
  table: `reservation.${name}`,
  scope: 'property_id',
  hot,
})

export const reservationShapes: readonly ShapeDefinition[] = [
  table('cancellation_policies', false),
  table('reservations', true),
  table('reservation_line_items', true),
  table('unit_assignments', true),
  table('quotes', true),
  table('reservation_guests', true),
  table('waitlist_entries', true),
  table('traces', true),
  table('cooled_nights', false),
]
