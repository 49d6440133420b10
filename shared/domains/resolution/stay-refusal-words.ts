import type { Refusal } from '../../command/command.ts'
import type { RefusalCode } from '../refusals.ts'

type Facts = Refusal['facts']
type StayRefusal = Extract<
  RefusalCode,
  | 'already_confirmed'
  | 'already_expired'
  | 'already_no_show'
  | 'cannot_confirm'
  | 'cannot_expire'
  | 'cannot_reinstate'
  | 'charges_posted'
  | 'checked_in_before'
  | 'departed_before'
  | 'guest_moved'
  | 'hold_in_past'
  | 'no_show_arrives'
  | 'not_in_house_yet'
  | 'waits_without_unit'
  | 'already_of_type'
  | 'not_better'
  | 'split_outside'
  | 'swap_half_in_house'
  | 'trace_done'
  | 'trace_not_found'
  | 'unit_locked'
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
  already_confirmed: (f) => ({ what: `${guest(f)} is confirmed already.`, todo: 'Nothing is left to do.' }),
  already_expired: (f) => ({ what: `${guest(f)} has lapsed already.`, todo: 'Nothing is left to do.' }),
  already_no_show: (f) => ({ what: `${guest(f)} is a no-show already.`, todo: 'Nothing is left to do.' }),
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
    todo: 'Move the guest to a unit of that type; the price per night can be changed apart.',
  }),
  unit_not_of_type: (f) => ({
    what: `Unit ${f.unit}, which is assigned, is a ${f.unitType}.`,
    todo: 'Give the unit up with the change, and assign another one.',
  }),
  cannot_confirm: (f) => ({
    what: `${guest(f)} is ${state(f.status)} and cannot be confirmed.`,
    todo: 'Reinstate the reservation, or make a new one.',
  }),
  cannot_expire: (f) => ({
    what: `${guest(f)} is ${state(f.status)}: only an option or a wait lapses.`,
    todo: 'Cancel the reservation instead.',
  }),
  cannot_reinstate: (f) => ({
    what: `${guest(f)} is ${state(f.status)} and cannot be reinstated.`,
    todo: 'Make a new reservation.',
  }),
  charges_posted: (f) => ({
    what: `Charges are posted for ${guest(f)}, unit ${f.unit}: the stay has begun.`,
    todo: 'Reverse the charges first, or check the guest out.',
  }),
  checked_in_before: (f) => ({
    what: `${guest(f)} was checked in to unit ${f.unit} on an earlier day.`,
    todo: 'Check the guest out instead.',
  }),
  departed_before: (f) => ({
    what: `${guest(f)} departed on an earlier day.`,
    todo: 'Make a new reservation.',
  }),
  guest_moved: (f) => ({
    what: `${guest(f)} was moved to unit ${f.unit} at another desk: the guest is in house.`,
    todo: 'Ask that desk. If nobody is in the unit, take the check-in back again.',
  }),
  hold_in_past: (f) => ({
    what: `The offer would lapse on ${f.holdUntil}, before the business date ${f.businessDate}.`,
    todo: 'Choose a later day.',
  }),
  no_show_arrives: (f) => ({
    what: `${guest(f)} is a no-show.`,
    todo: 'If the guest has come after all, check in: that reinstates the reservation and takes the fee back.',
  }),
  not_in_house_yet: (f) => ({ what: `${guest(f)} is not checked in.`, todo: 'Nothing is left to do.' }),
  waits_without_unit: (f) => ({
    what: `A reservation that is ${state(f.status)} holds no unit.`,
    todo: 'Leave the unit open, or confirm the reservation.',
  }),
  already_of_type: (f) => ({ what: `${guest(f)} has ${f.unitType} already.`, todo: 'Nothing is left to do.' }),
  not_better: (f) => ({
    what: `${f.unitType} is no better than the ${f.booked} that was booked.`,
    todo: 'Choose a better type, or change the type at its own price.',
  }),
  split_outside: (f) => ({
    what: `The stay of ${guest(f)}, ${f.arrival} to ${f.departure}, has no night before and after ${f.from} to divide.`,
    todo: 'Choose a night between arrival and departure; for today, move the guest.',
  }),
  swap_half_in_house: (f) => ({
    what: `${guest(f)} is not in house, and the other guest is.`,
    todo: 'Check the guest in first, or move the one who is in house.',
  }),
  trace_done: (f) => ({ what: `“${f.text}” is done already.`, todo: 'Nothing is left to do.' }),
  trace_not_found: () => ({ what: 'This trace is not here any more.', todo: 'Look at the list of traces again.' }),
  unit_locked: (f) => ({
    what: `${guest(f)} is promised this very unit, ${f.unit}.`,
    todo: 'Unlock the unit first, if the guest agrees to another one.',
  }),
}
