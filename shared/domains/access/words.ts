import { t } from '../../language/t.ts'
import { grantOf, PERMISSIONS, type Permission, type Role, ROLES, suffices } from './permissions.ts'

/** Completes 'Ana (front desk) may not ...'. */
const wordsByPermission: Record<Permission, () => string> = {
  'reservation.manage': () => t('change reservations'),
  'reservation.override': () => t('override a price or a rule'),
  'guest.edit': () => t('edit guests'),
  'guest.identity': () => t('see identity documents'),
  'guest.document': () => t("take down or uncover a guest's identity document"),
  'guest.feedback': () => t('record feedback'),
  'folio.post': () => t('post to a folio'),
  'outlet.post': () => t("settle an outlet's check"),
  'payment.correct': () => t('correct a payment'),
  'invoice.issue': () => t('issue an invoice'),
  'receipt.issue': () => t('issue a receipt'),
  'drawer.own': () => t('keep a drawer'),
  'drawer.others': () => t("touch somebody else's drawer"),
  'day.close': () => t('close the day'),
  'housekeeping.status': () => t("set a unit's state"),
  'housekeeping.task': () => t('do housekeeping tasks'),
  'housekeeping.assign': () => t('assign housekeeping tasks'),
  'housekeeping.inspect': () => t('inspect a unit'),
  'unit.block': () => t('set a unit out of order'),
  'maintenance.report': () => t('report a fault'),
  'maintenance.work': () => t('do maintenance work'),
  'service.request': () => t('handle service requests'),
  'incident.report': () => t('report an incident'),
  'fb.order': () => t('take orders'),
  'fb.kitchen': () => t('run the kitchen'),
  'stock.manage': () => t('manage stock'),
  'stock.waste': () => t('record waste'),
  'stock.linen': () => t('count linen'),
  'resolution.resolve': () => t('close entries of the Resolution Centre'),
  'property.rates': () => t('change rates'),
  'property.people': () => t('change who works here'),
  'property.sign_in': () => t('release lock-outs and give new PINs'),
  'property.terminals': () => t('enrol or revoke terminals'),
  'guest.erase': () => t('erase a guest'),
  'property.figures': () => t('see the figures of the house'),
}

const wordsByRole: Record<Role, () => string> = {
  front_desk: () => t('front desk'),
  duty_manager: () => t('duty manager'),
  housekeeper: () => t('housekeeper'),
  housekeeping_supervisor: () => t('housekeeping supervisor'),
  waiter: () => t('waiter'),
  chef: () => t('chef'),
  engineer: () => t('engineer'),
  head_office: () => t('head office'),
  auditor: () => t('auditor'),
}

export function roleWords(role: unknown): string {
  const known = ROLES.find((each) => each === role)
  return known ? wordsByRole[known]() : String(role).replaceAll('_', ' ')
}

export function permissionWords(permission: unknown): string {
  const known = PERMISSIONS.find((each) => each === permission)
  return known ? wordsByPermission[known]() : t('do this')
}

/** 'duty manager, housekeeping supervisor': whom to ask. */
export function rolesThatMay(permission: unknown): string {
  const known = PERMISSIONS.find((each) => each === permission)
  const roles = known ? ROLES.filter((role) => suffices(grantOf(role, known), 'do')) : []
  return roles.map(roleWords).join(', ') || wordsByRole.head_office()
}
