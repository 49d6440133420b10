import { expect, it } from 'vitest'
import { mayReadMetrics } from './may-read-metrics.ts'

const may = (token: string | undefined, remote: string, headers: Record<string, string> = {}) =>
  mayReadMetrics(token, remote, (name) => headers[name])

it('G11: shows figures to this machine alone, and to nothing that a proxy passes on', () => {
  for (const remote of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(may(undefined, remote)).toBe(true)
  for (const remote of ['10.0.0.7', '::ffff:10.0.0.7', '1.127.0.0', '']) expect(may(undefined, remote)).toBe(false)
  expect(may(undefined, '127.0.0.1', { 'x-forwarded-for': '10.0.0.7' })).toBe(false)
})

it('G11: asks for the token where one is set, from this machine too', () => {
  expect(may('s3cret', '10.0.0.7', { authorization: 'Bearer s3cret' })).toBe(true)
  expect(may('s3cret', '127.0.0.1')).toBe(false)
  expect(may('s3cret', '127.0.0.1', { authorization: 'Bearer other' })).toBe(false)
})
