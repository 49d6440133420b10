import { writeFileSync } from 'node:fs'
import { catalogFile, fitCatalog, readCatalog, translated } from './words/catalogs.ts'
import { collectSaid } from './words/collect.ts'

const root = process.cwd()
const messages = collectSaid(root).flatMap(({ message }) => message ?? [])
for (const language of translated) {
  const catalog = fitCatalog(readCatalog(root, language), messages)
  writeFileSync(catalogFile(root, language), `${JSON.stringify(catalog, null, 2)}\n`)
  const missing = Object.values(catalog).filter((text) => text === '').length
  console.log(`${language}: ${Object.keys(catalog).length} texts, ${missing} to be translated.`)
}
