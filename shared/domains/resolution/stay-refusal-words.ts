import type { Refusal } from '../../command/command.ts'
import type { RefusalCode } from '../refusals.ts'

type Facts = Refusal['facts']
type StayRefusal = Extract<
  RefusalCode,
  | 'arrival_is_past'
  | 'cannot_change'
  | 'departure_in_past'
  | 'stay_changed'
  | 'type_of_guest_in_house'
  | 'unit_not_of_type'
>

const guest = (f: Facts) => `${f.guestName} (${f.confirmationNo})`
const state = (value: unknown) => String(value ?? 'unknown').replaceAll('_', ' ')

/** What stands in the way of changing a stay, and what to do about it. */
export const stayRefusalWords: Record<StayRefusal, (f: Facts) => { what: string; todo: string }> = {
  arrival_is_past: (f) => ({
    what: `${guest(f)} is in house since ${f.arrival}: the arrival cannot be changed.`,
    todo: 'Change the departure alone.',
  }),
  cannot_change: (f) => ({
    what: `${guest(f)} is ${state(f.status)} and cannot be changed.`,
    todo: 'Reinstate the reservation first, or make a new one.',
  }),
  departure_in_past: (f) => ({
    what: `The departure ${f.departure} is before the business date ${f.businessDate}: those nights are slept.`,
    todo: 'Choose a departure from the business date on.',
  }),
  stay_changed: (f) => ({
    what: `Somebody else changed the stay of ${guest(f)} meanwhile: it is from ${f.arrival} to ${f.departure} now.`,
    todo: 'Look at the stay as it is now, and make the change again if it is still wanted.',
  }),
  type_of_guest_in_house: (f) => ({
    what: `${guest(f)} is in house: the type follows the unit.`,
    todo: 'Upgrade the guest, or move them to a unit of that type.',
  }),
  unit_not_of_type: (f) => ({
    what: `Unit ${f.unit}, which is assigned, is a ${f.unitType}.`,
    todo: 'Give the unit up with the change, and assign another one.',
  }),
}
