import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { Reason } from './reasons.ts'

type Facts = Refusal['facts']
type StayReason = Extract<Reason, 'arrived_after_all' | 'changed_after_end' | 'extended_oversold'>

/** What the Resolution Centre says of stays that were changed, ended or took another guest's place. */
export const stayWords: Record<StayReason, (f: Facts) => { title: string; whatHappened: string; tellGuest: string }> = {
  arrived_after_all: (f) => ({
    title: t('No no-show: the guest is in house'),
    whatHappened: t(
      '{guestName} ({confirmationNo}) was marked a no-show here, but had been checked in to unit {unit} at another desk. The check-in stands, and no fee is owed.',
      f,
    ),
    tellGuest: '',
  }),
  changed_after_end: (f) => ({
    title: t('Changed here, {status} elsewhere', f),
    whatHappened: t(
      'The stay of {guestName} ({confirmationNo}) was changed at this desk, but is {status} at the centre. The change was not applied.',
      f,
    ),
    tellGuest: t('Ask whether the guest still comes. If so, reinstate the reservation and make the change again.'),
  }),
  extended_oversold: (f) => ({
    title: t('Oversold: {unitType}', f),
    whatHappened: t(
      '{guestName} ({confirmationNo}) stays on. With that, {sold} {unitType} are sold for the night of {night}, and there are {rooms}; every arrival has a unit already.',
      f,
    ),
    tellGuest: t('Find another type or another house for one of the arrivals of that day.'),
  }),
}
