import { afterEach, describe, expect, test } from 'vitest'
import { currentLocale, languageOf, speak } from './languages.ts'
import { t } from './t.ts'

afterEach(() => speak('en', {}))

describe('language', () => {
  test('a text is its own key in English, with its facts and plurals', () => {
    expect(t("The guest's unit {unit}", { unit: '104' })).toBe("The guest's unit 104")
    const nights = (count: number) => t('{nights, plural, one {# night} other {# nights}}', { nights: count })
    expect([nights(1), nights(3)]).toEqual(['1 night', '3 nights'])
  })

  test('a catalogue translates; what it lacks stands in English', () => {
    speak('de', {
      'Check in': 'Einchecken',
      '{nights, plural, one {# night} other {# nights}}': '{nights, plural, one {# Nacht} other {# Nächte}}',
    })
    expect(t('Check in')).toBe('Einchecken')
    expect(t('{nights, plural, one {# night} other {# nights}}', { nights: 2 })).toBe('2 Nächte')
    expect(t('Check out')).toBe('Check out')
    expect(currentLocale()).toBe('de-DE')
  })

  test('the language is the first that a person reads and the screens speak', () => {
    expect(languageOf(['fr-FR', 'pt-BR', 'de'])).toBe('pt')
    expect(languageOf(['fr'])).toBe('en')
  })
})
