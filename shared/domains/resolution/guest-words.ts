import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import type { Reason } from './reasons.ts'

type Facts = Refusal['facts']
type GuestReason = Extract<Reason, 'identity_taken_twice'>
type GuestRefusal = Extract<
  RefusalCode,
  'identity_key_missing' | 'identity_not_on_file' | 'identity_unreadable' | 'reveal_reason_missing'
>

/** What the Resolution Centre says of guests' records. */
export const guestWords: Record<GuestReason, (f: Facts) => { title: string; whatHappened: string; tellGuest: string }> =
  {
    identity_taken_twice: (f) => ({
      title: t('Two documents of one guest'),
      whatHappened: t(
        'Two desks took down different documents of {guestName}. The later one stands: {kept}. The other was: {other}.',
        { ...f, kept: documentWord(f.kept), other: documentWord(f.other) },
      ),
      tellGuest: t('Ask for the document again, and compare it with what is on file.'),
    }),
  }

/** What stands in the way of keeping a guest's record, and what to do about it. */
export const guestRefusalWords: Record<GuestRefusal, (f: Facts) => { what: string; todo: string }> = {
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
