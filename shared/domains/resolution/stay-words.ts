import { t } from '../../language/t.ts'
import type { WordsOf } from './entry-words.ts'

/** What the Resolution Centre says of stays that were changed, ended or took another guest's place. */
export const stayWords: WordsOf<'arrived_after_all' | 'changed_after_end' | 'extended_oversold'> = {
  arrived_after_all: (f) => ({
    title: t('No no-show: the guest is in house'),
    happened: t(
      '{guestName} ({confirmationNo}) was marked a no-show here, but had been checked in to unit {unit} at another desk.',
      f,
    ),
    done: t('The check-in stands, and no fee is owed.'),
  }),
  changed_after_end: (f) => ({
    title: t('Changed here, {status} elsewhere', f),
    happened: t(
      'The stay of {guestName} ({confirmationNo}) was changed at this desk, but is {status} at the centre.',
      f,
    ),
    done: t('The change was not applied.'),
    todo: t('Ask whether the guest still comes. If so, reinstate the reservation and make the change again.'),
  }),
  extended_oversold: (f) => ({
    title: t('Oversold: {unitType}', f),
    happened: t(
      '{guestName} ({confirmationNo}) stays on. With that, {sold} {unitType} are sold for the night of {night}, and there are {rooms}.',
      f,
    ),
    done: t('The guest in house keeps the unit. Nobody gave way: every arrival has a unit already.'),
    todo: t('Find another type or another house for one of the arrivals of that day.'),
  }),
}
