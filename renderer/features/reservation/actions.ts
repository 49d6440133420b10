import type { AssignmentRow, ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { addDays, asIsoDate } from '../../../shared/kernel/dates.ts'
import { t } from '../../../shared/language/t.ts'
import type { OpenDialog } from '../../state/view.ts'

export type ReservationAction =
  | 'check-in'
  | 'check-out'
  | 'post-charge'
  | 'take-payment'
  | 'card-outcome'
  | 'refund'
  | 'settle-refund'
  | 'registration-card'
  | 'assign'
  | 'move'
  | 'change-stay'
  | 'swap'
  | 'split-stay'
  | 'lock-unit'
  | 'unlock-unit'
  | 'notes'
  | 'group'
  | 'confirm'
  | 'guarantee'
  | 'expire'
  | 'no-show'
  | 'walk'
  | 'reinstate'
  | 'reverse-check-in'
  | 'cancel'
  | 'request-service'

/** What is said on the button, the key that does the same, and how loud the button is. */
export const ACTIONS: Readonly<
  Record<
    ReservationAction,
    readonly [label: () => string, key: string | undefined, tone: 'primary' | 'plain' | 'quiet']
  >
> = {
  'check-in': [() => t('Check in'), 'I', 'primary'],
  'check-out': [() => t('Check out'), 'O', 'primary'],
  'post-charge': [() => t('Post'), 'P', 'plain'],
  'take-payment': [() => t('Payment'), undefined, 'plain'],
  'card-outcome': [() => t('Card outcome'), undefined, 'plain'],
  refund: [() => t('Refund'), undefined, 'plain'],
  'settle-refund': [() => t('Answer a refund'), undefined, 'plain'],
  'registration-card': [() => t('Registration card'), undefined, 'quiet'],
  assign: [() => t('Assign unit'), 'A', 'plain'],
  move: [() => t('Move'), 'M', 'plain'],
  'change-stay': [() => t('Change stay'), 'E', 'plain'],
  swap: [() => t('Swap'), undefined, 'quiet'],
  'split-stay': [() => t('Split stay'), undefined, 'quiet'],
  'lock-unit': [() => t('Lock unit'), undefined, 'quiet'],
  'unlock-unit': [() => t('Unlock unit'), undefined, 'quiet'],
  notes: [() => t('Notes'), undefined, 'quiet'],
  group: [() => t('Group'), undefined, 'quiet'],
  confirm: [() => t('Confirm'), undefined, 'primary'],
  guarantee: [() => t('Guarantee'), undefined, 'quiet'],
  expire: [() => t('Let lapse'), undefined, 'quiet'],
  'no-show': [() => t('No-show'), undefined, 'quiet'],
  walk: [() => t('Walk'), undefined, 'quiet'],
  reinstate: [() => t('Reinstate'), undefined, 'primary'],
  'reverse-check-in': [() => t('Take back check-in'), undefined, 'quiet'],
  cancel: [() => t('Cancel reservation'), undefined, 'quiet'],
  'request-service': [() => t('Guest request'), undefined, 'plain'],
}

interface Offered extends Pick<
  ReservationDetailRow,
  'status' | 'arrival' | 'departure' | 'unitId' | 'groupCode' | 'money'
> {
  readonly assignments: readonly Pick<AssignmentRow, 'active' | 'locked'>[]
}

/** What an action opens. In two steps: the compiler compares no more than 25 kinds at once. */
export const dialogOf = (action: ReservationAction, reservationId: string): OpenDialog =>
  isMoney(action) ? { kind: action, reservationId } : { kind: action, reservationId }

type MoneyAction = 'take-payment' | 'card-outcome' | 'refund' | 'settle-refund'
const isMoney = (action: ReservationAction): action is MoneyAction =>
  ['take-payment', 'card-outcome', 'refund', 'settle-refund'].includes(action)

/** What makes sense to offer now. The rules themselves are the domain's; this only keeps the screen quiet. */
export function actionsFor(row: Offered, businessDate: string): readonly ReservationAction[] {
  const steps = stepsFor(row, businessDate)
  return [...steps, ...moneyActions(row), ...only(steps.length > 0, 'notes'), ...only(row.groupCode !== null, 'group')]
}

/** What waits for an answer, and what may go back: after a stay too. */
function moneyActions({ money }: Offered): ReservationAction[] {
  return [
    ...only(money.queued, 'card-outcome'),
    ...only(money.captured, 'refund'),
    ...only(money.asked, 'settle-refund'),
  ]
}

function stepsFor(row: Offered, businessDate: string): readonly ReservationAction[] {
  const { status, arrival, departure } = row
  const [due, inHouseSinceToday] = [arrival <= businessDate, arrival === businessDate]
  switch (status) {
    case 'confirmed':
      return [
        ...only(due, 'check-in'),
        ...unitActions(row, businessDate),
        'change-stay',
        'take-payment',
        'registration-card',
        'guarantee',
        ...only(due, 'no-show'),
        ...only(due, 'walk'),
        'cancel',
      ]
    case 'no_show':
      return ['check-in']
    case 'checked_in':
      return [
        'check-out',
        'post-charge',
        'take-payment',
        'move',
        'change-stay',
        'request-service',
        'swap',
        ...only(mayBeDivided(row, businessDate), 'split-stay'),
        'registration-card',
        ...only(inHouseSinceToday, 'reverse-check-in'),
      ]
    case 'tentative':
      return ['confirm', ...unitActions(row, businessDate), 'change-stay', 'expire', 'cancel']
    case 'inquiry':
      return ['confirm', 'change-stay', 'expire', 'cancel']
    case 'waitlisted':
      return ['confirm', 'change-stay', 'expire', 'cancel']
    case 'cancelled':
    case 'expired':
      return ['reinstate']
    case 'checked_out':
      return ['take-payment', ...only(departure === businessDate, 'reinstate')]
    default:
      return []
  }
}

/** Before arrival: a unit, another one, or the promise that it stays this one. */
function unitActions(row: Offered, businessDate: string): ReservationAction[] {
  const { unitId, assignments } = row
  if (unitId === null) return ['assign']
  const locked = assignments.some((each) => each.active && each.locked)
  if (locked) return ['unlock-unit']
  return ['move', 'swap', ...only(mayBeDivided(row, businessDate), 'split-stay'), 'lock-unit']
}

/** A night is left after the first one that is still to come. */
function mayBeDivided({ arrival, departure }: Offered, businessDate: string): boolean {
  const next = asIsoDate(arrival > businessDate ? arrival : businessDate)
  return addDays(next, 1) < departure
}

const only = (offered: boolean, action: ReservationAction): ReservationAction[] => (offered ? [action] : [])
