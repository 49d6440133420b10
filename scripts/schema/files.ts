import { format, resolveConfig } from 'prettier'
import type { Reader } from '../../shared/command/database.ts'
import { allTablesPage, contextPage, overviewPage } from './pages.ts'
import { readSchema } from './read-schema.ts'
import { rowTypesOf, tableMapOf } from './row-types.ts'

/** Everything that is made from the catalogue, by path from the root of the repository. */
export async function schemaFiles(db: Reader): Promise<Map<string, string>> {
  const schema = await readSchema(db)
  const files = new Map([
    ['docs/schema/README.md', overviewPage(schema)],
    ['docs/schema/overview.md', allTablesPage(schema)],
    ['shared/schema/tables.ts', await formatted('shared/schema/tables.ts', tableMapOf(schema))],
  ])
  for (const { name } of schema.contexts) {
    files.set(`docs/schema/${name}.md`, contextPage(schema, name))
    const path = `shared/schema/${name}.ts`
    files.set(path, await formatted(path, rowTypesOf(schema, name)))
  }
  return files
}

/** Written by hand, beside what is made. */
export const HAND_WRITTEN = ['shared/schema/values.ts']
export const FOLDERS = ['docs/schema', 'shared/schema']

async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path })
}
