import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allLanguages, type Language } from '../../shared/language/languages.ts'

export const translated: readonly Language[] = allLanguages.filter((language) => language !== 'en')

/** From the English text to the translated one; empty where somebody has to translate it yet. */
export type Catalog = Readonly<Record<string, string>>

export const catalogFile = (root: string, language: Language): string =>
  join(root, 'shared/language/catalogs', `${language}.json`)

export const readCatalog = (root: string, language: Language): Catalog =>
  JSON.parse(readFileSync(catalogFile(root, language), 'utf8')) as Catalog

/** The catalogue with exactly these texts, in a fixed order: what is new is empty, what nobody says any more is gone. */
export function fitCatalog(catalog: Catalog, messages: Iterable<string>): Catalog {
  return Object.fromEntries([...new Set(messages)].sort().map((message) => [message, catalog[message] ?? '']))
}
