import { t } from '../../language/t.ts'

/** What makes entries about a reservation say nothing any more. */
export const occasions = [
  'assign',
  'arrival',
  'move',
  'alone',
  'departure',
  'cancel',
  'walk',
  'no_show',
  'room',
  'night',
  're_plan',
  'change',
  'promote',
  'reinstate',
  'reverse',
  'payment',
] as const
export type Occasion = (typeof occasions)[number]

const words: Readonly<Record<Occasion, (unit: string) => string>> = {
  assign: (unit) => t('Unit {unit} was assigned.', { unit }),
  re_plan: (unit) => t('Unit {unit} was lost again: see the newer entry.', { unit }),
  arrival: (unit) => t('Checked in to unit {unit}.', { unit }),
  move: (unit) => t('Moved to unit {unit}.', { unit }),
  alone: (unit) => t('The other guest has left unit {unit}.', { unit }),
  departure: (unit) => t('Checked out of unit {unit}.', { unit }),
  promote: () => t('The reservation was confirmed.'),
  reinstate: () => t('The reservation was reinstated.'),
  reverse: (unit) => t('The check-in to unit {unit} was taken back.', { unit }),
  change: () => t('The stay was changed.'),
  cancel: () => t('The reservation was cancelled.'),
  room: () => t('The type fits again for that night.'),
  night: () => t('The night is over.'),
  walk: () => t('The guest was walked to another house.'),
  no_show: () => t('The guest did not come.'),
  payment: () => t('The account was paid.'),
}

/** What settled an entry; `unit` is empty where none is spoken of. */
export const settledWords = (by: Occasion, unit: string): string => words[by](unit)

export const isOccasion = (text: string): text is Occasion => occasions.some((each) => each === text)
