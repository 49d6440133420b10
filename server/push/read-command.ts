import type { CommandDefinition, Refusal } from '../../shared/command/command.ts'
import { no } from '../../shared/domains/refusals.ts'
import { parseHlc } from '../../shared/kernel/clock.ts'
import type { QueuedCommand } from '../../shared/protocol/push.ts'

export interface ReadyCommand {
  readonly kind: 'ready'
  readonly definition: CommandDefinition
  readonly args: unknown
}

/** A command that this centre can run, or the refusal that stands instead. */
export type ReadCommand = ReadyCommand | { readonly kind: 'unreadable'; readonly refusal: Refusal }

/** Never throws: what cannot be read is refused and kept, so that nothing blocks the queue. */
export function readCommand(commands: ReadonlyMap<string, CommandDefinition>, command: QueuedCommand): ReadCommand {
  const name = cleanText(command.name)
  const malformed = (where: string): ReadCommand => unreadable(no('malformed_arguments', { name, where }))
  const definition = commands.get(command.name)
  if (!definition) return unreadable(no('unknown_command', { name }))
  if (!isClockReading(command.occurredAt)) return malformed('occurredAt')
  if (hasUnstorableText(command)) return malformed('text')
  const parsed = definition.args.safeParse(command.args)
  if (!parsed.success) {
    return malformed(parsed.error.issues[0]?.path.map(String).join('.') || 'args')
  }
  return { kind: 'ready', definition, args: parsed.data }
}

function unreadable({ refused }: { readonly refused: Refusal }): ReadCommand {
  return { kind: 'unreadable', refusal: refused }
}

export function isClockReading(text: string): boolean {
  const reading = parseHlc(text)
  return reading !== undefined && !Number.isNaN(reading.ms)
}

/** PostgreSQL's text and jsonb hold neither NUL nor half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu

export function hasUnstorableText(value: unknown): boolean {
  return JSON.stringify(value) !== storableJson(value)
}

/** JSON text that jsonb accepts; a character that it cannot hold stands there as its escape, legibly. */
export function storableJson(value: unknown): string {
  return JSON.stringify(mapText(value))
}

export function cleanText(text: string): string {
  return text.replace(UNSTORABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function mapText(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(mapText)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), mapText(inner)]))
}
