import type { CommandContext } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
import { grantOf, type Need, type Permission, suffices } from './permissions.ts'

export type CommandArgs = Readonly<Record<string, unknown>>

/** What a person needs in order to give a command. */
export interface CommandAccess {
  /** Null: everybody who works here. */
  permission(args: CommandArgs): Permission | null
  readonly need: Need
  /** It tells what has happened: the centre takes it from whoever had the permission when it was given, and tells of a role lost since. */
  readonly fact: boolean
  /** For a grant of 'own', asked where the command is given: whether what it touches is assigned to them or to nobody. */
  isOwn?(db: Reader, args: CommandArgs, context: CommandContext): Promise<boolean>
  /** The core gives it by itself, after it has asked for a PIN: a page cannot. */
  readonly byCore?: true
  /** Asked for the PIN again, whoever is signed in: a page gives it with that alone. */
  readonly withPin?: true
}

const does = (permission: Permission): CommandAccess => ({ permission: () => permission, need: 'do', fact: false })
const tells = (permission: Permission): CommandAccess => ({ permission: () => permission, need: 'do', fact: true })

const byCore = (access: CommandAccess): CommandAccess => ({ ...access, byCore: true })
const everybody: CommandAccess = { permission: () => null, need: 'do', fact: false }

/** What everybody at the desk may do, and only some with this in it. */
const overrideWhere = (field: string) => (args: CommandArgs) =>
  args[field] ? 'reservation.override' : 'reservation.manage'

/** A screen gives `settlement`, and what is queued holds it in `account`. */
function closeWithBalance({ settlement, account }: CommandArgs): Permission {
  const chosen = settlement ?? (account as CommandArgs | undefined)?.['settlement']
  return (chosen as CommandArgs | undefined)?.['kind'] === 'left_open' ? 'payment.correct' : 'reservation.manage'
}

/** Every command has its line here; one that has none can be given by nobody. */
export const commandAccess: Readonly<Record<string, CommandAccess>> = {
  'v1.reservation.create': does('reservation.manage'),
  'v1.reservation.assignUnit': does('reservation.manage'),
  'v1.reservation.moveUnit': tells('reservation.manage'),
  'v1.reservation.checkIn': { ...tells('reservation.manage'), permission: overrideWhere('reinstate') },
  'v1.reservation.checkOut': { ...tells('reservation.manage'), permission: closeWithBalance },
  'v1.reservation.modify': { ...does('reservation.manage'), permission: overrideWhere('override') },
  'v1.reservation.lockUnit': does('reservation.manage'),
  'v1.reservation.splitStay': does('reservation.manage'),
  'v1.reservation.swapUnits': does('reservation.manage'),
  'v1.reservation.addTrace': does('reservation.manage'),
  'v1.reservation.completeTrace': tells('reservation.manage'),
  'v1.reservation.setNotes': does('reservation.manage'),
  'v1.property.setOverbooking': does('property.rates'),
  'v1.reservation.confirm': does('reservation.manage'),
  'v1.reservation.setGuarantee': does('reservation.manage'),
  'v1.reservation.expire': does('reservation.manage'),
  'v1.reservation.noShow': { ...does('reservation.manage'), permission: overrideWhere('waiveFee') },
  'v1.reservation.walk': does('reservation.override'),
  'v1.reservation.reinstate': does('reservation.override'),
  'v1.reservation.reverseCheckIn': does('reservation.manage'),
  'v1.reservation.cancel': { ...does('reservation.manage'), permission: overrideWhere('waiveFee') },
  'v1.quote.give': does('reservation.manage'),
  'v1.quote.convert': does('reservation.manage'),
  'v1.quote.extend': does('reservation.manage'),
  'v1.quote.decline': does('reservation.manage'),
  'v1.quote.lapse': does('reservation.manage'),
  'v1.waitlist.add': does('reservation.manage'),
  'v1.waitlist.setPriority': does('reservation.manage'),
  'v1.waitlist.offer': does('reservation.manage'),
  'v1.waitlist.decline': does('reservation.manage'),
  'v1.waitlist.leave': does('reservation.manage'),
  'v1.waitlist.lapse': does('reservation.manage'),
  'v1.waitlist.book': does('reservation.manage'),
  'v1.guest.edit': does('guest.edit'),
  'v1.guest.setConsent': does('guest.edit'),
  'v1.guest.setPreferences': does('guest.edit'),
  'v1.guest.keepMembership': does('guest.edit'),
  'v1.guest.endMembership': does('guest.edit'),
  'v1.guest.merge': does('guest.edit'),
  'v1.guest.tellApart': does('guest.edit'),
  'v1.feedback.record': tells('guest.feedback'),
  'v1.feedback.respond': does('guest.edit'),
  'v1.feedback.setSentiment': does('guest.feedback'),
  'v1.guest.captureIdentity': tells('guest.document'),
  // The core gives it before it hands the plain text to a page.
  'v1.guest.revealIdentity': byCore(tells('guest.document')),
  'v1.unit.setHousekeepingStatus': {
    permission: (args) => (args['status'] === 'inspected' ? 'housekeeping.inspect' : 'housekeeping.status'),
    need: 'do',
    fact: true,
  },
  'v1.housekeeping.completeTask': { ...tells('housekeeping.task'), isOwn: isOwnTask },
  // That a unit is broken, or whole again, is so whoever says it.
  'v1.unit.takeOutOfOrder': tells('unit.block'),
  'v1.unit.returnToService': tells('unit.block'),
  'v1.maintenance.report': tells('maintenance.report'),
  'v1.maintenance.accept': tells('maintenance.work'),
  'v1.maintenance.start': tells('maintenance.work'),
  'v1.maintenance.hold': tells('maintenance.work'),
  'v1.maintenance.resolve': tells('maintenance.work'),
  'v1.maintenance.close': tells('maintenance.work'),
  'v1.maintenance.reopen': tells('maintenance.work'),
  'v1.maintenance.cancel': does('maintenance.work'),
  'v1.service.request': tells('service.request'),
  'v1.service.acknowledge': tells('service.request'),
  'v1.service.complete': tells('service.request'),
  'v1.service.cancel': does('service.request'),
  'v1.order.place': tells('fb.order'),
  'v1.order.addItems': tells('fb.order'),
  'v1.order.voidItem': tells('fb.order'),
  'v1.order.settleToRoom': tells('outlet.post'),
  'v1.order.settleCash': tells('outlet.post'),
  'v1.folio.postCharge': tells('folio.post'),
  'v1.folio.takePayment': tells('folio.post'),
  'v1.folio.queueCard': { ...tells('folio.post'), withPin: true },
  'v1.folio.tellCard': tells('folio.post'),
  'v1.folio.refund': tells('payment.correct'),
  'v1.folio.requestRefund': { ...does('payment.correct'), need: 'request' },
  'v1.folio.settleRefund': { ...tells('payment.correct'), need: 'approve' },
  'v1.cashier.openDrawer': tells('drawer.own'),
  'v1.resolution.resolve': does('resolution.resolve'),
  'v1.resolution.reopen': does('resolution.resolve'),
  'v1.access.changePin': byCore(everybody),
  'v1.access.resetPin': byCore(does('property.sign_in')),
  // Signed by whoever answers for the terminal: nobody is signed in there.
  'v1.access.tellLockOut': byCore({ ...everybody, fact: true }),
  'v1.access.releaseLockOut': does('property.sign_in'),
}

/** Whether somebody of this role may give it: what a page shows follows from this. What is theirs to touch is judged where it is given. */
export function mayGive(role: string, command: string, args: CommandArgs = {}): boolean {
  const access = commandAccess[command]
  if (!access) return false
  const permission = access.permission(args)
  return permission === null || suffices(grantOf(role, permission), access.need)
}

async function isOwnTask(db: Reader, args: CommandArgs, { propertyId, actor }: CommandContext): Promise<boolean> {
  const rows = await db.query(
    `SELECT FROM operations.housekeeping_tasks t JOIN operations.staff s ON s.id = t.assigned_to
     WHERE t.property_id = $1 AND t.id = $2 AND s.user_id <> $3`,
    [propertyId, String(args['taskId']), actor],
  )
  return rows.length === 0
}
