import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import type { WordsOf } from './entry-words.ts'

type Facts = Refusal['facts']
type GuestRefusal = Extract<
  RefusalCode,
  | 'loyalty_number_taken'
  | 'membership_not_found'
  | 'same_guest'
  | 'feedback_answered'
  | 'feedback_not_found'
  | 'identity_key_missing'
  | 'identity_not_on_file'
  | 'identity_unreadable'
  | 'reveal_reason_missing'
>

/** What the Resolution Centre says of guests' records. */
export const guestWords: WordsOf<'identity_taken_twice' | 'consent_refused_elsewhere' | 'feedback_answered_twice'> = {
  identity_taken_twice: (f) => ({
    title: t('Two documents of one guest'),
    happened: t('Two desks took down different documents of {guestName}.', f),
    done: t('The later one stands: {kept}. The other was: {other}.', {
      kept: documentWord(f.kept),
      other: documentWord(f.other),
    }),
    todo: t('Ask for the document again, and compare it with what is on file.'),
  }),
  consent_refused_elsewhere: (f) => ({
    title: t('Agreed here, refused elsewhere'),
    happened: t('{guestName} agreed to {consent} at one desk and refused it at another.', {
      ...f,
      consent: consentWord(f.consent),
    }),
    done: t('The refusal stands until the guest is asked again.'),
    todo: t('Ask once more whether they agree.'),
  }),
  feedback_answered_twice: (f) => ({
    title: t('Two answers to one feedback'),
    happened: t('What {guestName} said was answered already: "{kept}".', {
      ...f,
      guestName: f.guestName === '' ? t('a guest') : (f.guestName ?? ''),
    }),
    done: t('The second answer was not kept: "{other}".', f),
  }),
}

/** What stands in the way of keeping a guest's record, and what to do about it. */
export const guestRefusalWords: Record<GuestRefusal, (f: Facts) => { what: string; todo: string }> = {
  loyalty_number_taken: (f) => ({
    what: t('{program} {number} is the membership of {guestName}.', f),
    todo: t('Look at the number again. If both are one person, merge the two records.'),
  }),
  membership_not_found: () => ({
    what: t('This membership is not here.'),
    todo: t('Look at the guest again.'),
  }),
  same_guest: () => ({
    what: t('A record cannot be merged with itself.'),
    todo: t('Choose another record.'),
  }),
  feedback_answered: (f) => ({
    what: t('This feedback of {guestName} has been answered already.', f),
    todo: t('Read the answer that was given.'),
  }),
  feedback_not_found: () => ({
    what: t('This feedback is not on this desk.'),
    todo: t('Look at the list again.'),
  }),
  identity_key_missing: () => ({
    what: t('This desk has not got its key for identity documents yet. Nothing was saved.'),
    todo: t('Connect it to the centre once; what you typed stays here meanwhile.'),
  }),
  identity_not_on_file: (f) => ({
    what: t('No identity document of {guestName} is on file.', f),
    todo: t('Ask the guest for one and take it down.'),
  }),
  identity_unreadable: (f) => ({
    what: t('The identity of {guestName} was taken down under another key, and this desk cannot read it.', f),
    todo: t('Take the document down again, and tell head office.'),
  }),
  reveal_reason_missing: () => ({
    what: t('Uncovering an identity document is recorded, and wants a reason.'),
    todo: t('Say why you need it: the police register, a loss, a doubt at the desk.'),
  }),
}

const documentWords: Readonly<Record<string, () => string>> = {
  passport: () => t('passport'),
  id_card: () => t('identity card'),
  driving_licence: () => t('driving licence'),
  residence_permit: () => t('residence permit'),
  other: () => t('another document'),
}
const documentWord = (type: Facts[string] | undefined): string =>
  (documentWords[String(type)] ?? documentWords['other'])?.() ?? ''

const consentWords: Readonly<Record<string, () => string>> = {
  marketing: () => t('offers and news'),
  profiling: () => t('the use of past stays'),
  sharing: () => t('sharing within the group'),
}
export const consentWord = (kind: unknown): string => consentWords[String(kind)]?.() ?? String(kind)
