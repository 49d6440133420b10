import type { ShapeDefinition } from '../../command/shape.ts'

const documents = ['dob_enc', 'document_enc'] as const

export const guestShapes: readonly ShapeDefinition[] = [
  {
    table: 'guest.profiles',
    scope: 'property_id',
    hot: true,
    withheld: { housekeeping: documents, outlet: documents },
  },
  { table: 'guest.loyalty_memberships', scope: 'property_id', hot: false },
  { table: 'guest.stays', scope: 'property_id', hot: true },
  { table: 'guest.feedback', scope: 'property_id', hot: true },
]
