import type { CommandDefinition } from '../../shared/command/command.ts'
import { type Schema, schemaOf } from './fields.ts'

/** One night, so that a key of each night of a stay shows once. */
const NIGHT = '2030-01-01'
const DAYS: Readonly<Record<string, string>> = { arrival: NIGHT, departure: '2030-01-02' }

/** The patterns of its keys: 'unit:‹unitId›'. Made by asking the command itself, with the names of its arguments in their place. */
export function conflictKeys(definition: CommandDefinition): string[] {
  const keys = samplesOf(schemaOf(definition.args)).flatMap((args) => definition.keys(args))
  return [...new Set(keys)].sort().map((key) => `\`${key.replaceAll(NIGHT, '‹night›')}\``)
}

/** Arguments whose values are their own names; one for each way in which the whole can be. */
function samplesOf(schema: Schema): unknown[] {
  const choices = schema.anyOf ?? schema.oneOf
  return choices ? choices.flatMap(samplesOf) : [sampleOf(schema, '')]
}

function sampleOf(schema: Schema, path: string): unknown {
  const choices = schema.anyOf ?? schema.oneOf
  const [first] = choices?.filter(({ type }) => type !== 'null') ?? []
  if (first) return sampleOf(first, path)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.items) return [sampleOf(schema.items, path)]
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => [
        name,
        sampleOf(field, path === '' ? name : `${path}.${name}`),
      ]),
    )
  }
  if (schema.type === 'integer' || schema.type === 'number') return 1
  if (schema.type === 'boolean') return true
  return DAYS[path.split('.').at(-1) ?? ''] ?? `‹${path}›`
}
