import type { FaultRow } from '../../../shared/domains/operations/upkeep-rows.ts'
import { t } from '../../../shared/language/t.ts'
import type { MaintenanceStatus } from '../../../shared/schema/operations.ts'

/** A step that is taken with one key press, and one that asks for words. */
export type FaultStep = 'accept' | 'start' | 'close'
export type FaultWord = 'hold' | 'resolve' | 'reopen' | 'cancel'

export const stepLabel: Readonly<Record<FaultStep | FaultWord, () => string>> = {
  accept: () => t('Take on'),
  start: () => t('Begin'),
  close: () => t('Checked: good'),
  hold: () => t('On hold'),
  resolve: () => t('Repaired'),
  reopen: () => t('Not repaired'),
  cancel: () => t('No repair'),
}

/** What each makes of the fault. */
export const statusAfter: Readonly<Record<FaultStep, MaintenanceStatus>> = {
  accept: 'assigned',
  start: 'in_progress',
  close: 'closed',
}

/** What may follow; the likeliest first. The rules themselves are the domain's. */
export function stepsOf({ status }: Pick<FaultRow, 'status'>): readonly (FaultStep | FaultWord)[] {
  switch (status) {
    case 'reported':
    case 'triaged':
    case 'reopened':
      return ['accept', 'start', 'resolve', 'cancel']
    case 'assigned':
      return ['start', 'resolve', 'hold', 'cancel']
    case 'in_progress':
      return ['resolve', 'hold', 'cancel']
    case 'on_hold':
      return ['start', 'resolve', 'cancel']
    case 'resolved':
    case 'verified':
      return ['close', 'reopen']
    case 'closed':
    case 'duplicate':
    case 'cancelled':
      return []
  }
}

export const isWord = (step: FaultStep | FaultWord): step is FaultWord =>
  step === 'hold' || step === 'resolve' || step === 'reopen' || step === 'cancel'
