import { z } from 'zod'

/** What is used of JSON Schema here (draft 2020-12). */
export interface Schema {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
}

/** What is given, before a schema changes anything of it. */
export const schemaOf = (type: z.ZodType): Schema =>
  z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema

/** A list of the fields of a schema, each with what it takes. */
export function fieldLines(type: z.ZodType): string[] {
  const schema = schemaOf(type)
  const lines = linesOf(schema, 0)
  return lines.length > 0 ? lines : ['- nothing']
}

function linesOf(schema: Schema, depth: number): string[] {
  const indent = '  '.repeat(depth)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) {
    return choices.filter(isRich).flatMap((choice) => [`${indent}- either`, ...linesOf(choice, depth + 1)])
  }
  if (schema.items) return linesOf(schema.items, depth)
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    `${indent}- \`${name}\`${required.has(name) ? '' : '?'}: ${wordsOf(field)}`,
    ...(isRich(field) ? linesOf(field, depth + 1) : []),
  ])
}

/** Has fields of its own to list. */
function isRich(schema: Schema): boolean {
  if (schema.properties && Object.keys(schema.properties).length > 0) return true
  if (schema.items) return isRich(schema.items)
  return (schema.anyOf ?? schema.oneOf ?? []).some(isRich)
}

function wordsOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map(wordsOf))].join(' or ')
  if (schema.items) return `list of ${wordsOf(schema.items)}`
  if (schema.format === 'uuid') return 'UUID'
  return `${schema.type ?? 'anything'}${boundsOf(schema)}`
}

function boundsOf({ minLength, maxLength, minimum, maximum, pattern, type }: Schema): string {
  const [least, most] = type === 'string' ? [minLength, maxLength] : [minimum, maximum]
  const bounds = [
    least !== undefined && least > Number.MIN_SAFE_INTEGER && `at least ${least}`,
    most !== undefined && most < Number.MAX_SAFE_INTEGER && `at most ${most}`,
    pattern !== undefined && `like \`${pattern}\``,
  ].filter(Boolean)
  return bounds.length === 0
    ? ''
    : ` (${bounds.join(', ')}${type === 'string' && pattern === undefined ? ' characters' : ''})`
}
