/** Names as SQL writes them: `a`, `"A b"`, `"say ""hi"""`. */
const NAME = /\s*(?:"((?:[^"]|"")+)"|([^\s",.]+))\s*/y

/** Reads names that `separator` divides; undefined where the text is none. */
export function parseNames(text: string, separator: ',' | '.'): string[] | undefined {
  const names: string[] = []
  for (let at = 0; ;) {
    NAME.lastIndex = at
    const [whole = '', quoted, plain] = NAME.exec(text) ?? []
    if (whole === '') return undefined
    names.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    at += whole.length
    if (at === text.length) return names
    if (text[at++] !== separator) return undefined
  }
}

/** 'schema.table', as the catalog knows it. */
export function parseTable(text: string): string | undefined {
  const names = parseNames(text, '.')
  if (names?.length === 1) return `public.${names[0]}`
  return names?.length === 2 ? names.join('.') : undefined
}

export const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`

export const quoteText = (text: string) => `'${text.replaceAll("'", "''")}'`
