import type { NextStep } from '../../../shared/domains/resolution/reasons.ts'
import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import { describeResolution, labelOfStep } from '../../../shared/domains/resolution/words.ts'
import { t } from '../../../shared/language/t.ts'
import type { May } from '../../core-client/may.ts'
import { mayOpenDialog } from '../../state/command-of-dialog.ts'
import { type OpenDialog, useView } from '../../state/view.ts'
import { dialogAgain } from './again.ts'

type Aim = Pick<ResolutionRow, 'reservationId' | 'unitId' | 'profileId' | 'inHouse'>

/** A guest who is in a unit is moved; one who is to come is given one. */
export type Step = NextStep | 'move'

/** What the button says that takes the step. */
export const wordOfStep = (step: Step): string => (step === 'move' ? t('Move the guest') : labelOfStep(step))

const DIALOG_OF = { take_payment: 'take-payment', settle_refund: 'settle-refund' } as const

/** The step that this person can take: who may not reinstate or walk opens the reservation, and where there is nothing to go to, a note settles it. */
export function stepFor(action: NextStep, row: Aim, may: May): Step {
  const { reservationId, unitId, profileId } = row
  switch (action) {
    case 'walk':
    case 'reinstate':
      if (mayOpenDialog(may, action) && (action === 'walk' || reservationId)) return action
      return reservationId ? 'open_reservation' : 'none'
    case 'assign_unit':
      if (!reservationId) return 'none'
      if (row.inHouse) return mayOpenDialog(may, 'move') ? 'move' : 'open_reservation'
      return mayOpenDialog(may, 'assign') ? action : 'open_reservation'
    case 'take_payment':
    case 'settle_refund':
      if (!reservationId) return 'none'
      return mayOpenDialog(may, DIALOG_OF[action]) ? action : 'open_reservation'
    case 'call_guest':
      return profileId ? action : reservationId ? 'open_reservation' : 'none'
    case 'inspect_unit':
      return unitId ? action : reservationId ? 'open_reservation' : 'none'
    case 'open_reservation':
      return reservationId ? action : 'none'
    case 'none':
      return action
  }
}

/** Takes the person to where the next step is done. */
export function takeNextStep(row: ResolutionRow, may: May): void {
  const { go, open, select } = useView.getState()
  const { reservationId, unitId, profileId } = row
  switch (stepFor(describeResolution(row).nextStep.action, row, may)) {
    case 'walk':
      return open({ kind: 'walk', ...nightOf(row) })
    case 'reinstate':
      return reservationId ? open({ kind: 'reinstate', reservationId }) : undefined
    case 'assign_unit':
      return reservationId ? open({ kind: 'assign', reservationId }) : undefined
    case 'move':
      return reservationId ? open({ kind: 'move', reservationId }) : undefined
    case 'take_payment':
      return reservationId ? open({ kind: 'take-payment', reservationId }) : undefined
    case 'settle_refund':
      return reservationId ? open({ kind: 'settle-refund', reservationId }) : undefined
    case 'call_guest':
      return profileId ? go({ screen: 'guest', profileId }) : undefined
    case 'inspect_unit':
      go({ screen: 'units' })
      return unitId ? select({ kind: 'unit', id: unitId }) : undefined
    case 'open_reservation':
      return reservationId ? go({ screen: 'reservation', reservationId }) : undefined
    case 'none':
      return may.give('v1.resolution.resolve') ? open({ kind: 'resolve', resolutionId: row.resolutionId }) : undefined
  }
}

/** The dialog of a refused command as it was entered, where there is one and this person may give it. */
export function againFor(row: ResolutionRow, may: May): OpenDialog | null {
  const dialog = dialogAgain(row)
  return dialog && mayOpenDialog(may, dialog.kind) ? dialog : null
}

export function giveAgain(row: ResolutionRow, may: May): void {
  const dialog = againFor(row, may)
  if (dialog) useView.getState().open(dialog)
}

const nightOf = ({ facts }: Pick<ResolutionRow, 'facts'>): { night?: string } =>
  typeof facts.night === 'string' ? { night: facts.night } : {}
