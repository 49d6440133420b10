import { expect, it } from 'vitest'
import { type Candidate, EMPTY, found, meant, type PinDesk, press } from './pin-desk.ts'

const people: readonly Candidate[] = ['Álvaro Reis', 'Ana Duty', 'Maria Alves'].map((name, i) => ({
  userId: String(i),
  name,
  role: 'front_desk',
  lockedOut: false,
}))
const type = (keys: readonly string[]): PinDesk => keys.reduce((desk, key) => press(desk, key, people) ?? desk, EMPTY)
const who = (desk: PinDesk) => meant(people, desk)?.name

it('digits alone are the PIN of whoever was here last', () => {
  const desk = type([...'2580'])
  expect([desk.pin, who(desk)]).toEqual(['2580', 'Álvaro Reis'])
})

it('letters find a name by any of its words, without accents', () => {
  expect(found(people, 'al').map(({ name }) => name)).toEqual(['Álvaro Reis', 'Maria Alves'])
  expect(who(type([...'mar', ...'25']))).toBe('Maria Alves')
  expect(type([...'mar', ...'25'])).toMatchObject({ text: 'mar', pin: '25' })
})

it('a letter that fits nobody is not taken', () => {
  expect(type([...'anx'])).toMatchObject({ text: 'an' })
})

it('arrows walk, and a PIN that was begun is not another’s', () => {
  const desk = type(['2', 'ArrowDown'])
  expect([who(desk), desk.pin]).toEqual(['Ana Duty', ''])
  expect(who(type(['ArrowUp']))).toBe('Álvaro Reis')
  expect(who(type(['ArrowDown', 'ArrowDown', 'ArrowDown']))).toBe('Maria Alves')
})

it('Backspace takes back a digit, then a letter; Esc everything', () => {
  expect(type([...'an', '1', 'Backspace'])).toMatchObject({ text: 'an', pin: '' })
  expect(type([...'an', 'Backspace'])).toMatchObject({ text: 'a' })
  expect(type([...'an', '1', 'Escape'])).toEqual(EMPTY)
})

it('holds no more digits than a PIN has', () => {
  expect(type([...'123456789']).pin).toBe('12345678')
})
