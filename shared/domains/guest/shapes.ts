import type { ShapeDefinition } from '../../command/shape.ts'

const documents = [
  'dob_enc',
  'document_enc',
  'document_type',
  'document_country',
  'document_expires_on',
  'document_tail',
  'document_captured_at',
] as const

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
  { table: 'guest.identity_reveals', scope: 'property_id', hot: true, hiddenFrom: ['housekeeping', 'outlet'] },
]
