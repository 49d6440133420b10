import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import type { WordsOf } from './entry-words.ts'

type Facts = Refusal['facts']
type ConflictRefusal = Extract<
  RefusalCode,
  | 'unit_changed'
  | 'moved_elsewhere'
  | 'already_swapped'
  | 'already_walked'
  | 'walked_elsewhere'
  | 'entry_open'
  | 'entry_settled'
>

/** What the Resolution Centre says where two desks did the same thing differently. */
export const conflictWords: WordsOf<'assigned_twice' | 'moved_twice' | 'not_walked'> = {
  assigned_twice: (f) => ({
    title: t('Unit {unit} stands, not {otherUnit}', f),
    happened: t('{guestName} ({confirmationNo}) was given unit {otherUnit} at one desk and {unit} at another.', f),
    done: t('The later choice stands: {unit}.', f),
    tell: t('Your unit is {unit}, not {otherUnit}.', f),
  }),
  moved_twice: (f) => ({
    title: t('Moved twice: unit {unit} stands', f),
    happened: t(
      '{guestName} ({confirmationNo}) was moved to unit {otherUnit} at one desk and to {unit} at another.',
      f,
    ),
    done: t('The later move stands: {unit}.', f),
    todo: t('Ask in which unit the guest is, and move the record if need be.'),
  }),
  not_walked: (f) => ({
    title: t('Not walked: the guest is in house'),
    happened: t(
      '{guestName} ({confirmationNo}) was walked to {hotel} here, but had been checked in to unit {unit} at another desk.',
      f,
    ),
    done: t('The check-in stands.'),
    todo: t('Call {hotel}: the room there is not needed.', f),
  }),
}

/** What stands in the way where another desk was first. */
export const conflictRefusalWords: Record<ConflictRefusal, (f: Facts) => { what: string; todo: string }> = {
  unit_changed: (f) => ({
    what: t('{guestName} ({confirmationNo}) was given unit {unit} meanwhile.', f),
    todo: t('Look at the stay as it is now, and assign another unit if it is still wanted.'),
  }),
  moved_elsewhere: (f) => ({
    what: t('{guestName} ({confirmationNo}) was moved to unit {unit} at another desk meanwhile.', f),
    todo: t('Ask in which unit the guest is, and move the record if need be.'),
  }),
  already_swapped: (f) => ({
    what: t('{guestName} ({confirmationNo}) is in unit {unit} already: the two were swapped.', f),
    todo: t('Nothing is left to do.'),
  }),
  entry_open: () => ({ what: t('This entry is open already.'), todo: t('Nothing is left to do.') }),
  entry_settled: () => ({
    what: t('What this entry tells is settled by what has happened since.'),
    todo: t('Open the reservation to see how it stands now.'),
  }),
  already_walked: (f) => ({
    what: t('{guestName} ({confirmationNo}) is walked to {hotel} already.', f),
    todo: t('Nothing is left to do.'),
  }),
  walked_elsewhere: (f) => ({
    what: t('{guestName} ({confirmationNo}) was walked to {hotel} at another desk.', f),
    todo: t('Call the guest and both houses: one of the two rooms is not needed.'),
  }),
}
