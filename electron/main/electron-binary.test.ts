import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findElectronBinary } from './electron-binary.ts'

let folder: string
let packageJson: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stayos-electron-'))
  packageJson = join(folder, 'package.json')
  writeFileSync(packageJson, '{"version": "45.4.1"}')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function download(version: string): string {
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'path.txt'), 'electron')
  writeFileSync(join(folder, 'dist', 'version'), version)
  writeFileSync(join(folder, 'dist', 'electron'), '')
  return join(folder, 'dist', 'electron')
}

it('finds a downloaded binary', () => {
  const path = download('45.4.1')
  expect(findElectronBinary(packageJson, {})).toEqual({ kind: 'found', path, version: '45.4.1' })
})

it('says absent where nothing was downloaded, with the version that a person would download', () => {
  expect(findElectronBinary(packageJson, {})).toEqual({ kind: 'absent', version: '45.4.1' })
})

it('takes the download of another version for none', () => {
  download('44.0.0')
  expect(findElectronBinary(packageJson, {}).kind).toBe('absent')
})

it('takes the folder that ELECTRON_OVERRIDE_DIST_PATH names', () => {
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(folder, 'path.txt'), 'electron')
  writeFileSync(join(elsewhere, 'electron'), '')
  expect(findElectronBinary(packageJson, { ELECTRON_OVERRIDE_DIST_PATH: elsewhere })).toMatchObject({
    kind: 'found',
    path: join(elsewhere, 'electron'),
  })
})

it('says absent where the package itself is missing', () => {
  expect(findElectronBinary(null, {})).toEqual({ kind: 'absent', version: null })
})
