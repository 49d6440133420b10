import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import ts from 'typescript'

/** One call of `t`. */
export interface Said {
  /** 'renderer/app/Rail.tsx:24' */
  readonly where: string
  /** The English text; null where it is no literal, and so can be in no catalogue. */
  readonly message: string | null
  /** The names of the facts that are given; null where they are not written out. */
  readonly facts: readonly string[] | null
}

const FOLDERS = ['renderer', 'shared']

/** Every text that a person sees, as the code says it. */
export function collectSaid(root: string): readonly Said[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file))
      .sort()
      .flatMap((file) => saidIn(file, readFileSync(join(root, file), 'utf8'))),
  )
}

export function saidIn(file: string, text: string): readonly Said[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Said[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
      const [message, facts] = node.arguments
      found.push({
        where: `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
        message: message && ts.isStringLiteralLike(message) ? message.text : null,
        facts: namesOf(facts),
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function namesOf(facts: ts.Expression | undefined): readonly string[] | null {
  if (!facts) return []
  if (!ts.isObjectLiteralExpression(facts)) return null
  const names = facts.properties.map(({ name }) => (name && ts.isIdentifier(name) ? name.text : null))
  return names.every((name) => name !== null) ? names : null
}

/** The names of a message's places, sorted. Throws where it is no ICU message. */
export function placesOf(message: string): readonly string[] {
  const names = new Set<string>()
  const walk = (tokens: CompiledMessage): void => {
    for (const token of tokens) {
      if (typeof token === 'string') continue
      const [name, , format] = token
      if (name !== '#') names.add(name)
      if (typeof format === 'object' && format !== null) {
        for (const choice of Object.values(format)) if (Array.isArray(choice)) walk(choice)
      }
    }
  }
  walk(compileMessageOrThrow(message))
  return [...names].sort()
}
