import { guaranteeTypes } from '../../../shared/domains/reservation/inputs.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import type { CommandName, Commands } from '../../core-client/commands.ts'
import type { StepKind } from '../../state/view.ts'

interface StepWords {
  readonly title: string
  readonly verb: string
  readonly tone: 'primary' | 'danger'
  /** What is said when it is done. */
  readonly done: string
  readonly asks: 'reason' | 'guarantee' | 'nothing'
  readonly mayWaive?: boolean
  /** What it does, before it is done. */
  explain(row: ReservationDetailRow): string
}

const policyOf = (row: ReservationDetailRow) => row.policyName || 'none'

export const STEPS: Readonly<Record<StepKind, StepWords>> = {
  confirm: {
    title: 'Confirm reservation',
    verb: 'Confirm',
    tone: 'primary',
    done: 'Reservation confirmed',
    asks: 'guarantee',
    explain: (row) => `${row.unitTypeName} is promised to the guest, at the price that was quoted.`,
  },
  guarantee: {
    title: 'Guarantee',
    verb: 'Save',
    tone: 'primary',
    done: 'Guarantee saved',
    asks: 'guarantee',
    explain: () => 'A guaranteed reservation keeps its room against one that is not.',
  },
  expire: {
    title: 'Let lapse',
    verb: 'Let lapse',
    tone: 'danger',
    done: 'Lapsed',
    asks: 'reason',
    explain: () => 'The room goes back on sale. No fee is owed.',
  },
  'no-show': {
    title: 'No-show',
    verb: 'Mark as no-show',
    tone: 'danger',
    done: 'Marked as a no-show',
    asks: 'reason',
    mayWaive: true,
    explain: (row) => `The unit goes back on sale, and the fee of the policy is owed: ${policyOf(row)}.`,
  },
  reinstate: {
    title: 'Reinstate',
    verb: 'Reinstate',
    tone: 'primary',
    done: 'Reinstated',
    asks: 'reason',
    explain: (row) =>
      row.status === 'checked_out'
        ? `The check-out is taken back: the guest is in unit ${row.unitNumber ?? '?'} again.`
        : 'The cancellation is taken back, at the price that was booked, and no fee is owed. A unit is assigned anew.',
  },
  'reverse-check-in': {
    title: 'Take back check-in',
    verb: 'Take back',
    tone: 'danger',
    done: 'Check-in taken back',
    asks: 'reason',
    explain: (row) => `The guest is due in again, and unit ${row.unitNumber ?? '?'} is as clean as before.`,
  },
  'lock-unit': {
    title: 'Lock unit',
    verb: 'Lock',
    tone: 'primary',
    done: 'Unit locked',
    asks: 'nothing',
    explain: (row) =>
      `The guest is promised this very unit, ${row.unitNumber ?? '?'}: nobody moves the stay before it is unlocked.`,
  },
  'unlock-unit': {
    title: 'Unlock unit',
    verb: 'Unlock',
    tone: 'primary',
    done: 'Unit unlocked',
    asks: 'nothing',
    explain: () => 'The stay may be moved to another unit again.',
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
