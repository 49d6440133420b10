import { expect, it } from 'vitest'
import { faultOfPin } from './pin.ts'

it.each([
  ['2580', null],
  ['90210417', null],
  ['1357', null],
  ['258', 'pin_malformed'],
  ['902104170', 'pin_malformed'],
  ['25 0', 'pin_malformed'],
  ['٢٥٨٠', 'pin_malformed'],
  ['7777', 'pin_too_simple'],
  ['2345', 'pin_too_simple'],
  ['987654', 'pin_too_simple'],
])('K7: %s: %s', (pin, fault) => {
  expect(faultOfPin(pin)).toBe(fault)
})
