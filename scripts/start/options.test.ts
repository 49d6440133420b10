import { expect, it } from 'vitest'
import { readStartOptions } from './options.ts'

const read = (args: string[], env: NodeJS.ProcessEnv = {}) => readStartOptions(args, env, '/work')

it('has a default for everything', () => {
  expect(read([])).toMatchObject({
    home: '/work/.stayos',
    host: 'auto',
    port: 4400,
    deskPort: 4401,
    secondTerminal: false,
    mayOpenBrowser: true,
  })
})

it('takes the folder from the argument before the environment', () => {
  expect(read(['--data', 'there'], { STAYOS_HOME: '/env' })?.home).toBe('/work/there')
  expect(read([], { STAYOS_HOME: '/env' })?.home).toBe('/env')
})

it('opens nothing in CI or when told so', () => {
  expect(read([], { CI: 'true' })?.mayOpenBrowser).toBe(false)
  expect(read(['--no-open'])?.mayOpenBrowser).toBe(false)
})

it('answers help with undefined', () => {
  expect(read(['--help'])).toBeUndefined()
})

it.each([
  [['--port', 'http'], /--port http is no port/],
  [['--desk-port', '70000'], /1 to 65535/],
  [['--desktop', '--browser'], /exclude each other/],
  [['--prot', '1'], /--help/],
  [['now'], /--help/],
])('refuses %j in words', (args, words) => {
  expect(() => read(args)).toThrow(words)
})
