import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { markForWipe, wipeIfMarked } from './wipe.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stayos-wipe-'))
  mkdirSync(join(folder, 'database/base'), { recursive: true })
  for (const name of ['database/base/1', 'device.key', 'journal']) writeFileSync(join(folder, name), 'x')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('O8 empties a folder that is marked, and no other', () => {
  expect(wipeIfMarked(folder)).toBe(false)
  expect(readdirSync(folder).sort()).toEqual(['database', 'device.key', 'journal'])
  markForWipe(folder)
  expect(wipeIfMarked(folder)).toBe(true)
  expect(readdirSync(folder)).toEqual([])
  expect(wipeIfMarked(folder)).toBe(false)
})

it('O8 goes on with a wipe that was cut', () => {
  markForWipe(folder)
  rmSync(join(folder, 'device.key'))
  expect(wipeIfMarked(folder)).toBe(true)
  expect(existsSync(folder) && readdirSync(folder)).toEqual([])
})
