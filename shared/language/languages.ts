import type { Messages } from '@lingui/core'
import { i18n } from '@lingui/core'

/** The languages of the screens, each by its own name, with the locale that writes its dates, numbers and money. */
export const languages = {
  en: { name: 'English', locale: 'en-GB' },
  de: { name: 'Deutsch', locale: 'de-DE' },
  pt: { name: 'Português', locale: 'pt-PT' },
} as const

export type Language = keyof typeof languages

export const allLanguages: readonly Language[] = ['en', 'de', 'pt']

export const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text)

/** The first of what a person reads (BCP 47 tags, best first) that the screens speak; else English. */
export const languageOf = (wanted: readonly string[]): Language =>
  wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'

/** From now on `t` speaks this language. `messages` goes from the English text to the translated one, both ICU messages. */
export const speak = (language: Language, messages: Messages): void =>
  i18n.loadAndActivate({ locale: language, locales: languages[language].locale, messages })

/** BCP 47 tag by which dates, numbers and money are written now. */
export const currentLocale = (): string => {
  const { locale } = i18n
  return isLanguage(locale) ? languages[locale].locale : languages.en.locale
}
