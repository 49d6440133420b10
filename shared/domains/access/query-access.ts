import { maySee, type Permission } from './permissions.ts'

/**
 * What somebody must be let see of the house in order to ask: any one of these. Null: everybody who works here. A question without a line
 * here is answered to nobody.
 */
export const queryAccess: Readonly<Record<string, readonly Permission[] | null>> = {
  'desk.summary': null,
  'desk.arrivals': ['reservation.manage'],
  'desk.departures': ['reservation.manage'],
  'desk.inHouse': ['reservation.manage'],
  'desk.waiting': ['reservation.manage'],
  'quote.list': ['reservation.manage'],
  'waitlist.list': ['reservation.manage'],
  'desk.walkCandidates': ['reservation.override'],
  'desk.traces': ['reservation.manage'],
  'reservation.group': ['reservation.manage'],
  'reservation.detail': ['reservation.manage'],
  'reservation.availability': ['reservation.manage'],
  'reservation.quote': ['reservation.manage'],
  'reservation.preview': ['reservation.manage'],
  'reservation.freeUnits': ['reservation.manage'],
  'reservation.search': ['reservation.manage'],
  'rack.units': ['reservation.manage'],
  'rack.stays': ['reservation.manage'],
  'rack.blocks': ['reservation.manage'],
  'rack.nights': ['reservation.manage'],
  'guest.profile': ['guest.edit'],
  'guest.list': ['guest.edit'],
  'guest.duplicates': ['guest.edit'],
  'guest.feedback': ['guest.feedback'],
  'guest.nps': ['guest.feedback'],
  'guest.ratings': ['guest.feedback'],
  'guest.identity': ['guest.document'],
  'unit.list': ['housekeeping.status', 'reservation.manage', 'unit.block'],
  'housekeeping.tasks': ['housekeeping.task'],
  'unit.promised': ['unit.block'],
  'maintenance.list': ['housekeeping.status', 'maintenance.work'],
  'service.list': ['housekeeping.status'],
  'fb.outlets': ['fb.order', 'fb.kitchen'],
  'fb.tables': ['fb.order'],
  'fb.roomGuests': ['fb.order'],
  'fb.menu': ['fb.order', 'fb.kitchen'],
  'fb.openChecks': ['fb.order', 'fb.kitchen'],
  'fb.check': ['fb.order', 'fb.kitchen'],
  'folio.account': ['folio.post', 'reservation.manage'],
  'folio.waiting': ['reservation.manage'],
  'folio.chargeCodes': ['folio.post'],
  'cashier.drawers': ['drawer.own', 'drawer.others'],
  'resolution.list': ['resolution.resolve'],
  'sync.pending': null,
  'property.figures': ['property.figures'],
  'access.people': ['property.sign_in', 'property.people'],
}

export function mayAsk(role: string, query: string): boolean {
  // A name comes from a page: 'toString' is none of ours.
  const needed = Object.hasOwn(queryAccess, query) ? queryAccess[query] : undefined
  if (needed === undefined) return false
  return needed === null || needed.some((permission) => maySee(role, permission))
}
