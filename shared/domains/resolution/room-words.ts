import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { WordsOf } from './entry-words.ts'

type RoomReason =
  | 're_roomed'
  | 'upgraded'
  | 'waitlisted'
  | 'unit_lost_unassigned'
  | 'oversold_move_now'
  | 'type_oversold'
  | 'reinstated'
  | 'checked_in_elsewhere'
  | 'checked_in_after_departure'
  | 'in_house_without_reservation'
  | 'out_of_order_occupied'
  | 'not_ready_occupied'
  | 'stay_dates_differ'
  | 'occupancy_exceeded'
  | 'check_in_wins'

type Facts = Refusal['facts']

function causeOf(f: Facts): string {
  if (f.how === 'in_house') {
    return f.takenBy === null ? t('Another guest is in unit {oldUnit}.', f) : t('{takenBy} is in unit {oldUnit}.', f)
  }
  if (f.how === 'out_of_order') return t('Unit {oldUnit} is out of order.', f)
  return f.takenBy === null
    ? t('Unit {oldUnit} was promised to another guest first.', f)
    : t('Unit {oldUnit} was promised to {takenBy} first.', f)
}

/** What the Resolution Centre says of who sleeps where. */
export const roomWords: WordsOf<RoomReason> = {
  re_roomed: (f) => ({
    title: t('Re-roomed to {newUnit}', f),
    happened: causeOf(f),
    done: t('{guestName} ({confirmationNo}) was moved from unit {oldUnit} to {newUnit}, same nights, same price.', f),
    tell: t('Your unit is {newUnit}; nothing else has changed.', f),
  }),
  upgraded: (f) => ({
    title: t('Upgraded to {newType}', f),
    happened: t('No {oldType} was left for all the nights.', f),
    done:
      f.newUnit === null
        ? t('{guestName} ({confirmationNo}) was given {newType}, at the price that was quoted.', f)
        : t('{guestName} ({confirmationNo}) was given {newType}, unit {newUnit}, at the price that was quoted.', f),
    tell: t('We have upgraded you to {newType} at no extra cost.', f),
  }),
  waitlisted: (f) => ({
    title: t('Sold out: on the waitlist'),
    happened: t('{unitType} and everything better is sold out from {arrival} to {departure}.', f),
    done: t('{guestName} ({confirmationNo}) is on the waitlist, without a room.', f),
    tell: t('We are sorry: your stay from {arrival} to {departure} is not confirmed. May we offer other dates or another house?', f), // prettier-ignore
  }),
  unit_lost_unassigned: (f) => ({
    title: t('Unit {oldUnit} lost, none assigned', f),
    happened: causeOf(f),
    done: t('{guestName} ({confirmationNo}) keeps the reservation without a unit: no other is free for all the nights.', f), // prettier-ignore
    todo: t('Find a unit before the guest arrives: move somebody else, upgrade, or walk a guest.'),
  }),
  oversold_move_now: (f) => ({
    title: t('Two guests in unit {unit}: move now', f),
    happened: t('{otherGuest} and {guestName} ({confirmationNo}) were both checked in to unit {unit}.', f),
    done: t('{otherGuest} keeps it. {guestName} is in house without a unit of their own.', f),
    tell: t('We are very sorry: the unit was given twice. We move you at once.'),
  }),
  type_oversold: (f) => ({
    title: t('Oversold: {unitType}', f),
    happened: t(
      'With {guestName} ({confirmationNo}) in unit {unit}, {sold} {unitType} are sold for the night of {night}, and there are {rooms}.',
      f,
    ),
    done: t('{guestName} keeps unit {unit}.', f),
    todo: t('Look which arrival has no unit yet, and find another type or another house for it.'),
  }),
  reinstated: (f) => ({
    title: t('Reinstated by check-in'),
    happened: t('{guestName} ({confirmationNo}) was {was} meanwhile, but the guest was checked in to unit {unit}.', f),
    done: t('The reservation stands again and any fee is taken back.'),
  }),
  checked_in_elsewhere: (f) => ({
    title: t('Checked in twice'),
    happened: t(
      '{guestName} ({confirmationNo}) was checked in to unit {otherUnit} at another desk and to {unit} here.',
      f,
    ),
    done: t('The record says {otherUnit}.', f),
    todo: t('Ask in which unit the guest is, and move the record if need be.'),
  }),
  checked_in_after_departure: (f) => ({
    title: t('Checked in after check-out'),
    happened: t(
      '{guestName} ({confirmationNo}) had been checked out at another desk when this check-in to unit {unit} arrived.',
      f,
    ),
    done: t('The check-in was not applied.'),
    todo: t('Look whether somebody is in the unit.'),
  }),
  in_house_without_reservation: (f) => ({
    title: t('In house without a valid reservation'),
    happened: t('{guestName} ({confirmationNo}) was checked in to unit {unit}, but the reservation is {status}.', f),
    done: t('The stay was recorded.'),
    todo: t('Agree on dates and price, and make a new reservation.'),
  }),
  out_of_order_occupied: (f) => ({
    title: t('Guest in unit {unit}, which was out of order', f),
    happened: t('{guestName} ({confirmationNo}) is in unit {unit}, which had been set out of order.', f),
    done: t('It is out of service now; the fault is still there.'),
    tell: t('Is all well in your unit? We can offer you another one.'),
  }),
  not_ready_occupied: (f) => ({
    title: t('Guest in unit {unit}, which was not ready', f),
    happened: t('{guestName} ({confirmationNo}) is in unit {unit}, which housekeeping had as {housekeeping}.', f),
    done: t('The check-in stands.'),
    todo: t('Ask whether all is well, and send housekeeping.'),
  }),
  stay_dates_differ: (f) => ({
    title: t('In house outside the booked dates'),
    happened: t(
      '{guestName} ({confirmationNo}) was checked in to unit {unit}; the reservation is from {arrival} to {departure}.',
      f,
    ),
    done: t('The check-in stands.'),
    todo: t('Agree on the dates of the stay.'),
  }),
  occupancy_exceeded: (f) => ({
    title: t('Too many guests for {unitType}', f),
    happened: t('{guestName} ({confirmationNo}) is booked for {guests} guests; {unitType} sleeps {max}.', f),
    done: t('The reservation stands as it was entered.'),
    todo: t('Offer a larger unit.'),
  }),
  check_in_wins: (f) => ({
    title: t('Not cancelled: the guest is in house'),
    happened: t(
      '{guestName} ({confirmationNo}) was cancelled here, but had been checked in to unit {unit} at another desk.',
      { ...f, unit: f.unit ?? '?' },
    ),
    done: t('The check-in stands.'),
  }),
}
