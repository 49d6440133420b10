import { z } from 'zod'
import { modifyInput } from '../../../shared/domains/reservation/change-inputs.ts'
import { createInput } from '../../../shared/domains/reservation/inputs.ts'
import { isGivenAgain } from '../../../shared/domains/resolution/given-again.ts'
import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import type { OpenDialog } from '../../state/view.ts'

type Refused = Pick<ResolutionRow, 'status' | 'commandName' | 'entered' | 'reservationId' | 'guestName'>

// Of the arguments, what the dialogs ask for.
const stay = z.object(createInput.shape)
const { change, override, upgrade, releaseUnit } = modifyInput.shape
const changes = z.object({ change, override: override.nullable(), upgrade: upgrade.nullable(), releaseUnit })
const text = z.string().optional()
const unit = z.object({ unitId: z.string(), reason: text, from: text })
const answer = z.object({ reason: text, guarantee: text, waiveFee: z.boolean().optional() })

/** The dialog in which a refused command was entered, with all that was entered there; null where there is none for it. */
export function dialogAgain({ status, commandName, entered, reservationId, guestName }: Refused): OpenDialog | null {
  const open = <T>(shape: z.ZodType<T>, make: (given: T) => OpenDialog): OpenDialog | null => {
    const read = shape.safeParse(entered)
    return read.success ? make(read.data) : null
  }
  if (status !== 'open' || !isGivenAgain(commandName)) return null
  if (commandName === 'v1.reservation.create')
    return open(stay, (given) => ({ kind: 'new-reservation', entered: { ...given, guestName: guestName ?? '' } }))
  if (reservationId === null) return null
  switch (commandName) {
    case 'v1.reservation.modify':
      return open(changes, (given) => ({ kind: 'change-stay', reservationId, entered: given }))
    case 'v1.reservation.assignUnit':
      return open(unit, (given) => ({ kind: 'assign', reservationId, entered: given }))
    case 'v1.reservation.moveUnit':
      return open(unit, (given) => ({ kind: 'move', reservationId, entered: given }))
    case 'v1.reservation.splitStay':
      return open(unit, (given) => ({ kind: 'split-stay', reservationId, entered: given }))
    case 'v1.reservation.cancel':
      return open(answer, (given) => ({ kind: 'cancel', reservationId, entered: given }))
    case 'v1.reservation.noShow':
      return open(answer, (given) => ({ kind: 'no-show', reservationId, entered: given }))
    case 'v1.reservation.reinstate':
      return open(answer, (given) => ({ kind: 'reinstate', reservationId, entered: given }))
    case 'v1.reservation.expire':
      return open(answer, (given) => ({ kind: 'expire', reservationId, entered: given }))
    case 'v1.reservation.confirm':
      return open(answer, (given) => ({ kind: 'confirm', reservationId, entered: given }))
    case 'v1.reservation.setGuarantee':
      return open(answer, (given) => ({ kind: 'guarantee', reservationId, entered: given }))
  }
}
