import { t } from '../../language/t.ts'
import type { WordsOf } from './entry-words.ts'

/** What the Resolution Centre says of who did a thing, and of locked names. */
export const accessWords: WordsOf<'given_without_role' | 'given_by_old_pin' | 'locked_out'> = {
  given_without_role: (f) => ({
    title: t('Done by {person}, who had lost the role', f),
    happened: t('{person} did this as {role} while the line was down; the role had been taken away meanwhile.', f),
    done: t('It has happened, and so it stands.'),
  }),
  given_by_old_pin: (f) => ({
    title: t('Done by {person} after a new PIN was given', f),
    happened: t('{person} had been given a new PIN, and went on at a desk that had not heard of it.', f),
    done: t('It has happened, and so it stands.'),
  }),
  locked_out: (f) => ({
    title: f.terminal === '' ? t('{person} is locked out', f) : t('{person} is locked out at {terminal}', f),
    happened:
      f.terminal === ''
        ? t('{attempts} wrong PINs in a row were entered for {person}.', f)
        : t('{attempts} wrong PINs in a row were entered for {person} at {terminal}.', f),
    done: t('No PIN of theirs is taken for a while.'),
    todo: t('Ask whether it was them. If so, unlock them or give a new PIN under People; if not, somebody tried: look into it.'), // prettier-ignore
  }),
}
