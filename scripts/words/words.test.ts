import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fitCatalog, readCatalog, translated } from './catalogs.ts'
import { collectSaid, placesOf, saidIn } from './collect.ts'

const ROOT = join(import.meta.dirname, '../..')
const said = collectSaid(ROOT)
const messages = [...new Set(said.flatMap(({ message }) => message ?? []))]

/** What is no ICU message has no places that could be compared. */
function placesOrFault(message: string): readonly string[] | string {
  try {
    return placesOf(message)
  } catch (error) {
    return String(error)
  }
}

describe('the words of the screens', () => {
  it('are collected wherever they are said', () => {
    const text = "const a = t('One {guest}', { guest }) + t(`Two`)\nconst b = t(word, facts)"
    expect(saidIn('a.ts', text)).toEqual([
      { where: 'a.ts:1', message: 'One {guest}', facts: ['guest'] },
      { where: 'a.ts:1', message: 'Two', facts: [] },
      { where: 'a.ts:2', message: null, facts: null },
    ])
    expect(placesOf('{nights, plural, one {# night of {guest}} other {# nights}}, {unit}')).toEqual([
      'guest',
      'nights',
      'unit',
    ])
    expect(said.length).toBeGreaterThan(500)
  })

  it('are literals, or no catalogue could hold them', () => {
    expect(said.filter(({ message }) => message === null).map(({ where }) => where)).toEqual([])
  })

  it('are ICU messages whose places are filled where they are said', () => {
    const wrong = said.flatMap(({ where, message, facts }) => {
      const places = placesOrFault(message ?? '')
      if (typeof places === 'string') return `${where}: ${places}`
      if (facts === null || [...facts].sort().join() === places.join()) return []
      return `${where}: needs ${places.join(', ')}, is given ${facts.join(', ')}`
    })
    expect(wrong).toEqual([])
  })

  it.each(translated)('all stand in %s, and nothing else, with the same places', (language) => {
    const catalog = readCatalog(ROOT, language)
    // `npm run words` puts in what is missing, to be translated, and takes out what nobody says any more.
    expect(Object.keys(catalog)).toEqual(Object.keys(fitCatalog(catalog, messages)))
    const wrong = Object.entries(catalog).flatMap(([message, text]) => {
      if (text === '') return `not translated: ${message}`
      const [wanted, got] = [placesOrFault(message), placesOrFault(text)]
      return String(wanted) === String(got) ? [] : `${message}: needs ${String(wanted)}, has ${String(got)}`
    })
    expect(wrong).toEqual([])
  })
})
