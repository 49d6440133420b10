import { expect, it } from 'vitest'
import { chooseHost, type Machine } from './choose-host.ts'

const found: Machine = {
  electron: { kind: 'found', path: '/electron', version: '45.4.1' },
  isRoot: false,
  hasScreen: true,
}
const absent: Machine = { ...found, electron: { kind: 'absent', version: '45.4.1' } }

it('opens a window where Electron is there', () => {
  expect(chooseHost('auto', found)).toEqual({ kind: 'electron', path: '/electron' })
  expect(chooseHost('desktop', found).kind).toBe('electron')
})

it('says in one line why it is the browser, and how to get a window', () => {
  expect(chooseHost('auto', absent)).toEqual({
    kind: 'browser',
    why: 'Electron 45.4.1 is not downloaded. For a desktop window: npx install-electron (a large download from GitHub). The same desk opens in the browser instead.',
  })
  expect(chooseHost('auto', { ...found, isRoot: true })).toMatchObject({ why: expect.stringContaining('root') })
  expect(chooseHost('auto', { ...found, hasScreen: false })).toMatchObject({ why: expect.stringContaining('screen') })
})

it('takes the browser without a word where it was asked for', () => {
  expect(chooseHost('browser', found)).toEqual({ kind: 'browser', why: null })
})

it('is an error where a window was asked for and cannot be', () => {
  expect(() => chooseHost('desktop', absent)).toThrow(/install-electron/)
})
