import { t } from '../../language/t.ts'
import type { SyncProblem } from '../../protocol/sync-problem.ts'

type Words = { readonly [C in SyncProblem['code']]: (problem: Extract<SyncProblem, { code: C }>) => string }

const LENGTH: Readonly<Record<'minutes' | 'hours' | 'days', (count: number) => string>> = {
  minutes: (count) => t('{count, plural, one {# minute} other {# minutes}}', { count }),
  hours: (count) => t('{count, plural, one {# hour} other {# hours}}', { count }),
  days: (count) => t('{count, plural, one {# day} other {# days}}', { count }),
}

const words: Words = {
  not_enrolled: () => t('This desk is not enrolled. Ask your head office for a code, and start the program with it.'),
  not_enrolled_yet: () =>
    t('This desk is not enrolled yet. Wait until the centre has answered, or enrol it with a code of your head office.'), // prettier-ignore
  no_business_day: () => t('This desk has no open business day of its hotel yet. Wait until the first load is done.'),
  locked_out: () =>
    t('This desk was locked out by head office. What it had not sent goes to head office, and it keeps nothing. Ask them for a new code if it is to work again.'), // prettier-ignore
  scope_changed: () =>
    t('Head office has changed what this desk serves. It is loaded anew; what is queued is kept and sent.'),
  numbering_refused: () =>
    t('The centre does not accept the numbering of this desk, though it was begun anew several times. Nothing is lost: the work stays queued here. Call support.'), // prettier-ignore
  clock_wrong: ({ way, count, unit }) => {
    const facts = { length: LENGTH[unit](count) }
    return way === 'ahead'
      ? t('The clock of this computer is {length} ahead. Set its date and time. Work goes on, with the time of the centre.', facts) // prettier-ignore
      : t('The clock of this computer is {length} behind. Set its date and time. Work goes on, with the time of the centre.', facts) // prettier-ignore
  },
  rebuilt: (problem) =>
    t('The database of this desk could not be opened and was made anew. {restored, plural, =0 {Nothing was waiting for the centre} one {One command that waits for the centre is kept} other {# commands that wait for the centre are kept}}; the hotel is loaded again as soon as the centre answers.', problem), // prettier-ignore
  no_safety_copy: (problem) =>
    t('The safety copy of what is queued cannot be written ({reason}). Make room on the disk; it is tried again by itself.', problem), // prettier-ignore
  fault: (problem) =>
    t(
      'This desk met a fault ({reason}). Start the program again; if it stays, call support. Nothing is lost.',
      problem,
    ),
  database_died: (problem) =>
    t('The database of this desk has stopped ({reason}). Start the program again; if it stays, check the disk and call support. What was confirmed to you is kept; look whether the last step is there before you do it again.', problem), // prettier-ignore
  disk_full: (problem) =>
    t('The disk of this computer is full ({reason}). This was not saved. Make room on the disk, then do it again; everything before it is kept.', problem), // prettier-ignore
  folder_removed: (problem) =>
    t('The data folder {folder} of this desk was removed, or its disk is gone. This was not saved. Put it back and start the program again.', problem), // prettier-ignore
  cannot_store: (problem) =>
    t('What the centre sends cannot be stored here ({reason}). It is loaded again by itself; if this stays, call support.', problem), // prettier-ignore
  no_line: (problem) =>
    t('There is no line to the centre at {address}. Work goes on here; it is sent when the line is back.', problem),
  not_the_centre: (problem) =>
    t('What answers at {address} does not speak like the centre of StayOS. Check the address and whether a proxy stands between.', problem), // prettier-ignore
  status: ({ status }) =>
    t('The centre answered with status {status}. Check that its address is right and that it is up to date.', { status: String(status) }), // prettier-ignore
  no_answer: (problem) => t('The centre does not answer ({reason}).', problem),
  load_empty: () => t('The centre sent an empty first load. It comes again by itself.'),
  load_damaged: () => t('A part of the first load came damaged. It comes again by itself.'),
  load_cut: (problem) => t('The first load was cut ({reason}). It goes on by itself.', problem),
  load_unfinished: () => t('The first load ended before it was whole. It goes on by itself.'),
  no_rows: (problem) => t('The centre has no rows of {table} for this desk. Ask head office.', problem),
  centre_newer: (problem) => t('The centre sends {what}, which this desk does not know. Update this desk.', problem),
  told: ({ error, message }) => centreWords[error]?.() ?? message,
}

const notEnrolledThere = () =>
  t('The centre does not know this desk. Check its address, or enrol the desk again with a new code.')
const goesOn = () => t('The centre has too much to do at the moment. This desk tries again by itself.')

/** By the codes of the centre's errors that a person at a desk may meet; what is not here is said as it was told. */
const centreWords: Readonly<Record<string, () => string>> = {
  terminal_revoked: () => t('This desk was locked out by head office. Ask them for a new code.'),
  terminal_unknown: notEnrolledThere,
  assertion_invalid: notEnrolledThere,
  clock_wrong: () => t('The clock of this computer is more than five minutes off. Set its date and time.'),
  code_used: () => t('This enrolment code was used already. Ask head office for a new one.'),
  code_expired: () => t('This enrolment code has expired. Ask head office for a new one.'),
  code_unknown: () => t('The centre does not know this enrolment code. Check each character, and the address of the centre.'), // prettier-ignore
  too_many_codes: () => t('Too many wrong enrolment codes came from this network. Wait ten minutes, then try again.'),
  centre_outdated: () =>
    t('This desk is newer than the centre. It goes on with what it has and keeps everything; ask head office to update the centre.'), // prettier-ignore
  terminal_outdated: () =>
    t('This desk is too old for the centre. It goes on with what it has, and what is queued is still sent; update this desk to see the work of others.'), // prettier-ignore
  foreign_terminal: () => t('This data folder belongs to another desk. Ask head office for help.'),
  busy: goesOn,
  too_many_requests: goesOn,
  database_unavailable: goesOn,
  internal_error: () => t('The centre failed. Go on working: this desk tries again by itself. If it goes on, call support.'), // prettier-ignore
}

/** In the language of the screen; where none was chosen, as in a log, in English. */
export const sayProblem = (problem: SyncProblem): string =>
  // The table's type proves that every code is there; the pair itself cannot be followed by the compiler.
  (words[problem.code] as (problem: SyncProblem) => string)(problem)
