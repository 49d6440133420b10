import { create } from 'zustand'
import type { Language } from '../../shared/language/languages.ts'
import { isLanguage, languageOf, languages, speak } from '../../shared/language/languages.ts'

const KEPT = 'language'

interface LanguageState {
  readonly language: Language
  /** Rejects where the catalogue cannot be loaded; the language stays what it was. */
  choose(language: Language): Promise<void>
}

/** The language of the screens of this computer. */
export const useLanguage = create<LanguageState>((set) => ({
  language: 'en',
  choose: async (language) => {
    speak(language, await messagesOf(language))
    document.documentElement.lang = languages[language].locale
    localStorage.setItem(KEPT, language)
    set({ language })
  },
}))

/** The language that was chosen here, else that of the computer. */
export function wantedLanguage(): Language {
  const kept = localStorage.getItem(KEPT)
  return kept !== null && isLanguage(kept) ? kept : languageOf(navigator.languages)
}

async function messagesOf(language: Language): Promise<Record<string, string>> {
  switch (language) {
    case 'en':
      return {}
    case 'de':
      return (await import('../../shared/language/catalogs/de.json')).default
    case 'pt':
      return (await import('../../shared/language/catalogs/pt.json')).default
  }
}
