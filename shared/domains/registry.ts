import type { CommandDefinition } from '../command/command.ts'
import type { QueryDefinition } from '../command/query.ts'
import type { ShapeDefinition } from '../command/shape.ts'
import { guestShapes } from './guest/shapes.ts'
import { operationsShapes } from './operations/shapes.ts'
import { propertyShapes } from './property_mgmt/shapes.ts'
import { reservationShapes } from './reservation/shapes.ts'
import { referenceShapes, syncShapes } from './sync/shapes.ts'

/** Throws where a name is registered twice: one of the two would never run. */
export function indexByName<T extends { readonly name: string }>(definitions: readonly T[]): ReadonlyMap<string, T> {
  const byName = new Map<string, T>()
  for (const definition of definitions) {
    if (byName.has(definition.name)) throw new Error(`registered twice: ${definition.name}`)
    byName.set(definition.name, definition)
  }
  return byName
}

/** Everything that a person can do, by versioned name. */
export const commands: ReadonlyMap<string, CommandDefinition> = indexByName<CommandDefinition>([])

/** Everything that a page can ask, by name. */
export const queries: ReadonlyMap<string, QueryDefinition> = indexByName<QueryDefinition>([])

/** Every table that terminals hold; a table stands after those that its rows point to. */
export const shapes: readonly ShapeDefinition[] = [
  ...referenceShapes,
  ...propertyShapes,
  ...guestShapes,
  ...operationsShapes,
  ...reservationShapes,
  ...syncShapes,
]
