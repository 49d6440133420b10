import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { WordsOf } from './entry-words.ts'

type Fact = Refusal['facts'][string] | undefined

/** What the Resolution Centre says of guests' records that were edited apart, or closed. */
export const recordWords: WordsOf<'guest_edit_conflict' | 'guest_record_closed'> = {
  guest_edit_conflict: (f) => ({
    title: t('Two edits of one field'),
    happened: t('{field} of {guestName} was edited at two desks.', { ...f, field: fieldWord(f.field) }),
    done: t('{kept} is newer and stands; {other} is kept beside it.', { kept: quoted(f.kept), other: quoted(f.other) }),
  }),
  guest_record_closed: (f) => ({
    title: t('The guest record was erased'),
    happened: t('{confirmationNo} was booked for a guest whose record has been erased on request.', f),
    done: t('The reservation stands without a name.'),
    todo: t('Ask for the name again.'),
  }),
}

const quoted = (value: Fact) => (value === null || value === undefined || value === '' ? t('(empty)') : `"${value}"`)

const fieldWords: Readonly<Record<string, () => string>> = {
  firstName: () => t('First name'),
  lastName: () => t('Last name'),
  email: () => t('E-mail'),
  phone: () => t('Phone'),
  nationality: () => t('Nationality'),
  language: () => t('Language'),
  vipLevel: () => t('VIP level'),
  notes: () => t('Notes'),
  noPost: () => t('No-post mark'),
}
const fieldWord = (field: Fact) => fieldWords[String(field)]?.() ?? String(field)
