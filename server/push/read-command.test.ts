import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { applied, type CommandDefinition, defineCommand } from '../../shared/command/command.ts'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import { isRefusalCode } from '../../shared/domains/refusals.ts'
import { describeRefusal } from '../../shared/domains/resolution/words.ts'
import { hasUnstorableText, readCommand, storableJson } from './read-command.ts'

const args = z.strictObject({ note: z.string() })
const definition = defineCommand({
  name: 'v1.test.note',
  input: args,
  args,
  prepare: (input) => input,
  keys: () => [],
  seen: () => [],
  execute: async () => applied,
  onRefusal: () => ({ key: 'main', reason: 'test', facts: {}, nextStep: 'none' }),
})
const commands = new Map<string, CommandDefinition>([[definition.name, definition]])

const command = (changes: Partial<QueuedCommand> = {}): QueuedCommand => ({
  id: '01900000-0000-7000-8000-000000000001',
  name: 'v1.test.note',
  args: { note: 'late arrival' },
  terminal: '01900000-0000-7000-8000-000000000002',
  incarnation: 1,
  seq: 1,
  actor: '01900000-0000-7000-8000-000000000003',
  property: '01900000-0000-7000-8000-000000000004',
  businessDate: '2026-11-23',
  occurredAt: '2026-11-23T19:00:00.000Z/0000/A7',
  basedOn: {},
  ...changes,
})

describe('readCommand', () => {
  it('gives definition and parsed arguments', () => {
    expect(readCommand(commands, command())).toEqual({ kind: 'ready', definition, args: { note: 'late arrival' } })
  })

  it.each([
    ['a name that no registry knows', { name: 'v9.test.note' }, 'unknown_command', undefined],
    ['arguments of another shape', { args: { note: 7 } }, 'malformed_arguments', 'note'],
    ['no arguments', { args: undefined }, 'malformed_arguments', 'args'],
    ['a clock reading that is none', { occurredAt: 'yesterday' }, 'malformed_arguments', 'occurredAt'],
    ['an impossible day', { occurredAt: '2026-99-99T19:00:00.000Z/0000/A7' }, 'malformed_arguments', 'occurredAt'],
    ['text that PostgreSQL cannot hold', { args: { note: 'a\0b' } }, 'malformed_arguments', 'text'],
  ])('refuses %s', (_, changes, code, where) => {
    const read = readCommand(commands, command(changes))
    expect(read).toMatchObject({ kind: 'unreadable', refusal: { code, facts: where ? { where } : {} } })
    // What the centre writes is read by a person.
    expect(isRefusalCode(code)).toBe(true)
    expect(describeRefusal({ code, facts: { where: where ?? '' } }).what).not.toContain(code)
  })
})

describe('storableJson', () => {
  it('leaves ordinary text alone, pairs of surrogates included', () => {
    const value = { note: 'Zoë 🛏 \\u0000', list: [1, null, true] }
    expect(JSON.parse(storableJson(value))).toEqual(value)
    expect(hasUnstorableText(value)).toBe(false)
  })

  it('writes NUL and lone surrogates as legible escapes, in keys too', () => {
    const value = { 'a\0': ['\ud800x'] }
    expect(hasUnstorableText(value)).toBe(true)
    expect(JSON.parse(storableJson(value))).toEqual({ 'a\\u0000': ['\\ud800x'] })
  })
})
