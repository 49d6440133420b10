import { applied } from '../../command/command.ts'
import { no } from '../refusals.ts'
import { lockUnitInput } from './change-inputs.ts'
import { readHeldUnits } from './segments.ts'
import { defineStep } from './step.ts'
import { whoOf } from './who.ts'

/** A promise that is not to be moved: the guest was told the number, or needs this very unit. */
export const lockUnitCommand = defineStep({
  name: 'v1.reservation.lockUnit',
  input: lockUnitInput,
  done: [],
  async execute(db, { locked }, { propertyId, businessDate }, reservation) {
    const { id, status, arrival } = reservation
    if (status !== 'confirmed' && status !== 'tentative') return no('not_confirmed', { ...whoOf(reservation), status })
    const from = arrival > businessDate ? arrival : businessDate
    const held = (await readHeldUnits(db, propertyId, id)).filter(({ to }) => to > from)
    if (held.length === 0) return no('no_unit_assigned', whoOf(reservation))
    for (const { assignmentId } of held.filter((each) => each.locked !== locked)) {
      await db.execute('UPDATE reservation.unit_assignments SET locked = $3 WHERE property_id = $1 AND id = $2', [
        propertyId,
        assignmentId,
        locked,
      ])
    }
    return applied
  },
})
