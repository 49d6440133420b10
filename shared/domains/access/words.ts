import { grantOf, PERMISSIONS, type Permission, ROLES, suffices } from './permissions.ts'

/** Completes 'Ana (front desk) may not ...'. */
const wordsByPermission: Record<Permission, string> = {
  'reservation.manage': 'change reservations',
  'reservation.override': 'override a price or a rule',
  'guest.edit': 'edit guests',
  'guest.identity': 'see identity documents',
  'guest.feedback': 'record feedback',
  'folio.post': 'post to a folio',
  'outlet.post': "settle an outlet's check",
  'payment.correct': 'correct a payment',
  'invoice.issue': 'issue an invoice',
  'receipt.issue': 'issue a receipt',
  'drawer.own': 'keep a drawer',
  'drawer.others': "touch somebody else's drawer",
  'day.close': 'close the day',
  'housekeeping.status': "set a unit's state",
  'housekeeping.task': 'do housekeeping tasks',
  'housekeeping.assign': 'assign housekeeping tasks',
  'housekeeping.inspect': 'inspect a unit',
  'unit.block': 'set a unit out of order',
  'maintenance.report': 'report a fault',
  'maintenance.work': 'do maintenance work',
  'service.request': 'handle service requests',
  'incident.report': 'report an incident',
  'fb.order': 'take orders',
  'fb.kitchen': 'run the kitchen',
  'stock.manage': 'manage stock',
  'stock.waste': 'record waste',
  'stock.linen': 'count linen',
  'resolution.resolve': 'close entries of the Resolution Centre',
  'property.rates': 'change rates',
  'property.people': 'change who works here',
  'property.sign_in': 'release lock-outs and give new PINs',
  'property.terminals': 'enrol or revoke terminals',
  'guest.erase': 'erase a guest',
}

export const roleWords = (role: unknown) => String(role).replaceAll('_', ' ')

export function permissionWords(permission: unknown): string {
  const known = PERMISSIONS.find((each) => each === permission)
  return known ? wordsByPermission[known] : 'do this'
}

/** 'duty manager, housekeeping supervisor': whom to ask. */
export function rolesThatMay(permission: unknown): string {
  const known = PERMISSIONS.find((each) => each === permission)
  const roles = known ? ROLES.filter((role) => suffices(grantOf(role, known), 'do')) : []
  return roles.map(roleWords).join(', ') || 'head office'
}
