import { expect, it } from 'vitest'
import { remoteAddress } from './remote-address.ts'

it('G9: takes the address of the connection, whatever a sender claims', () => {
  expect(remoteAddress('10.0.0.7', '1.2.3.4', 0)).toBe('10.0.0.7')
  expect(remoteAddress(undefined, undefined, 0)).toBe('')
})

it('G9: behind proxies takes what the outermost noted, and nothing that was there before', () => {
  expect(remoteAddress('127.0.0.1', '6.6.6.6, 1.2.3.4', 1)).toBe('1.2.3.4')
  expect(remoteAddress('127.0.0.1', '6.6.6.6,1.2.3.4, 10.0.0.1', 2)).toBe('1.2.3.4')
  expect(remoteAddress('127.0.0.1', '1.2.3.4', 2)).toBe('127.0.0.1')
  expect(remoteAddress('127.0.0.1', undefined, 1)).toBe('127.0.0.1')
})
