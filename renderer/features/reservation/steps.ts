import { guaranteeTypes } from '../../../shared/domains/reservation/inputs.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { t } from '../../../shared/language/t.ts'
import type { CommandName, Commands } from '../../core-client/commands.ts'
import type { StepKind } from '../../state/view.ts'

interface StepWords {
  readonly title: () => string
  readonly verb: () => string
  readonly tone: 'primary' | 'danger'
  /** What is said when it is done. */
  readonly done: () => string
  readonly asks: 'reason' | 'guarantee' | 'nothing'
  readonly mayWaive?: boolean
  /** What it does, before it is done. */
  explain(row: ReservationDetailRow): string
}

const policyOf = (row: ReservationDetailRow) => row.policyName || t('none')

export const STEPS: Readonly<Record<StepKind, StepWords>> = {
  confirm: {
    title: () => t('Confirm reservation'),
    verb: () => t('Confirm'),
    tone: 'primary',
    done: () => t('Reservation confirmed'),
    asks: 'guarantee',
    explain: (row) =>
      t('{unitTypeName} is promised to the guest, at the price that was quoted.', { unitTypeName: row.unitTypeName }),
  },
  guarantee: {
    title: () => t('Guarantee'),
    verb: () => t('Save'),
    tone: 'primary',
    done: () => t('Guarantee saved'),
    asks: 'guarantee',
    explain: () => t('A guaranteed reservation keeps its room against one that is not.'),
  },
  expire: {
    title: () => t('Let lapse'),
    verb: () => t('Let lapse'),
    tone: 'danger',
    done: () => t('Lapsed'),
    asks: 'reason',
    explain: () => t('The room goes back on sale. No fee is owed.'),
  },
  'no-show': {
    title: () => t('No-show'),
    verb: () => t('Mark as no-show'),
    tone: 'danger',
    done: () => t('Marked as a no-show'),
    asks: 'reason',
    mayWaive: true,
    explain: (row) =>
      t('The unit goes back on sale, and the fee of the policy is owed: {policy}.', { policy: policyOf(row) }),
  },
  reinstate: {
    title: () => t('Reinstate'),
    verb: () => t('Reinstate'),
    tone: 'primary',
    done: () => t('Reinstated'),
    asks: 'reason',
    explain: (row) =>
      row.status === 'checked_out'
        ? t('The check-out is taken back: the guest is in unit {unit} again.', { unit: row.unitNumber ?? '?' })
        : t(
            'The cancellation is taken back, at the price that was booked, and no fee is owed. A unit is assigned anew.',
          ),
  },
  'reverse-check-in': {
    title: () => t('Take back check-in'),
    verb: () => t('Take back'),
    tone: 'danger',
    done: () => t('Check-in taken back'),
    asks: 'reason',
    explain: (row) =>
      t('The guest is due in again, and unit {unit} is as clean as before.', { unit: row.unitNumber ?? '?' }),
  },
  'lock-unit': {
    title: () => t('Lock unit'),
    verb: () => t('Lock'),
    tone: 'primary',
    done: () => t('Unit locked'),
    asks: 'nothing',
    explain: (row) =>
      t('The guest is promised this very unit, {unit}: nobody moves the stay before it is unlocked.', {
        unit: row.unitNumber ?? '?',
      }),
  },
  'unlock-unit': {
    title: () => t('Unlock unit'),
    verb: () => t('Unlock'),
    tone: 'primary',
    done: () => t('Unit unlocked'),
    asks: 'nothing',
    explain: () => t('The stay may be moved to another unit again.'),
  },
}

export interface StepAnswer {
  readonly reason: string
  readonly guarantee: string
  readonly waiveFee: boolean
}

type Given = { [N in CommandName]: { readonly name: N; readonly input: Commands[N] } }[CommandName]

/** The command of a step, with what the person answered. */
export function inputOfStep(step: StepKind, reservationId: string, answer: StepAnswer): Given {
  const reason = answer.reason.trim()
  const guarantee = guaranteeTypes.find((type) => type === answer.guarantee) ?? 'none'
  switch (step) {
    case 'confirm':
      return { name: 'v1.reservation.confirm', input: { reservationId, guarantee } }
    case 'guarantee':
      return { name: 'v1.reservation.setGuarantee', input: { reservationId, guarantee } }
    case 'expire':
      return { name: 'v1.reservation.expire', input: { reservationId, reason } }
    case 'no-show':
      return {
        name: 'v1.reservation.noShow',
        input: { reservationId, reason, ...(answer.waiveFee && { waiveFee: true }) },
      }
    case 'reinstate':
      return { name: 'v1.reservation.reinstate', input: { reservationId, reason } }
    case 'lock-unit':
    case 'unlock-unit':
      return { name: 'v1.reservation.lockUnit', input: { reservationId, locked: step === 'lock-unit' } }
    case 'reverse-check-in':
      return { name: 'v1.reservation.reverseCheckIn', input: { reservationId, reason } }
  }
}
