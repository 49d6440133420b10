import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { commands } from '../../shared/domains/registry.ts'
import { conflictKeys } from './conflict-keys.ts'
import { fieldLines } from './fields.ts'
import { COMMANDS_FILE, commandsPage } from './page.ts'
import { readRefusals } from './read-refusals.ts'

const definitionOf = (name: string) => {
  const definition = commands.get(name)
  if (!definition) throw new Error(`no command is named ${name}`)
  return definition
}

it('the reference of commands is as the registry is: else run npm run docs:commands', async () => {
  expect(readFileSync(COMMANDS_FILE, 'utf8')).toBe(await commandsPage())
})

it('finds what a command refuses with, through the functions that it calls, and no more', () => {
  const codes = readRefusals('shared/domains')
  expect([...codes.keys()].sort()).toEqual([...commands.keys()].sort())
  expect(codes.get('v1.access.changePin')).toEqual(['not_own', 'person_not_here', 'pin_set_since'])
  expect(codes.get('v1.access.releaseLockOut')).toEqual(['lock_out_not_found', 'lock_out_released'])
  expect(codes.get('v1.reservation.checkIn')).toContain('unit_not_clean')
  expect(codes.get('v1.reservation.checkIn')).not.toContain('item_not_found')
})

it('names the fields and the keys', () => {
  expect(fieldLines(definitionOf('v1.unit.setHousekeepingStatus').input)[0]).toBe('- `unitId`: UUID')
  expect(conflictKeys(definitionOf('v1.unit.setHousekeepingStatus'))).toEqual(['`unit:‹unitId›`'])
  expect(conflictKeys(definitionOf('v1.reservation.checkIn'))).toContain('`type-night:‹seen.unitTypeId›:‹night›`')
})
