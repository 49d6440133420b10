import { expect, it } from 'vitest'
import { commands } from '../../shared/domains/registry.ts'
import { neverWished, wishes } from './generator.ts'

it('gives every command that there is, or says why it never does', () => {
  const covered = [...Object.keys(wishes), ...Object.keys(neverWished)].sort()
  expect(covered).toEqual([...commands.keys()].sort())
})
