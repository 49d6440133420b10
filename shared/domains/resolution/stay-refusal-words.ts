import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
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

/** What stands in the way of changing a stay, and what to do about it. */
export const stayRefusalWords: Record<StayRefusal, (f: Facts) => { what: string; todo: string }> = {
  already_confirmed: (f) => ({
    what: t('{guestName} ({confirmationNo}) is confirmed already.', f),
    todo: t('Nothing is left to do.'),
  }),
  already_expired: (f) => ({
    what: t('{guestName} ({confirmationNo}) has lapsed already.', f),
    todo: t('Nothing is left to do.'),
  }),
  already_no_show: (f) => ({
    what: t('{guestName} ({confirmationNo}) is a no-show already.', f),
    todo: t('Nothing is left to do.'),
  }),
  arrival_is_past: (f) => ({
    what: t('{guestName} ({confirmationNo}) is in house since {arrival}: the arrival cannot be changed.', f),
    todo: t('Change the departure alone.'),
  }),
  cannot_change: (f) => ({
    what: t('{guestName} ({confirmationNo}) is {status} and cannot be changed.', f),
    todo: t('Reinstate the reservation first, or make a new one.'),
  }),
  departure_in_past: (f) => ({
    what: t('The departure {departure} is before the business date {businessDate}: those nights are slept.', f),
    todo: t('Choose a departure from the business date on.'),
  }),
  stay_changed: (f) => ({
    what: t(
      'Somebody else changed the stay of {guestName} ({confirmationNo}) meanwhile: it is from {arrival} to {departure} now.',
      f,
    ),
    todo: t('Look at the stay as it is now, and make the change again if it is still wanted.'),
  }),
  type_of_guest_in_house: (f) => ({
    what: t('{guestName} ({confirmationNo}) is in house: the type follows the unit.', f),
    todo: t('Move the guest to a unit of that type; the price per night can be changed apart.'),
  }),
  unit_not_of_type: (f) => ({
    what: t('Unit {unit}, which is assigned, is a {unitType}.', f),
    todo: t('Give the unit up with the change, and assign another one.'),
  }),
  cannot_confirm: (f) => ({
    what: t('{guestName} ({confirmationNo}) is {status} and cannot be confirmed.', f),
    todo: t('Reinstate the reservation, or make a new one.'),
  }),
  cannot_expire: (f) => ({
    what: t('{guestName} ({confirmationNo}) is {status}: only an option or a wait lapses.', f),
    todo: t('Cancel the reservation instead.'),
  }),
  cannot_reinstate: (f) => ({
    what: t('{guestName} ({confirmationNo}) is {status} and cannot be reinstated.', f),
    todo: t('Make a new reservation.'),
  }),
  charges_posted: (f) => ({
    what: t('Charges are posted for {guestName} ({confirmationNo}), unit {unit}: the stay has begun.', f),
    todo: t('Reverse the charges first, or check the guest out.'),
  }),
  checked_in_before: (f) => ({
    what: t('{guestName} ({confirmationNo}) was checked in to unit {unit} on an earlier day.', f),
    todo: t('Check the guest out instead.'),
  }),
  departed_before: (f) => ({
    what: t('{guestName} ({confirmationNo}) departed on an earlier day.', f),
    todo: t('Make a new reservation.'),
  }),
  guest_moved: (f) => ({
    what: t('{guestName} ({confirmationNo}) was moved to unit {unit} at another desk: the guest is in house.', f),
    todo: t('Ask that desk. If nobody is in the unit, take the check-in back again.'),
  }),
  hold_in_past: (f) => ({
    what: t('The offer would lapse on {holdUntil}, before the business date {businessDate}.', f),
    todo: t('Choose a later day.'),
  }),
  no_show_arrives: (f) => ({
    what: t('{guestName} ({confirmationNo}) is a no-show.', f),
    todo: t('If the guest has come after all, check in: that reinstates the reservation and takes the fee back.'),
  }),
  not_in_house_yet: (f) => ({
    what: t('{guestName} ({confirmationNo}) is not checked in.', f),
    todo: t('Nothing is left to do.'),
  }),
  waits_without_unit: (f) => ({
    what: t('A reservation that is {status} holds no unit.', f),
    todo: t('Leave the unit open, or confirm the reservation.'),
  }),
  already_of_type: (f) => ({
    what: t('{guestName} ({confirmationNo}) has {unitType} already.', f),
    todo: t('Nothing is left to do.'),
  }),
  not_better: (f) => ({
    what: t('{unitType} is no better than the {booked} that was booked.', f),
    todo: t('Choose a better type, or change the type at its own price.'),
  }),
  split_outside: (f) => ({
    what: t(
      'The stay of {guestName} ({confirmationNo}), {arrival} to {departure}, has no night before and after {from} to divide.',
      f,
    ),
    todo: t('Choose a night between arrival and departure; for today, move the guest.'),
  }),
  swap_half_in_house: (f) => ({
    what: t('{guestName} ({confirmationNo}) is not in house, and the other guest is.', f),
    todo: t('Check the guest in first, or move the one who is in house.'),
  }),
  trace_done: (f) => ({ what: t('“{text}” is done already.', f), todo: t('Nothing is left to do.') }),
  trace_not_found: () => ({
    what: t('This trace is not here any more.'),
    todo: t('Look at the list of traces again.'),
  }),
  unit_locked: (f) => ({
    what: t('{guestName} ({confirmationNo}) is promised this very unit, {unit}.', f),
    todo: t('Unlock the unit first, if the guest agrees to another one.'),
  }),
}
