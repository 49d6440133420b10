/** Roles of `shared.user_role`, in the columns of the table below. */
export const ROLES = [
  'front_desk',
  'duty_manager',
  'housekeeper',
  'housekeeping_supervisor',
  'waiter',
  'chef',
  'engineer',
  'head_office',
  'auditor',
] as const
export type Role = (typeof ROLES)[number]

/**
 * How far a role may go:
 *
 * - yes: does it.
 * - own: does it to what is assigned to them, or to nobody.
 * - request: asks for it; somebody who may approve does it.
 * - approve: does it, and approves what others ask for.
 * - masked: sees it covered; uncovering it is recorded.
 * - read: sees it.
 * - no: neither sees nor does it.
 */
export type Grant = 'yes' | 'own' | 'request' | 'approve' | 'masked' | 'read' | 'no'

const WORDS = { '-': 'no', rd: 'read', req: 'request', app: 'approve', msk: 'masked', own: 'own', yes: 'yes' } as const
type Word = keyof typeof WORDS

/** Who may do what: the one table, read on terminal and centre alike. */
// prettier-ignore
const TABLE = {
  //                       front  duty   house- hk     waiter chef   engi-  head   audi-
  //                       desk   mgr    keeper superv.              neer   office tor
  'reservation.manage':   ['yes', 'yes', '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
  /** Price override, fee waiver, reinstating, walking a guest. */
  'reservation.override': ['-',   'yes', '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
  'guest.edit':           ['yes', 'yes', '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
  /** Documents and date of birth. */
  'guest.identity':       ['msk', 'yes', '-',   '-',   '-',   '-',   '-',   '-',   'msk'],
  /** Taking a document down, and uncovering one: that is recorded. */
  'guest.document':       ['yes', 'yes', '-',   '-',   '-',   '-',   '-',   '-',   'rd'],
  'guest.feedback':       ['yes', 'yes', '-',   '-',   'yes', '-',   '-',   'yes', 'rd'],
  /** Charges, cash and card slips of any folio. */
  'folio.post':           ['yes', 'yes', '-',   '-',   '-',   '-',   '-',   '-',   'rd'],
  /** An outlet's check: to a room, or paid at the table. */
  'outlet.post':          ['yes', 'yes', '-',   '-',   'yes', '-',   '-',   '-',   'rd'],
  /** Refund, void after settling, reopening, closing with a balance. */
  'payment.correct':      ['req', 'app', '-',   '-',   'req', '-',   '-',   'app', 'rd'],
  'invoice.issue':        ['yes', 'yes', '-',   '-',   '-',   '-',   '-',   '-',   'rd'],
  'receipt.issue':        ['yes', 'yes', '-',   '-',   'yes', '-',   '-',   '-',   'rd'],
  'drawer.own':           ['yes', 'yes', '-',   '-',   'yes', '-',   '-',   '-',   'rd'],
  'drawer.others':        ['-',   'yes', '-',   '-',   '-',   '-',   '-',   '-',   'rd'],
  'day.close':            ['-',   'yes', '-',   '-',   '-',   '-',   '-',   '-',   'rd'],
  /** What a unit is like: any unit, since whoever passes a door sees it. */
  'housekeeping.status':  ['rd',  'yes', 'yes', 'yes', '-',   '-',   'rd',  'rd',  'rd'],
  'housekeeping.task':    ['rd',  'yes', 'own', 'yes', '-',   '-',   'rd',  'rd',  'rd'],
  'housekeeping.assign':  ['-',   'yes', '-',   'yes', '-',   '-',   '-',   'yes', 'rd'],
  'housekeeping.inspect': ['-',   'yes', '-',   'yes', '-',   '-',   '-',   'yes', 'rd'],
  /** Out of order, out of service. */
  'unit.block':           ['-',   'yes', '-',   'yes', '-',   '-',   'yes', 'yes', 'rd'],
  'maintenance.report':   ['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'rd'],
  'maintenance.work':     ['-',   'yes', '-',   '-',   '-',   '-',   'yes', '-',   'rd'],
  'service.request':      ['yes', 'yes', 'yes', 'yes', 'yes', '-',   'yes', '-',   'rd'],
  'incident.report':      ['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'rd'],
  'fb.order':             ['rd',  'yes', '-',   '-',   'yes', '-',   '-',   'rd',  'rd'],
  'fb.kitchen':           ['rd',  'yes', '-',   '-',   'rd',  'yes', '-',   'rd',  'rd'],
  /** Receipts, counts, recipes, orders to suppliers. */
  'stock.manage':         ['-',   'yes', '-',   '-',   '-',   'yes', '-',   'yes', 'rd'],
  'stock.waste':          ['-',   'yes', '-',   '-',   'yes', 'yes', '-',   'yes', 'rd'],
  'stock.linen':          ['-',   'yes', 'yes', 'yes', '-',   '-',   '-',   'yes', 'rd'],
  /** Closing entries of the Resolution Centre. */
  'resolution.resolve':   ['yes', 'yes', '-',   'yes', '-',   '-',   '-',   'yes', 'rd'],
  'property.rates':       ['-',   '-',   '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
  'property.people':      ['-',   '-',   '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
  /** Lock-outs, and new PINs for whoever has forgotten theirs. */
  'property.sign_in':     ['-',   'yes', '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
  'property.terminals':   ['-',   '-',   '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
  /** Occupancy, average rate, RevPAR. */
  'property.figures':     ['-',   'yes', '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
  'guest.erase':          ['-',   '-',   '-',   '-',   '-',   '-',   '-',   'yes', 'rd'],
} as const satisfies Record<string, readonly Word[] & { readonly length: (typeof ROLES)['length'] }>

export type Permission = keyof typeof TABLE
export const PERMISSIONS = Object.keys(TABLE) as Permission[]

/** What a person of this role may do; nothing where the role has no column ('system' signs in nowhere). */
export function grantOf(role: string, permission: Permission): Grant {
  const column = ROLES.findIndex((known) => known === role)
  const word = TABLE[permission][column]
  return word === undefined ? 'no' : WORDS[word]
}

/** How far a command goes: it asks for something, does it, or approves what was asked for. */
export type Need = 'request' | 'do' | 'approve'

/** Whoever knows a PIN can sign in as its person: nobody gives one to somebody who may do more than themselves. */
export function mayResetPinOf(giver: string, person: string): boolean {
  return giver === 'head_office' || !['head_office', 'duty_manager', 'auditor'].includes(person)
}

/** Whether it is shown at all. */
export function maySee(role: string, permission: Permission): boolean {
  return grantOf(role, permission) !== 'no'
}

export function suffices(grant: Grant, need: Need): boolean {
  if (grant === 'approve') return true
  if (grant === 'yes' || grant === 'own') return need !== 'approve'
  return grant === 'request' && need === 'request'
}
