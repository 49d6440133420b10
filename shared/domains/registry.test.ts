import { describe, expect, test } from 'vitest'
import { commandAccess } from './access/command-access.ts'
import { commands, indexByName, queries } from './registry.ts'
import { describedCommands } from './resolution/words.ts'

describe('the registry', () => {
  test('stops where a name is registered twice', () => {
    expect(() => indexByName([{ name: 'a' }, { name: 'b' }, { name: 'a' }])).toThrow('registered twice: a')
  })

  test('every command is versioned and has a short text for the queue', () => {
    for (const name of commands.keys()) expect(name).toMatch(/^v\d+\.[a-z]+\.[a-zA-Z]+$/)
    expect([...describedCommands].sort()).toEqual([...commands.keys()].sort())
  })

  test('G1: every command has a permission, and nothing else has', () => {
    expect(Object.keys(commandAccess).sort()).toEqual([...commands.keys()].sort())
  })

  test('every query depends on something', () => {
    for (const query of queries.values()) expect(query.tables.length, query.name).toBeGreaterThan(0)
  })
})
