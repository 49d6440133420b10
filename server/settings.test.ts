import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const DATABASE_URL = 'postgresql://owner:secret@db.example:5432/stayos'

it('needs the database alone', () => {
  expect(readSettings({ DATABASE_URL, PORT: '' })).toEqual({
    databaseUrl: DATABASE_URL,
    dataDir: resolve('.stayos/server'),
    host: '127.0.0.1',
    port: 4400,
    migrate: true,
    logLevel: 'info',
    tls: undefined,
    commandUrl: undefined,
    shapesUrl: undefined,
    metricsToken: undefined,
    proxies: 0,
  })
})

it('takes what is given', () => {
  const env = {
    DATABASE_URL,
    STAYOS_SERVER_DATA: '/srv/stayos',
    HOST: '::1',
    PORT: '0',
    STAYOS_MIGRATE: 'false',
    STAYOS_LOG: 'debug',
    TLS_CERT: '/etc/stayos/cert.pem',
    TLS_KEY: '/etc/stayos/key.pem',
    COMMAND_DATABASE_URL: 'postgresql://owner:secret@pooler:6432/stayos',
    SHAPES_URL: 'https://centre.example:4400',
    STAYOS_METRICS_TOKEN: 'sixteen characters',
    STAYOS_PROXIES: '1',
  }
  expect(readSettings(env)).toMatchObject({
    dataDir: '/srv/stayos',
    host: '::1',
    port: 0,
    migrate: false,
    logLevel: 'debug',
    tls: { cert: '/etc/stayos/cert.pem', key: '/etc/stayos/key.pem' },
    commandUrl: env.COMMAND_DATABASE_URL,
    shapesUrl: env.SHAPES_URL,
    metricsToken: 'sixteen characters',
    proxies: 1,
  })
})

it('names every variable that is wrong or missing, and no value', () => {
  expect(() => readSettings({ PORT: '70000', STAYOS_LOG: 'loud' })).toThrow(
    /^DATABASE_URL is missing: give postgresql:.*\nPORT is wrong: .*\nSTAYOS_LOG is wrong: .*$/,
  )
  expect(() => readSettings({ DATABASE_URL: 'mysql://owner:secret@db/stayos' })).toThrow(
    /^DATABASE_URL is wrong(?!.*secret)/,
  )
})

it('G8: takes a certificate with its key only', () => {
  expect(() => readSettings({ DATABASE_URL, TLS_CERT: 'cert.pem' })).toThrow(/^TLS_KEY is missing: give the path/)
  expect(() => readSettings({ DATABASE_URL, TLS_KEY: 'key.pem' })).toThrow(/^TLS_CERT is missing: give the path/)
})
