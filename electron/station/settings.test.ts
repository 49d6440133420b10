import { expect, it } from 'vitest'
import { readDeskSettings } from './settings.ts'

const read = (args: string[], env: NodeJS.ProcessEnv = {}) => readDeskSettings(args, env)

it('reads arguments, then the environment', () => {
  const args = ['--data', '/d', '--server', 'http://127.0.0.1:1', '--port', '7', '--enrolment-code', 'CODE-123']
  expect(read(args)).toEqual({
    dataDir: '/d',
    serverUrl: 'http://127.0.0.1:1',
    port: 7,
    enrolmentCode: 'CODE-123',
    demo: false,
  })
  const env = { STAYOS_DATA: '/e', STAYOS_SERVER: 'https://c.example', STAYOS_ENROLMENT_CODE: 'X' }
  expect(read([], env)).toEqual({
    dataDir: '/e',
    serverUrl: 'https://c.example',
    port: 0,
    enrolmentCode: 'X',
    demo: false,
  })
  expect(read([...args, '--demo']).demo).toBe(true)
})

it('leaves foreign switches alone', () => {
  expect(read(['--no-sandbox', '--data', '/d', '--server', 'http://x', '--lang=pt']).dataDir).toBe('/d')
})

it.each([
  [['--server', 'http://x'], /--data DIR/],
  [['--data', '/d'], /--server URL/],
  [['--data', '/d', '--server', 'centre'], /--server URL/],
  [['--data', '/d', '--server', 'file:///x'], /--server URL/],
  [['--data', '/d', '--server', 'http://x', '--port', '99999'], /0 to 65535/],
  [['--data', '/d', '--server', 'http://x', '--port', 'http'], /0 to 65535/],
])('says what is missing in %j', (args, words) => {
  expect(() => read(args)).toThrow(words)
})
